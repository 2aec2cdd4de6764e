package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;
import com.dylibso.chicory.wasm.types.Value;
import java.util.BitSet;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.memory.CodeModel;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.memory.WindowListener;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.GuestHolder;
import org.skerry.wasm.abi.GuestTrap;
import org.skerry.wasm.meter.Meter;

/**
 * What Chicory takes for the memory of an instance: a view of the machine's {@link LinearMemory} with a copy of its window, and
 * the place where compiled code keeps the meter and the guest's globals as plain fields.
 *
 * <p>Accesses inside the window touch the array. Whatever lies beyond, up to the true 33-bit address, goes to the machine, whose
 * checks decide. Public only because compiled guest code is bound to it. Used by the actor's own thread.
 */
public abstract class GuestMemory extends Meter implements Memory, WindowListener, GuestHolder {
    /** Globals that have a field of their own; the rest lie in {@link #more}. */
    static final int FIELDS = 4;

    /** Global 0 of the guest, as 64 bits; in most modules the stack pointer. */
    public long g0;
    /** Global 1 of the guest. */
    public long g1;
    /** Global 2 of the guest. */
    public long g2;
    /** Global 3 of the guest. */
    public long g3;
    /** Globals from number 4 on. */
    public long[] more = {};

    /** Copy of the window's reference, for speed. */
    public byte[] window = {};

    private final LinearMemory memory;
    private final InitialData initial;
    private final BitSet droppedData = new BitSet();
    private DataSegment[] data = {};
    private Guest guest;
    private final CodeModel codeModel; // null: nobody watches the code

    /** A view of {@code memory}, which begins with what the program's data segments say. */
    GuestMemory(LinearMemory memory, InitialData initial) {
        this.memory = memory;
        this.initial = initial;
        codeModel = memory.accessModel() == null ? null : memory.accessModel().code();
        memory.listen(this);
    }

    final void guest(Guest newGuest) {
        guest = newGuest;
        guest.windowReplaced(window);
    }

    /** Whether an access model watches this memory. */
    final boolean isWatched() {
        return memory.accessModel() != null;
    }

    @Override
    public final Guest guest() {
        return guest;
    }

    @Override
    protected final void execute(long offset, int bytes) {
        if (codeModel != null) {
            codeModel.execute(offset, bytes);
        }
    }

    @Override
    public void windowReplaced(byte[] newWindow) {
        window = newWindow;
        if (guest != null) { // not yet for the first one
            guest.windowReplaced(newWindow);
        }
    }

    final BitSet droppedData() {
        return droppedData;
    }

    /** Where the interpreter finds number {@code index} of the globals, those of the meter last, of which {@code count} come first. */
    final GlobalInstance shared(int index, int count, long value, ValType type, MutabilityType mutability) {
        if (index < count) {
            global(index, value);
        }
        return new GlobalInstance(value, 0, type, mutability) {
            @Override
            public long getValue() {
                return index < count ? global(index) : counter(index - count);
            }

            @Override
            public long getValueLow() {
                return getValue();
            }

            @Override
            public void setValue(long newValue) {
                if (index < count) {
                    global(index, newValue);
                } else {
                    counter(index - count, newValue);
                }
            }

            @Override
            public void setValueLow(long newValue) {
                setValue(newValue);
            }

            @Override
            public void setValue(Value newValue) {
                setValue(newValue.raw());
            }
        };
    }

    /** What the rewriter has appended to the globals, by number. */
    private long counter(int number) {
        return switch (number) {
            case 0 -> fuel;
            case 1 -> traffic;
            case 2 -> flowIn;
            case 3 -> flowValue;
            case 4 -> flowOut;
            case 5 -> code;
            default -> throw new IllegalStateException("no counter has number " + number);
        };
    }

    private void counter(int number, long value) {
        switch (number) {
            case 0 -> fuel = value;
            case 1 -> traffic = value;
            case 2 -> flowIn = value;
            case 3 -> flowValue = value;
            case 4 -> flowOut = value;
            case 5 -> comeTo(value, this);
            default -> throw new IllegalStateException("no counter has number " + number);
        }
    }

    final long global(int index) {
        return switch (index) {
            case 0 -> g0;
            case 1 -> g1;
            case 2 -> g2;
            case 3 -> g3;
            default -> more[index - FIELDS];
        };
    }

    final void global(int index, long value) {
        switch (index) {
            case 0 -> g0 = value;
            case 1 -> g1 = value;
            case 2 -> g2 = value;
            case 3 -> g3 = value;
            default -> more[index - FIELDS] = value;
        }
    }

    /** The unsigned sum of base and offset: 33 bits. */
    static long address(int base, int offset) {
        return (base & 0xFFFF_FFFFL) + (offset & 0xFFFF_FFFFL);
    }

    /** A read beyond the window. */
    final long loadBeyond(long address, int bytes) {
        try {
            return memory.load(address, bytes);
        } catch (MemoryFault e) {
            throw trap(e);
        }
    }

    /** A write beyond the window. */
    final void storeBeyond(long address, int bytes, long value) {
        try {
            memory.store(address, bytes, value);
        } catch (MemoryFault e) {
            throw trap(e);
        }
    }

    private static GuestTrap trap(MemoryFault fault) {
        return new GuestTrap(GuestFault.Kind.MEMORY, fault.getMessage());
    }

    // ---- ranges --------------------------------------------------------------------------------------------------

    /** Moves a range; both ends are checked first, so that a refused move has written nothing. */
    final void copyRange(int target, int source, int length) {
        long from = source & 0xFFFF_FFFFL;
        long to = target & 0xFFFF_FFFFL;
        long size = length & 0xFFFF_FFFFL;
        if (inside(from, size) && inside(to, size)) {
            memory.move(from, to, size);
            return;
        }
        probe(from, size);
        probe(to, size);
        boolean up = to <= from;
        for (long i = 0; i < size; i++) {
            long at = up ? i : size - 1 - i;
            storeBeyond(to + at, 1, loadBeyond(from + at, 1));
        }
    }

    /** Fills a range. */
    final void fillRange(int target, byte value, int length) {
        long to = target & 0xFFFF_FFFFL;
        long size = length & 0xFFFF_FFFFL;
        if (inside(to, size)) {
            memory.fill(to, value, size);
            return;
        }
        probe(to, size);
        for (long i = 0; i < size; i++) {
            storeBeyond(to + i, 1, value);
        }
    }

    /** Copies from a data segment. */
    final void initRange(int target, int offset, int length, int segment) {
        byte[] source = droppedData.get(segment) || data[segment] instanceof ActiveDataSegment
                ? new byte[0]
                : data[segment].data();
        long from = offset & 0xFFFF_FFFFL;
        long to = target & 0xFFFF_FFFFL;
        long size = length & 0xFFFF_FFFFL;
        if (from + size > source.length) {
            throw new GuestTrap(
                    GuestFault.Kind.TRAP,
                    "memory.init: " + size + " bytes from " + from + " on leave a data segment of " + source.length
                            + " bytes");
        }
        if (inside(to, size)) {
            memory.write(to, source, (int) from, (int) size);
            return;
        }
        probe(to, size);
        for (long i = 0; i < size; i++) {
            storeBeyond(to + i, 1, source[(int) (from + i)]);
        }
    }

    private boolean inside(long start, long size) {
        return memory.allows(start, size);
    }

    /** Lets the machine refuse a range that leaves the declared size before anything is written. */
    private void probe(long start, long size) {
        if (size > 0) {
            loadBeyond(start + size - 1, 1);
        } else if (start > memory.sizeBytes()) {
            loadBeyond(start, 1);
        }
    }

    final void dropData(int segment) {
        droppedData.set(segment);
    }

    /** memory.grow. */
    public static int memoryGrow(int morePages, Memory memory) {
        return memory.grow(morePages);
    }

    /** memory.size. */
    public static int memoryPages(Memory memory) {
        return memory.pages();
    }

    // ---- what Chicory itself asks for ------------------------------------------------------------------------------

    @Override
    public final void initialize(Instance instance, DataSegment[] segments) {
        data = segments;
        memory.preset(initial.of(instance, segments));
    }

    @Override
    public void initPassiveSegment(int segment, int target, int offset, int size) {
        initRange(target, offset, size, segment);
    }

    @Override
    public final void drop(int segment) {
        dropData(segment);
    }

    @Override
    public final int pages() {
        return memory.pages();
    }

    @Override
    public final int grow(int morePages) {
        return memory.grow(morePages);
    }

    @Override
    public final int initialPages() {
        return memory.pages();
    }

    @Override
    public final int maximumPages() {
        return memory.maxPages();
    }

    @Override
    public final boolean shared() {
        return false;
    }

    @Override
    public final void zero() {
        // The machine hands out zeroed memory.
    }

    @Override
    public void fill(byte value, int fromIndex, int toIndex) {
        fillRange(fromIndex, value, toIndex - fromIndex);
    }

    @Override
    public void copy(int target, int source, int size) {
        copyRange(target, source, size);
    }

    @Override
    public final void write(int address, byte[] source, int offset, int size) {
        memory.write(address & 0xFFFF_FFFFL, source, offset, size);
    }

    @Override
    public final byte[] readBytes(int address, int length) {
        byte[] copy = new byte[length];
        memory.read(address & 0xFFFF_FFFFL, copy, 0, length);
        return copy;
    }

    @Override
    public byte read(int address) {
        return (byte) loadBeyond(address & 0xFFFF_FFFFL, 1);
    }

    @Override
    public short readShort(int address) {
        return (short) loadBeyond(address & 0xFFFF_FFFFL, 2);
    }

    @Override
    public int readInt(int address) {
        return (int) loadBeyond(address & 0xFFFF_FFFFL, 4);
    }

    @Override
    public long readLong(int address) {
        return loadBeyond(address & 0xFFFF_FFFFL, 8);
    }

    @Override
    public long readU16(int address) {
        return loadBeyond(address & 0xFFFF_FFFFL, 2);
    }

    @Override
    public long readF32(int address) {
        return loadBeyond(address & 0xFFFF_FFFFL, 4);
    }

    @Override
    public float readFloat(int address) {
        return Float.intBitsToFloat(readInt(address));
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public double readDouble(int address) {
        return Double.longBitsToDouble(readLong(address));
    }

    @Override
    public void writeByte(int address, byte value) {
        storeBeyond(address & 0xFFFF_FFFFL, 1, value);
    }

    @Override
    public void writeShort(int address, short value) {
        storeBeyond(address & 0xFFFF_FFFFL, 2, value);
    }

    @Override
    public void writeI32(int address, int value) {
        storeBeyond(address & 0xFFFF_FFFFL, 4, value);
    }

    @Override
    public void writeLong(int address, long value) {
        storeBeyond(address & 0xFFFF_FFFFL, 8, value);
    }

    @Override
    public void writeF32(int address, float value) {
        writeI32(address, Float.floatToRawIntBits(value));
    }

    @Override
    public void writeF64(int address, double value) {
        writeLong(address, Double.doubleToRawLongBits(value));
    }

    // ---- threads: refused when the module is loaded
    // ------------------------------------------------------------------

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public final Object lock(int address) {
        throw noThreads();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public final int waitOn(int address, int expected, long timeout) {
        throw noThreads();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public final int waitOn(int address, long expected, long timeout) {
        throw noThreads();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public final int notify(int address, int maxThreads) {
        throw noThreads();
    }

    private static IllegalStateException noThreads() {
        return new IllegalStateException("an atomic instruction passed the loader");
    }
}
