package org.skerry.sim.actor;

import java.util.Arrays;

/** Slots that lie in registers of their own: no address leads to them. */
public final class RegisterSlots implements SlotStore {
    private final Capability[] slots;
    private long[] sends = {}; // for each slot up to the last that was filled its SendWord and the target

    /** {@code capacity} empty slots. */
    public RegisterSlots(int capacity) {
        slots = new Capability[capacity];
    }

    @Override
    public int capacity() {
        return slots.length;
    }

    @Override
    public Capability read(int slot) {
        return slots[slot];
    }

    @Override
    public void write(int slot, Capability capability) {
        slots[slot] = capability;
        if (capability != null && 2 * slot >= sends.length) {
            sends = Arrays.copyOf(sends, Math.min(2 * slots.length, Math.max(2 * slot + 2, 2 * sends.length)));
        }
        if (2 * slot < sends.length) {
            sends[2 * slot] = SendWord.of(capability);
            sends[2 * slot + 1] = capability == null ? 0 : capability.target();
        }
    }

    /** The audit knows that what the slot holds was used to send. */
    void known(int slot) {
        sends[2 * slot] |= SendWord.KNOWN;
    }

    /** The {@link SendWord} of what the slot holds, if there is such a slot. */
    long sendWord(int slot) {
        int at = 2 * slot; // below 0 as well if the slot is that large
        return slot < 0 || at < 0 || at >= sends.length ? SendWord.NOTHING : sends[at];
    }

    /** The target of what the slot holds, if anything can be sent through it. */
    long sendTarget(int slot) {
        return sends[2 * slot + 1];
    }
}
