package org.skerry.model.sharedmem.cache;

import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.Replacement;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.sim.memory.AccessFilter;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The translation of one core: its buffers, and where the entries of the table of pages lie that a walk has to read.
 *
 * <p>Where all software shares one space of addresses and each address means itself, the entries hold nothing that a run needs: they
 * have addresses, which cost what those of other lines cost, and no bytes. The table lies beyond all memory that software can have, one
 * level after the other, the lowest first. Where a kernel keeps a table for each process, its entries are bytes in memory, and what the
 * buffers hold bears the tag of an address space.
 */
public final class Translation implements Stateful {
    /** Who has to wait for a translation. */
    public interface Walker {
        /** So many cycles pass. */
        void pause(int cycles);

        /** A line of the table is read, and waited for. */
        void read(long line);

        /** The walk ends in a kernel, whose software takes so many core cycles before it goes on. */
        void fault(int coreCycles);
    }

    /** Marks pages of a second table among those whose places are remembered. */
    private static final long SECOND = 1L << 62;

    /** Bits of the number of a page, and more than enough. */
    private static final int TAG_SHIFT = 36;

    /** Where the table begins: the largest memory there can be ends here. */
    private static final long TABLE = 1L << 46;

    private final SetAssociativeCache first;
    private final SetAssociativeCache second;
    private final SetAssociativeCache
            tables; // places of the lowest level's pages, by the part of the address above them
    private final int shift; // from a line to its page
    private final int secondCycles;
    private final int entryBits; // entries in a line
    private final AccessFilter filter; // null: every access is shown
    private final long[] levels; // first line of each level of the table, the lowest first
    private final int lineBits;
    private long last = -1; // the page looked up last: the first buffer has it
    private long tag; // of the address space it is in, above the bits of a page
    private PageEntries table; // null: one table beyond all memory, in which each address means itself
    private PageEntries secondTable; // null: what the table says is where it is
    private long walks;
    private long walkLines;

    Translation(TranslationSpec spec, int lineBytes, AccessFilter filter) {
        this.filter = filter;
        first = new SetAssociativeCache(buffer(spec.firstSets(), spec.firstWays(), lineBytes), null);
        second = new SetAssociativeCache(buffer(spec.secondSets(), spec.secondWays(), lineBytes), null);
        tables = new SetAssociativeCache(buffer(1, spec.walkEntries(), lineBytes), null);
        lineBits = Integer.numberOfTrailingZeros(lineBytes);
        shift = spec.pageBits() - lineBits;
        secondCycles = spec.secondCycles();
        entryBits = lineBits - Integer.numberOfTrailingZeros(TranslationSpec.ENTRY_BYTES);
        levels = new long[spec.levels()];
        long line = TABLE >> lineBits;
        long entries = TABLE >> spec.pageBits();
        for (int level = 0; level < levels.length; level++) {
            levels[level] = line;
            line += (entries - 1 >> entryBits) + 1;
            entries = (entries - 1 >> TranslationSpec.LEVEL_BITS) + 1;
        }
    }

    private static CacheSpec buffer(int sets, int ways, int lineBytes) {
        return new CacheSpec(sets, ways, lineBytes, 0, Replacement.LRU);
    }

    /**
     * From now on addresses are looked up in this table, and found again where entries bear this number.
     *
     * @param newTag    not negative
     * @param newSecond the table that all it says goes through, with the places of its own entries; null for none
     */
    public void enter(long newTag, PageEntries newTable, PageEntries newSecond) {
        tag = newTag << TAG_SHIFT;
        resume(newTable, newSecond);
    }

    /** The tables of a saved state. */
    public void resume(PageEntries newTable, PageEntries newSecond) {
        table = newTable;
        secondTable = newSecond;
        last = -1;
        if (filter != null) {
            filter.stopAll();
        }
    }

    /** Whether the page of a line is the one that was looked up last, or the first buffer has it. Counts the look-up. */
    public boolean knows(long line) {
        long page = line >> shift;
        if (page == last) {
            return true;
        }
        long recent = first.mostRecent(page);
        if (first.read(page | tag)) {
            stop(recent, page | tag);
            last = page;
            return true;
        }
        return false;
    }

    /** The page of a line that the first buffer has not got: tells what has to be waited for; then it has it. */
    public void find(long line, Walker walker) {
        long page = line >> shift;
        if (secondCycles > 0) {
            walker.pause(secondCycles);
        }
        if (!second.read(page | tag)) {
            walk(page, walker);
            second.fill(page | tag, SetAssociativeCache.SHARED);
        }
        stop(first.mostRecent(page), page | tag);
        first.fill(page | tag, SetAssociativeCache.SHARED);
        last = page;
    }

    /** A page is no longer the last one used of its set in the first buffer: to use it again changes the order there. */
    private void stop(long recent, long page) {
        if (filter != null && recent != page && recent != SetAssociativeCache.NONE) {
            long number = recent & (1L << TAG_SHIFT) - 1;
            filter.stopPage(number << shift, 1L << shift);
        }
    }

    private void walk(long page, Walker walker) {
        walks++;
        long above = page >> TranslationSpec.LEVEL_BITS | tag;
        if (levels.length > 1 && !tables.read(above)) {
            for (int level = levels.length - 1; level > 0; level--) {
                readEntry(level, page, walker);
            }
            tables.fill(above, SetAssociativeCache.SHARED);
        }
        readEntry(0, page, walker);
        int fault = table == null ? 0 : table.touch(page);
        if (fault > 0) {
            walker.fault(fault);
        }
        if (secondTable != null) {
            walkSecond(page, walker);
        }
    }

    private void readEntry(int level, long page, Walker walker) {
        if (table != null) {
            readTable(level, page, walker);
            return;
        }
        walkLines++;
        walker.read(levels[level] + (page >> level * TranslationSpec.LEVEL_BITS + entryBits));
    }

    private void readTable(int level, long page, Walker walker) {
        long entry = table.entry(level, page);
        if (entry != PageEntries.NONE) {
            if (secondTable != null) {
                walkSecond(entry >> shift + lineBits, walker);
            }
            walkLines++;
            walker.read(entry >> lineBits);
        }
    }

    /** Where a page is that the table of software names: one walk more, unless the core remembers it. */
    private void walkSecond(long page, Walker walker) {
        long key = page | tag | SECOND;
        if (tables.read(key)) {
            return;
        }
        for (int level = levels.length - 1; level >= 0; level--) {
            long entry = secondTable.entry(level, page);
            if (entry != PageEntries.NONE) {
                walkLines++;
                walker.read(entry >> lineBits);
            }
        }
        tables.fill(key, SetAssociativeCache.SHARED);
    }

    /** Pages that the first buffer had not got. */
    long firstMisses() {
        return first.misses();
    }

    /** Walks through the table: pages that neither buffer had. */
    long walks() {
        return walks;
    }

    /** Entries of the table that walks have read. */
    long walkLines() {
        return walkLines;
    }

    @Override
    public void save(StateWriter out) {
        first.save(out);
        second.save(out);
        tables.save(out);
        out.writeLong(last);
        out.writeLong(tag);
        out.writeLong(walks);
        out.writeLong(walkLines);
    }

    @Override
    public void load(StateReader in) {
        first.load(in);
        second.load(in);
        tables.load(in);
        last = in.readLong();
        tag = in.readLong();
        walks = in.readLong();
        walkLines = in.readLong();
    }
}
