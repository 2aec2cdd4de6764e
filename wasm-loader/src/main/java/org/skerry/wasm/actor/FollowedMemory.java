package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.Memory;
import org.skerry.sim.memory.FlowModel;
import org.skerry.sim.memory.LinearMemory;

/**
 * The memory of an actor whose machine watches every access and what its address was computed from ({@link FlowModel}). The model sees the
 * access before it takes effect; marks come and go in the fields of the meter. Otherwise as {@link ObservedMemory}, and slower:
 * every access goes to the machine's memory.
 */
public final class FollowedMemory extends WatchedMemory {
    private final FlowModel flows;

    FollowedMemory(LinearMemory memory, InitialData initial) {
        super(memory, initial);
        flows = (FlowModel) memory.accessModel();
    }

    @Override
    void show(long address, int bytes, boolean write) {
        long after = flowIn;
        flowIn = 0;
        if (write) {
            long of = flowValue;
            flowValue = 0;
            flows.store(address, bytes, after, of);
        } else {
            flowOut = flows.load(address, bytes, after);
        }
    }

    private static long read(int base, int offset, int bytes, Memory memory) {
        FollowedMemory self = (FollowedMemory) memory;
        long address = address(base, offset);
        self.show(address, bytes, false);
        return self.loadBeyond(address, bytes);
    }

    private static void write(int base, long value, int offset, int bytes, Memory memory) {
        FollowedMemory self = (FollowedMemory) memory;
        long address = address(base, offset);
        self.show(address, bytes, true);
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
        ((FollowedMemory) memory).copyWatched(target, source, length);
    }

    /** memory.fill. */
    public static void memoryFill(int target, byte value, int length, Memory memory) {
        ((FollowedMemory) memory).fillWatched(target, value, length);
    }

    /** memory.init. */
    public static void memoryInit(int target, int offset, int length, int segment, Memory memory) {
        ((FollowedMemory) memory).initWatched(target, offset, length, segment);
    }
}
