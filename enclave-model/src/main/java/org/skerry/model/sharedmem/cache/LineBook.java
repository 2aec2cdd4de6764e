package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.sim.digest.Mix;

/**
 * Entries by line: a table with open addressing, since a guest that misses much has an entry for each miss of a whole turn and every one
 * is looked up some five times. Entries that are taken out are used again.
 */
final class LineBook {
    /** What is still to come of a line, and the state it has in simulated time. */
    static final class Entry {
        long line;
        PrivateState state;
        int toCome; // entries of the ledger
        int waiting; // misses that the answer under way will serve
        int deferred; // misses that must look again when the line is quiet
        boolean deferredStore;
        boolean deferredPut;
    }

    private static final int SMALLEST = 16;

    private Entry[] table = new Entry[SMALLEST]; // at most half of it is used
    private int size;
    private Entry[] pool = new Entry[SMALLEST];
    private int pooled;

    int size() {
        return size;
    }

    /** Where the entry of a line is looked for first: eight lines that follow each other side by side, the next eight anywhere. */
    private static int place(long line, int mask) {
        return ((int) ((line >>> 3) * Mix.GOLDEN >>> 32) << 3 | (int) line & 7) & mask;
    }

    /** The entry of a line, or null. */
    Entry get(long line) {
        int mask = table.length - 1;
        for (int at = place(line, mask); table[at] != null; at = at + 1 & mask) {
            if (table[at].line == line) {
                return table[at];
            }
        }
        return null;
    }

    /** Makes an entry for a line that has none: nothing is to come, and the caller says its state. */
    Entry add(long line) {
        if (2 * (size + 1) > table.length) {
            grow();
        }
        Entry entry = pooled > 0 ? pool[--pooled] : new Entry();
        entry.line = line;
        put(entry);
        size++;
        return entry;
    }

    private void put(Entry entry) {
        int mask = table.length - 1;
        int at = place(entry.line, mask);
        while (table[at] != null) {
            at = at + 1 & mask;
        }
        table[at] = entry;
    }

    private void grow() {
        Entry[] old = table;
        table = new Entry[2 * old.length];
        for (Entry each : old) {
            if (each != null) {
                put(each);
            }
        }
    }

    /** Takes an entry out that is here, of which nothing is to come. */
    void remove(Entry entry) {
        int mask = table.length - 1;
        int hole = place(entry.line, mask);
        while (table[hole] != entry) {
            hole = hole + 1 & mask;
        }
        // What lies behind moves up, unless it would be before its own place then.
        for (int at = hole + 1 & mask; table[at] != null; at = at + 1 & mask) {
            int own = place(table[at].line, mask);
            if ((at - own & mask) >= (at - hole & mask)) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = null;
        size--;
        if (pooled == pool.length) {
            pool = Arrays.copyOf(pool, 2 * pooled);
        }
        pool[pooled++] = entry;
    }

    /** Every line that has an entry, in no order. */
    long[] lines() {
        long[] lines = new long[size];
        int count = 0;
        for (Entry each : table) {
            if (each != null) {
                lines[count++] = each.line;
            }
        }
        return lines;
    }

    /** Takes all entries out. */
    void clear() {
        table = new Entry[SMALLEST];
        size = 0;
    }
}
