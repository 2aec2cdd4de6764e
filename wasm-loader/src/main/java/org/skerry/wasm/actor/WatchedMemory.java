package org.skerry.wasm.actor;

import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.LinearMemory;

/**
 * What the memories of watched actors have in common: range operations, which the model sees word by word, and accesses of interpreted
 * functions. Those of compiled ones go to the static methods of the final classes, which call nothing here, so that each compiled copy
 * of a module stays monomorphic.
 */
abstract class WatchedMemory extends GuestMemory {
    /** Length of the pieces in which the model sees a range operation, in bytes. */
    private static final int WORD = 8;

    private static final long LOW = 0xFFFF_FFFFL;

    /** Whoever watches; null until the constructor of {@link GuestMemory} is through. */
    final AccessModel model;

    WatchedMemory(LinearMemory memory, InitialData initial) {
        super(memory, initial);
        model = memory.accessModel();
    }

    /** Shows the model an access that is about to take effect. */
    abstract void show(long address, int bytes, boolean write);

    // ---- ranges --------------------------------------------------------------------------------------------------

    /** As {@link #copyRange}, watched. */
    final void copyWatched(int target, int source, int length) {
        shownRange(words(length), true, true);
        watch(source, length, false);
        watch(target, length, true);
        copyRange(target, source, length);
    }

    /** As {@link #fillRange}, watched. */
    final void fillWatched(int target, byte value, int length) {
        shownRange(words(length), false, true);
        watch(target, length, true);
        fillRange(target, value, length);
    }

    /** As {@link #initRange}, watched. */
    final void initWatched(int target, int offset, int length, int segment) {
        shownRange(words(length), false, true);
        watch(target, length, true);
        initRange(target, offset, length, segment);
    }

    /** As many as the meter has charged. */
    private static long words(int length) {
        return ((length & LOW) + WORD - 1) / WORD;
    }

    /** Shows the model a range word by word, as far as it lies in the declared memory. */
    private void watch(int start, int length, boolean write) {
        long from = start & LOW;
        long end = Math.min(from + (length & LOW), (long) pages() * PAGE_SIZE);
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
    public final void initPassiveSegment(int segment, int target, int offset, int size) {
        initWatched(target, offset, size, segment);
    }

    @Override
    public final void fill(byte value, int fromIndex, int toIndex) {
        fillWatched(fromIndex, value, toIndex - fromIndex);
    }

    @Override
    public final void copy(int target, int source, int size) {
        copyWatched(target, source, size);
    }

    @Override
    public final byte read(int address) {
        show(address & LOW, 1, false);
        return super.read(address);
    }

    @Override
    public final short readShort(int address) {
        show(address & LOW, 2, false);
        return super.readShort(address);
    }

    @Override
    public final int readInt(int address) {
        show(address & LOW, 4, false);
        return super.readInt(address);
    }

    @Override
    public final long readLong(int address) {
        show(address & LOW, 8, false);
        return super.readLong(address);
    }

    @Override
    public final long readU16(int address) {
        show(address & LOW, 2, false);
        return super.readU16(address);
    }

    @Override
    public final long readF32(int address) {
        show(address & LOW, 4, false);
        return super.readF32(address);
    }

    @Override
    public final void writeByte(int address, byte value) {
        show(address & LOW, 1, true);
        super.writeByte(address, value);
    }

    @Override
    public final void writeShort(int address, short value) {
        show(address & LOW, 2, true);
        super.writeShort(address, value);
    }

    @Override
    public final void writeI32(int address, int value) {
        show(address & LOW, 4, true);
        super.writeI32(address, value);
    }

    @Override
    public final void writeLong(int address, long value) {
        show(address & LOW, 8, true);
        super.writeLong(address, value);
    }
}
