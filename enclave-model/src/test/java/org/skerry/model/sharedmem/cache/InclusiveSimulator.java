package org.skerry.model.sharedmem.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Another simulator of one core's two private levels before slices of a shared cache, inclusive or not: lists in order of use, and nothing of
 * the code of the machine. It knows no time: each access ends before the next one begins.
 */
final class InclusiveSimulator {
    private final boolean inclusive;
    private final int cores;
    private final Level first;
    private final Level second;
    private final List<Level> slices = new ArrayList<>();
    private final Set<Long> known = new HashSet<>(); // lines that the core has asked for and has not given back

    long firstHits;
    long secondHits;
    long sliceHits;
    long sliceMisses;
    long recalls;
    long memoryWrites;
    long puts;

    /** Lines of one level, by set, the most recent first. */
    private static final class Level {
        private final int ways;
        private final List<List<Long>> sets = new ArrayList<>();
        private final Set<Long> written = new HashSet<>();

        Level(int sets, int ways) {
            this.ways = ways;
            for (int set = 0; set < sets; set++) {
                this.sets.add(new ArrayList<>());
            }
        }

        private List<Long> set(long index) {
            return sets.get((int) (index % sets.size()));
        }

        boolean use(long line, long index) {
            boolean here = set(index).remove(line);
            if (here) {
                set(index).add(0, line);
            }
            return here;
        }

        /** Returns the line that had to go, or -1; whether it was written is still to be seen then. */
        long bring(long line, long index) {
            List<Long> set = set(index);
            if (use(line, index)) {
                return -1;
            }
            set.add(0, line);
            return set.size() > ways ? set.remove(ways) : -1;
        }

        boolean remove(long line, long index) {
            set(index).remove(line);
            return written.remove(line);
        }
    }

    InclusiveSimulator(boolean inclusive, int cores, int[] first, int[] second, int[] slice) {
        this.inclusive = inclusive;
        this.cores = cores;
        this.first = new Level(first[0], first[1]);
        this.second = new Level(second[0], second[1]);
        for (int i = 0; i < cores; i++) {
            slices.add(new Level(slice[0], slice[1]));
        }
    }

    void access(long line, boolean write) {
        if (first.use(line, line)) {
            firstHits++;
        } else if (second.use(line, line)) {
            secondHits++;
            intoFirst(line);
        } else {
            intoSecond(line);
            intoFirst(line);
            fetch(line);
        }
        if (write) {
            first.written.add(line);
        }
    }

    private void intoFirst(long line) {
        long gone = first.bring(line, line);
        if (gone >= 0 && first.written.remove(gone)) {
            second.written.add(gone);
        }
    }

    private void intoSecond(long line) {
        long gone = second.bring(line, line);
        if (gone >= 0) {
            boolean written = second.written.remove(gone) | first.remove(gone, gone);
            if (written) {
                puts++;
                known.remove(gone);
                keep(gone, true);
            }
        }
    }

    private Level slice(long line) {
        return slices.get((int) (line % cores));
    }

    private void fetch(long line) {
        if (slice(line).use(line, line / cores)) {
            sliceHits++;
        } else {
            sliceMisses++;
            keep(line, false);
        }
        known.add(line);
    }

    private void keep(long line, boolean written) {
        Level slice = slice(line);
        long gone = slice.bring(line, line / cores);
        if (written) {
            slice.written.add(line);
        }
        if (gone >= 0) {
            boolean dirty = slice.written.remove(gone);
            if (inclusive && known.remove(gone)) {
                recalls++;
                dirty |= first.remove(gone, gone);
                dirty |= second.remove(gone, gone);
            }
            memoryWrites += dirty ? 1 : 0;
        }
    }
}
