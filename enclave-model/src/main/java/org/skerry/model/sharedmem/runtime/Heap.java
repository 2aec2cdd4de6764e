package org.skerry.model.sharedmem.runtime;

import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.ByteSegment;
import org.skerry.sim.memory.SparseBytes;

/**
 * A first-fit allocator whose headers lie in front of the blocks, in the same memory:
 *
 * <pre>
 *   start          +48         +64                      +64 + size
 *   | padding      | header    | data, size bytes       | next block ...
 *                  | size | tag|
 * </pre>
 *
 * <p>Header: 8 bytes of data size (a multiple of 64) and 8 bytes of tag (a constant, used or free). Data begins on a line of 64
 * bytes; a header shares its line with padding. The allocator believes its headers and nothing else: it finds blocks by walking
 * from header to header, beginning where a word in front of the heap says that free blocks may begin. Only where a header would
 * make it hand out memory that is in use it stops instead, since one address cannot decode to two memories.
 */
public final class Heap {
    /** Bytes in front of the data of a block, and what blocks are multiples of, where nothing asks for more: a line. */
    public static final int LINE = 64;

    /** Bytes of a header. */
    public static final int HEADER_BYTES = 16;

    private static final long USED = 0x4b434f4c425f5355L; // "US_BLOCK", little-endian
    private static final long FREE = 0x4b434f4c425f5246L; // "FR_BLOCK"

    private final AddressSpace space;
    private final SparseBytes chips;
    private final int unit; // bytes in front of the data of a block, and what blocks are multiples of
    private final int header; // where in them the header lies
    private final long hintWord;
    private final long first;
    private final long end;

    /**
     * A heap of one free block.
     *
     * @param space    where it lies; headers are mapped into it as blocks come and go
     * @param chips    the bytes behind the space
     * @param unit     what blocks are multiples of, and what lies in front of each; {@link #LINE}, or a page
     * @param hintWord address of the word that says where free blocks may begin
     * @param first    first address of the heap, a multiple of the unit
     * @param end      first address behind it, a multiple of the unit
     */
    Heap(AddressSpace space, SparseBytes chips, int unit, long hintWord, long first, long end) {
        this.space = space;
        this.chips = chips;
        this.unit = unit;
        this.header = unit - HEADER_BYTES;
        this.hintWord = hintWord;
        this.first = first;
        this.end = end;
        space.store(hintWord, Long.BYTES, first);
        mapHeader(first);
        writeHeader(first, end - first - unit, FREE);
    }

    /** Finds room; returns the address of its data, or 0 when no free block is large enough. */
    long allocate(long bytes) {
        long size = Math.max(unit, (bytes + unit - 1) / unit * unit);
        long hint = space.load(hintWord, Long.BYTES);
        long firstFree = -1;
        for (long block = hint; block != end; block = next(block)) {
            if (!isFree(block)) {
                continue;
            }
            mergeWithFollowing(block);
            firstFree = firstFree < 0 ? block : firstFree;
            if (sizeOf(block) >= size) {
                take(block, size);
                space.store(hintWord, Long.BYTES, firstFree == block ? next(block) : firstFree);
                return block + unit;
            }
        }
        return 0;
    }

    /** Gives a block back, by the address of its data. */
    void free(long data) {
        long block = data - unit;
        if (isFree(block)) {
            throw RuntimePanic.corrupted(block + header, "the block is free already");
        }
        writeHeader(block, sizeOf(block), FREE);
        mergeWithFollowing(block);
        if (Long.compareUnsigned(block, space.load(hintWord, Long.BYTES)) < 0) {
            space.store(hintWord, Long.BYTES, block);
        }
    }

    /** Bytes that a block takes from the heap, header included, for a refusal that says by how much something does not fit. */
    long footprint(long bytes) {
        return unit + Math.max(unit, (bytes + unit - 1) / unit * unit);
    }

    /** Maps the header of a block that a saved state has. */
    void mapHeader(long block) {
        space.map(block, unit, new ByteSegment("allocator", chips, block));
    }

    private void take(long block, long size) {
        long rest = sizeOf(block) - size;
        if (rest >= unit + unit) {
            long second = block + unit + size;
            if (!space.isClear(second, unit)) {
                throw RuntimePanic.corrupted(block + header, "the rest of its block is in use");
            }
            mapHeader(second);
            writeHeader(second, rest - unit, FREE);
            writeHeader(block, size, USED);
        } else {
            writeHeader(block, sizeOf(block), USED);
        }
    }

    private void mergeWithFollowing(long block) {
        for (long next = next(block); next != end && isFree(next); next = next(block)) {
            if (!space.isMapped(next)) {
                throw RuntimePanic.corrupted(next + header, "there is no block");
            }
            writeHeader(block, sizeOf(block) + unit + sizeOf(next), FREE);
            space.unmap(next);
        }
    }

    private long next(long block) {
        return block + unit + sizeOf(block);
    }

    private boolean isFree(long block) {
        refuseOutside(block);
        long tag = space.load(block + header + 8, Long.BYTES);
        if (tag != USED && tag != FREE) {
            throw RuntimePanic.corrupted(block + header, "its tag is 0x" + Long.toHexString(tag));
        }
        return tag == FREE;
    }

    private long sizeOf(long block) {
        refuseOutside(block);
        long size = space.load(block + header, Long.BYTES);
        if (size < unit || size % unit != 0 || size > end - block - unit) {
            throw RuntimePanic.corrupted(block + header, "its size is 0x" + Long.toHexString(size));
        }
        return size;
    }

    private void refuseOutside(long block) {
        if (block < first || block > end - unit - unit || block % unit != 0) {
            throw RuntimePanic.corrupted(block + header, "no block can begin there");
        }
    }

    private void writeHeader(long block, long size, long tag) {
        space.store(block + header, Long.BYTES, size);
        space.store(block + header + 8, Long.BYTES, tag);
    }
}
