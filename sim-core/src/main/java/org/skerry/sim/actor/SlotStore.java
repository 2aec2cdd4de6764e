package org.skerry.sim.actor;

/**
 * Where a handle table keeps its slots. The rules are the same everywhere ({@link HandleTable}); what differs between machines
 * is who can reach the bytes: registers of a network interface, or memory that others may write to.
 */
public interface SlotStore {
    /** Number of slots. */
    int capacity();

    /** What the slot holds, or null. A slot whose bytes make no sense holds nothing. */
    Capability read(int slot);

    /** Fills the slot, or empties it with null. */
    void write(int slot, Capability capability);
}
