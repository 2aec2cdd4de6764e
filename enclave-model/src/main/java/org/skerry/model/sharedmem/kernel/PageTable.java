package org.skerry.model.sharedmem.kernel;

import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.cache.PageEntries;

/**
 * The page table of one address space, in memory: tables of 512 entries of 8 bytes, one level below the other, as on x86-64 (Intel SDM,
 * volume 3A, 4.5).
 *
 * <pre>
 *   entry   63 .. 12          11 .. 3   2      1        0
 *           frame, or table   unused    user   writable present
 * </pre>
 *
 * Whoever asks reads the bytes: what they say now is what the table is.
 */
public final class PageTable implements PageEntries {
    static final long PRESENT = 1;
    static final long WRITABLE = 2;
    static final long USER = 4;

    private static final int LEVEL_BITS = 9;
    private static final long FLAGS = FramePool.FRAME_BYTES - 1L;
    private static final long INDEX_MASK = (1L << LEVEL_BITS) - 1;

    private final AddressSpace space;
    private final FramePool frames;
    private final int pageBits;
    private final int levels;
    private final long root;

    /** The table whose highest level lies at {@code root}. */
    PageTable(AddressSpace space, FramePool frames, int pageBits, int levels, long root) {
        this.space = space;
        this.frames = frames;
        this.pageBits = pageBits;
        this.levels = levels;
        this.root = root;
    }

    /** Address of the highest level. */
    public long root() {
        return root;
    }

    /** Bytes of a page. */
    public long pageBytes() {
        return 1L << pageBits;
    }

    /** Makes the page of {@code address} lead to a frame; false when no memory is left for the table. */
    boolean map(long address, long frame, boolean writable) {
        long table = root;
        for (int level = levels - 1; level > 0; level--) {
            long at = table + index(level, address);
            long entry = space.load(at, Long.BYTES);
            if ((entry & PRESENT) == 0) {
                long next = frames.take();
                if (next == 0) {
                    return false;
                }
                entry = next | PRESENT | WRITABLE | USER;
                space.store(at, Long.BYTES, entry);
            }
            table = entry & ~FLAGS;
        }
        long flags = PRESENT | USER | (writable ? WRITABLE : 0);
        space.store(table + index(0, address), Long.BYTES, frame | flags);
        return true;
    }

    /** Makes the page of {@code address} lead nowhere. */
    public void unmap(long address) {
        long at = entry(0, address >> pageBits);
        if (at >= 0) {
            space.store(at, Long.BYTES, 0);
        }
    }

    @Override
    public long entry(int level, long page) {
        long address = page << pageBits;
        long table = root;
        for (int above = levels - 1; above > level; above--) {
            long entry = present(table + index(above, address));
            if (entry == 0) {
                return NONE;
            }
            table = entry & ~FLAGS;
        }
        long at = table + index(level, address);
        return space.decodes(at, Long.BYTES) ? at : NONE;
    }

    private long present(long at) {
        long entry = space.decodes(at, Long.BYTES) ? space.load(at, Long.BYTES) : 0;
        return (entry & PRESENT) == 0 ? 0 : entry;
    }

    /** The entry of the page that an address lies in, as the bytes say now; 0 if it leads nowhere. */
    long leaf(long address) {
        long at = entry(0, address >> pageBits);
        return at < 0 ? 0 : present(at);
    }

    /** Whether the page of an address leads anywhere, as the bytes say now. */
    public boolean leads(long address) {
        return leaf(address) != 0;
    }

    /** Whether software of the process may read, or write, at an address. */
    public boolean allows(long address, boolean write) {
        long entry = leaf(address);
        return (entry & USER) != 0 && (!write || (entry & WRITABLE) != 0);
    }

    /** Where an address leads; itself if it leads nowhere. */
    public long locate(long address) {
        long entry = leaf(address);
        return entry == 0 ? address : (entry & ~FLAGS) + (address & pageBytes() - 1);
    }

    /** How many of {@code bytes} addresses from {@code address}, which begins a page, may be written and mean themselves. */
    public long plain(long address, long bytes) {
        for (long at = address; at < address + bytes; at += pageBytes()) {
            if (!allows(at, true) || locate(at) != at) {
                return at - address;
            }
        }
        return bytes;
    }

    /** Gives the frames of all levels back, the highest included. */
    void release() {
        release(root, levels - 1);
    }

    private void release(long table, int level) {
        for (long at = table; level > 0 && at < table + FramePool.FRAME_BYTES; at += Long.BYTES) {
            long entry = present(at);
            if (entry != 0) {
                release(entry & ~FLAGS, level - 1);
            }
        }
        frames.give(table);
    }

    private long index(int level, long address) {
        return (address >> pageBits + level * LEVEL_BITS & INDEX_MASK) * Long.BYTES;
    }
}
