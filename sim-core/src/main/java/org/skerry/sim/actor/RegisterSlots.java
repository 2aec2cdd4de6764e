package org.skerry.sim.actor;

/** Slots that lie in registers of their own: no address leads to them. */
public final class RegisterSlots implements SlotStore {
    private final Capability[] slots;

    /** {@code capacity} empty slots. */
    public RegisterSlots(int capacity) {
        slots = new Capability[capacity];
    }

    /** The registers themselves, for the table over them. */
    Capability[] registers() {
        return slots;
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
    }
}
