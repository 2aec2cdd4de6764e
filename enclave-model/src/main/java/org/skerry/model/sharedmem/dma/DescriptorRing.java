package org.skerry.model.sharedmem.dma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.skerry.model.memory.AddressSpace;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A ring of descriptors in memory, by which a driver tells a device of bytes, and the device tells that it is done with them:
 *
 * <pre>
 *   +0   address (8)
 *   +8   bytes (4)
 *   +12  state (4): 1 it is the device's, 2 the device is done with it
 *   +16  address of more bytes (8): a record that wraps around the end of its mailbox has two pieces
 *   +24  how many more bytes (4), zero (4)
 * </pre>
 *
 * <p>Only how many the driver has posted is told to the device by a register; all else it reads.
 */
final class DescriptorRing {
    static final int BYTES = 32;
    static final int STATE = 12;
    static final int OF_DEVICE = 1;
    static final int DONE = 2;

    private final AddressSpace space;
    private final int slots;
    private long base;
    private long posted; // by the driver, since the beginning
    private long begun; // by the device
    private long ended; // by the driver again

    /** What a descriptor says, to whoever reads its bytes. */
    record Descriptor(long address, int bytes, long more, int moreBytes) {
        static Descriptor of(byte[] read) {
            ByteBuffer in = ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
            return new Descriptor(in.getLong(), in.getInt(), in.getLong(16), in.getInt(24));
        }

        /** Whether a device can make something of it: pieces of some bytes, not more than {@code most} in all. */
        boolean sane(int most) {
            return bytes > 0 && moreBytes >= 0 && (long) bytes + moreBytes <= most;
        }
    }

    DescriptorRing(AddressSpace space, int slots) {
        this.space = space;
        this.slots = slots;
    }

    void at(long address) {
        base = address;
    }

    /** Whether the driver has a slot for one more. */
    boolean hasRoom() {
        return posted - ended < slots;
    }

    /** The driver posts a descriptor. Returns its slot. */
    int post(Descriptor descriptor) {
        int slot = slot(posted++);
        long at = addressOf(slot);
        space.store(at, 8, descriptor.address);
        space.store(at + 8, 4, descriptor.bytes);
        space.store(at + STATE, 4, OF_DEVICE);
        space.store(at + 16, 8, descriptor.more);
        space.store(at + 24, 8, descriptor.moreBytes);
        return slot;
    }

    /** Descriptors that are the device's and that it has not begun with. */
    long waiting() {
        return posted - begun;
    }

    /** The device begins with the next one: returns its slot. */
    int begin() {
        return slot(begun++);
    }

    /** The driver has seen that the device is done with the oldest one. */
    void end() {
        ended++;
    }

    /** Where the driver posts next: its line is written then. */
    long nextAddress() {
        return addressOf(slot(posted));
    }

    long addressOf(int slot) {
        return base + (long) slot * BYTES;
    }

    /** The slot that comes after so many others. */
    private int slot(long count) {
        return (int) (count % slots);
    }

    void save(StateWriter out) {
        out.writeLongs(new long[] {base, posted, begun, ended});
    }

    void load(StateReader in) {
        long[] saved = new long[4];
        in.readLongs(saved);
        base = saved[0];
        posted = saved[1];
        begun = saved[2];
        ended = saved[3];
    }
}
