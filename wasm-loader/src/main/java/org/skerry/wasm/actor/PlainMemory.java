package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.skerry.sim.memory.LinearMemory;

/**
 * The memory of an actor whose accesses nobody watches. The static methods are what compiled guest code calls, in a copy of the
 * module of its own, so that each copy knows its memory class exactly.
 *
 * <p>Inside the window an access costs one bounds check, which spares the one that the array makes; what lies beyond goes to the
 * machine. A base from 2^31 on never lies in the window (arrays end before), so its sign is looked at before the offset is added.
 */
public final class PlainMemory extends GuestMemory {
    public static final VarHandle SHORT = view(short[].class);
    public static final VarHandle INT = view(int[].class);
    public static final VarHandle LONG = view(long[].class);
    public static final VarHandle FLOAT = view(float[].class);
    public static final VarHandle DOUBLE = view(double[].class);

    PlainMemory(LinearMemory memory, InitialData initial) {
        super(memory, initial);
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads 1 byte at base plus offset. */
    public static byte memoryReadByte(int base, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 1) {
            return (byte) self.loadBeyond(address(base, offset), 1);
        }
        return window[index];
    }

    /** Reads 2 bytes at base plus offset. */
    public static short memoryReadShort(int base, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 2) {
            return (short) self.loadBeyond(address(base, offset), 2);
        }
        return (short) SHORT.get(window, index);
    }

    /** Reads 4 bytes at base plus offset. */
    public static int memoryReadInt(int base, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 4) {
            return (int) self.loadBeyond(address(base, offset), 4);
        }
        return (int) INT.get(window, index);
    }

    /** Reads 8 bytes at base plus offset. */
    public static long memoryReadLong(int base, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 8) {
            return self.loadBeyond(address(base, offset), 8);
        }
        return (long) LONG.get(window, index);
    }

    /** Reads 4 bytes at base plus offset. */
    public static float memoryReadFloat(int base, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 4) {
            return Float.intBitsToFloat((int) self.loadBeyond(address(base, offset), 4));
        }
        return (float) FLOAT.get(window, index);
    }

    /** Reads 8 bytes at base plus offset. */
    public static double memoryReadDouble(int base, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 8) {
            return Double.longBitsToDouble(self.loadBeyond(address(base, offset), 8));
        }
        return (double) DOUBLE.get(window, index);
    }

    /** Writes 1 byte at base plus offset. */
    public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 1) {
            self.storeBeyond(address(base, offset), 1, value);
        } else {
            window[index] = value;
        }
    }

    /** Writes 2 bytes at base plus offset. */
    public static void memoryWriteShort(int base, short value, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 2) {
            self.storeBeyond(address(base, offset), 2, value);
        } else {
            SHORT.set(window, index, value);
        }
    }

    /** Writes 4 bytes at base plus offset. */
    public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 4) {
            self.storeBeyond(address(base, offset), 4, value);
        } else {
            INT.set(window, index, value);
        }
    }

    /** Writes 8 bytes at base plus offset. */
    public static void memoryWriteLong(int base, long value, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 8) {
            self.storeBeyond(address(base, offset), 8, value);
        } else {
            LONG.set(window, index, value);
        }
    }

    /** Writes 4 bytes at base plus offset. */
    public static void memoryWriteFloat(int base, float value, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 4) {
            self.storeBeyond(address(base, offset), 4, Float.floatToRawIntBits(value));
        } else {
            FLOAT.set(window, index, value);
        }
    }

    /** Writes 8 bytes at base plus offset. */
    public static void memoryWriteDouble(int base, double value, int offset, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 8) {
            self.storeBeyond(address(base, offset), 8, Double.doubleToRawLongBits(value));
        } else {
            DOUBLE.set(window, index, value);
        }
    }

    /** memory.copy. */
    public static void memoryCopy(int target, int source, int length, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        self.copyRange(target, source, length);
    }

    /** memory.fill. */
    public static void memoryFill(int target, byte value, int length, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        self.fillRange(target, value, length);
    }

    /** memory.init. */
    public static void memoryInit(int target, int offset, int length, int segment, Memory memory) {
        PlainMemory self = (PlainMemory) memory;
        self.initRange(target, offset, length, segment);
    }
}
