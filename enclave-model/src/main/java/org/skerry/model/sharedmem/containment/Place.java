package org.skerry.model.sharedmem.containment;

import org.skerry.model.sharedmem.runtime.ControlBlock;

/**
 * Where an actor lives.
 *
 * @param actor         its name
 * @param domain        the trust domain that it belongs to
 * @param control       what the runtime keeps of it
 * @param linear        physical address of guest address 0
 * @param reservedBytes bytes from there on that are its own, now or once its memory has grown
 * @param state         address of what {@link Containment#allocate} found for it, or 0
 * @param moved         to be run when something was stored where its checks look: its window may have to be shorter
 */
public record Place(
        String actor,
        String domain,
        ControlBlock control,
        long linear,
        long reservedBytes,
        long state,
        Runnable moved) {}
