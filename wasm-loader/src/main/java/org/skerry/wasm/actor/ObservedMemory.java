package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.skerry.sim.memory.AccessFilter;
import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.UnseenAccesses;

/**
 * The memory of an actor whose machine watches accesses ({@link AccessModel}), for instance with a first-level cache. The
 * model sees an access before it takes effect, but for those that its {@link AccessFilter} lets pass. Otherwise as {@link PlainMemory}; the two share no code that is called per
 * access, so that each compiled copy of a module stays monomorphic.
 */
public final class ObservedMemory extends WatchedMemory implements UnseenAccesses {
    /** Views of the window for accesses that are written out. */
    public static final VarHandle SHORT = view(short[].class);

    public static final VarHandle INT = view(int[].class);
    public static final VarHandle LONG = view(long[].class);
    public static final VarHandle FLOAT = view(float[].class);
    public static final VarHandle DOUBLE = view(double[].class);

    private static final long NO_LINE = -1;

    /** Lines that may be read unseen, as {@link AccessFilter} has them. */
    public long[] readable = {NO_LINE};
    /** Lines that may be written unseen. */
    public long[] writable = {NO_LINE};

    ObservedMemory(LinearMemory memory, InitialData initial) {
        super(memory, initial);
        if (model.code() == null) { // else the code is another, which shows all of its accesses
            model.listen(this);
            model.windowReplaced(this, window.length);
        }
    }

    @Override
    public void windowReplaced(byte[] newWindow) {
        super.windowReplaced(newWindow);
        if (model != null) { // else it is told by the constructor
            model.windowReplaced(this, newWindow.length);
        }
    }

    @Override
    public void filterReplaced(AccessFilter filter) {
        readable = filter.readable();
        writable = filter.writable();
    }

    @Override
    public long takeUnseen() {
        return unseen();
    }

    @Override
    void show(long address, int bytes, boolean write) {
        shown(write);
        if (write) {
            model.store(address, bytes);
        } else {
            model.load(address, bytes);
        }
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads 1 byte at base plus offset. */
    public static byte memoryReadByte(int base, int offset, Memory memory) {
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 1, false);
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 1) {
            return (byte) self.loadBeyond(address(base, offset), 1);
        }
        return window[index];
    }

    /** Reads 2 bytes at base plus offset. */
    public static short memoryReadShort(int base, int offset, Memory memory) {
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 2, false);
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 2) {
            return (short) self.loadBeyond(address(base, offset), 2);
        }
        return (short) SHORT.get(window, index);
    }

    /** Reads 4 bytes at base plus offset. */
    public static int memoryReadInt(int base, int offset, Memory memory) {
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 4, false);
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 4) {
            return (int) self.loadBeyond(address(base, offset), 4);
        }
        return (int) INT.get(window, index);
    }

    /** Reads 8 bytes at base plus offset. */
    public static long memoryReadLong(int base, int offset, Memory memory) {
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 8, false);
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 8) {
            return self.loadBeyond(address(base, offset), 8);
        }
        return (long) LONG.get(window, index);
    }

    /** Reads 4 bytes at base plus offset. */
    public static float memoryReadFloat(int base, int offset, Memory memory) {
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 4, false);
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 4) {
            return Float.intBitsToFloat((int) self.loadBeyond(address(base, offset), 4));
        }
        return (float) FLOAT.get(window, index);
    }

    /** Reads 8 bytes at base plus offset. */
    public static double memoryReadDouble(int base, int offset, Memory memory) {
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 8, false);
        int index = base < 0 ? base : base + offset;
        byte[] window = self.window;
        if (index < 0 || index > window.length - 8) {
            return Double.longBitsToDouble(self.loadBeyond(address(base, offset), 8));
        }
        return (double) DOUBLE.get(window, index);
    }

    /** Writes 1 byte at base plus offset. */
    public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 1, true);
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
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 2, true);
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
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 4, true);
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
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 8, true);
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
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 4, true);
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
        ObservedMemory self = (ObservedMemory) memory;
        self.show(address(base, offset), 8, true);
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
        ((ObservedMemory) memory).copyWatched(target, source, length);
    }

    /** memory.fill. */
    public static void memoryFill(int target, byte value, int length, Memory memory) {
        ((ObservedMemory) memory).fillWatched(target, value, length);
    }

    /** memory.init. */
    public static void memoryInit(int target, int offset, int length, int segment, Memory memory) {
        ((ObservedMemory) memory).initWatched(target, offset, length, segment);
    }
}
