package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.Memory;
import org.skerry.sim.memory.FlowModel;
import org.skerry.sim.memory.LinearMemory;

/**
 * The memory of an actor whose machine watches every access and what its address was computed from ({@link FlowModel}). The model sees the
 * access before it takes effect; marks come and go in the fields of the meter. Otherwise as {@link ObservedMemory}, and slower:
 * every access goes to the machine's memory.
 */
public final class FollowedMemory extends GuestMemory {
    /** Length of the pieces in which the model sees a range operation, in bytes. */
    private static final int WORD = 8;

    private final FlowModel model;

    FollowedMemory(LinearMemory memory, InitialData initial) {
        super(memory, initial);
        model = (FlowModel) memory.accessModel();
    }

    private static long read(int base, int offset, int bytes, Memory memory) {
        FollowedMemory self = (FollowedMemory) memory;
        long address = address(base, offset);
        long after = self.flowIn;
        self.flowIn = 0;
        self.flowOut = self.model.load(address, bytes, after);
        return self.loadBeyond(address, bytes);
    }

    private static void write(int base, long value, int offset, int bytes, Memory memory) {
        FollowedMemory self = (FollowedMemory) memory;
        long address = address(base, offset);
        long after = self.flowIn;
        long of = self.flowValue;
        self.flowIn = 0;
        self.flowValue = 0;
        self.model.store(address, bytes, after, of);
        self.storeBeyond(address, bytes, value);
    }

    /** Reads 1 byte at base plus offset. */
    public static byte memoryReadByte(int base, int offset, Memory memory) {
        return (byte) read(base, offset, 1, memory);
    }

    /** Reads 2 bytes at base plus offset. */
    public static short memoryReadShort(int base, int offset, Memory memory) {
        return (short) read(base, offset, 2, memory);
    }

    /** Reads 4 bytes at base plus offset. */
    public static int memoryReadInt(int base, int offset, Memory memory) {
        return (int) read(base, offset, 4, memory);
    }

    /** Reads 8 bytes at base plus offset. */
    public static long memoryReadLong(int base, int offset, Memory memory) {
        return read(base, offset, 8, memory);
    }

    /** Reads 4 bytes at base plus offset. */
    public static float memoryReadFloat(int base, int offset, Memory memory) {
        return Float.intBitsToFloat((int) read(base, offset, 4, memory));
    }

    /** Reads 8 bytes at base plus offset. */
    public static double memoryReadDouble(int base, int offset, Memory memory) {
        return Double.longBitsToDouble(read(base, offset, 8, memory));
    }

    /** Writes 1 byte at base plus offset. */
    public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
        write(base, value, offset, 1, memory);
    }

    /** Writes 2 bytes at base plus offset. */
    public static void memoryWriteShort(int base, short value, int offset, Memory memory) {
        write(base, value, offset, 2, memory);
    }

    /** Writes 4 bytes at base plus offset. */
    public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
        write(base, value, offset, 4, memory);
    }

    /** Writes 8 bytes at base plus offset. */
    public static void memoryWriteLong(int base, long value, int offset, Memory memory) {
        write(base, value, offset, 8, memory);
    }

    /** Writes 4 bytes at base plus offset. */
    public static void memoryWriteFloat(int base, float value, int offset, Memory memory) {
        write(base, Float.floatToRawIntBits(value), offset, 4, memory);
    }

    /** Writes 8 bytes at base plus offset. */
    public static void memoryWriteDouble(int base, double value, int offset, Memory memory) {
        write(base, Double.doubleToRawLongBits(value), offset, 8, memory);
    }

    /** memory.copy. */
    public static void memoryCopy(int target, int source, int length, Memory memory) {
        FollowedMemory self = (FollowedMemory) memory;
        self.watch(source, length, false);
        self.watch(target, length, true);
        self.copyRange(target, source, length);
    }

    /** memory.fill. */
    public static void memoryFill(int target, byte value, int length, Memory memory) {
        FollowedMemory self = (FollowedMemory) memory;
        self.watch(target, length, true);
        self.fillRange(target, value, length);
    }

    /** memory.init. */
    public static void memoryInit(int target, int offset, int length, int segment, Memory memory) {
        FollowedMemory self = (FollowedMemory) memory;
        self.watch(target, length, true);
        self.initRange(target, offset, length, segment);
    }

    /** memory.grow. */
    public static int memoryGrow(int morePages, Memory memory) {
        return memory.grow(morePages);
    }

    /** memory.size. */
    public static int memoryPages(Memory memory) {
        return memory.pages();
    }

    /** Shows the model a range word by word, as far as it lies in the declared memory. */
    private void watch(int start, int length, boolean write) {
        long from = start & 0xFFFF_FFFFL;
        long end = Math.min(from + (length & 0xFFFF_FFFFL), (long) pages() * PAGE_SIZE);
        for (long at = from; at < end; at += WORD) {
            int bytes = (int) Math.min(WORD, end - at);
            if (write) {
                model.store(at, bytes);
            } else {
                model.load(at, bytes);
            }
        }
    }

    // ---- accesses of interpreted functions -------------------------------------------------------------------------

    @Override
    public void initPassiveSegment(int segment, int target, int offset, int size) {
        memoryInit(target, offset, size, segment, this);
    }

    @Override
    public void fill(byte value, int fromIndex, int toIndex) {
        memoryFill(fromIndex, value, toIndex - fromIndex, this);
    }

    @Override
    public void copy(int target, int source, int size) {
        memoryCopy(target, source, size, this);
    }

    @Override
    public byte read(int address) {
        return memoryReadByte(address, 0, this);
    }

    @Override
    public short readShort(int address) {
        return memoryReadShort(address, 0, this);
    }

    @Override
    public int readInt(int address) {
        return memoryReadInt(address, 0, this);
    }

    @Override
    public long readLong(int address) {
        return memoryReadLong(address, 0, this);
    }

    @Override
    public long readU16(int address) {
        return memoryReadShort(address, 0, this) & 0xFFFF;
    }

    @Override
    public long readF32(int address) {
        return memoryReadInt(address, 0, this);
    }

    @Override
    public void writeByte(int address, byte value) {
        memoryWriteByte(address, value, 0, this);
    }

    @Override
    public void writeShort(int address, short value) {
        memoryWriteShort(address, value, 0, this);
    }

    @Override
    public void writeI32(int address, int value) {
        memoryWriteInt(address, value, 0, this);
    }

    @Override
    public void writeLong(int address, long value) {
        memoryWriteLong(address, value, 0, this);
    }
}
