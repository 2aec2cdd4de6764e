package org.skerry.model.sharedmem.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.skerry.model.memory.AddressSpace;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.SlotStore;

/**
 * A handle table in memory: slots of 128 bytes, each empty (zeros) or a capability. Bytes that make no capability are an empty slot;
 * bytes that do are one, whoever wrote them.
 */
public final class MemorySlots implements SlotStore {
    /** Bytes of a slot; a capability with the longest lineage takes 96. */
    public static final int SLOT_BYTES = 128;

    private final AddressSpace space;
    private final ControlBlock control;
    private final int capacity;

    /** The table that {@code control} points to, with so many slots. */
    public MemorySlots(AddressSpace space, ControlBlock control, int capacity) {
        this.space = space;
        this.control = control;
        this.capacity = capacity;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public Capability read(int slot) {
        long address = addressOf(slot);
        if (!space.decodes(address, SLOT_BYTES) || space.load(address, 8) == 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(CapabilityCodec.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < CapabilityCodec.MAX_BYTES; i += 8) {
            bytes.putLong(i, space.load(address + i, 8));
        }
        return CapabilityCodec.read(bytes);
    }

    @Override
    public void write(int slot, Capability capability) {
        long address = addressOf(slot);
        if (!space.decodes(address, SLOT_BYTES)) {
            return; // the pointer to the table leads nowhere: what is written there is lost
        }
        ByteBuffer bytes = ByteBuffer.allocate(CapabilityCodec.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (capability != null) {
            CapabilityCodec.write(capability, bytes);
        }
        for (int i = 0; i < CapabilityCodec.MAX_BYTES; i += 8) {
            space.store(address + i, 8, bytes.getLong(i));
        }
    }

    private long addressOf(int slot) {
        return control.table() + (long) slot * SLOT_BYTES;
    }
}
