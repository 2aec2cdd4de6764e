package org.skerry.model.sharedmem.containment;

import org.skerry.model.sharedmem.runtime.ControlBlock;

/** An actor, as far as containment must know it. */
public interface Party {
    /** Its identifier. */
    long id();

    /** What the runtime keeps of it in memory. */
    ControlBlock control();

    /** What keeps it in. */
    Cell cell();

    /** Address of what {@link Containment#allocate} found for it, or 0. */
    long state();

    /** The only core that may run it, or -1. */
    int pinnedTo();

    /** Whether it waits for a message, or for a reply. */
    boolean sleeps();
}
