package org.skerry.model.sharedmem.explore;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * States of lines as numbers. Of states that differ only in which cache is which, or which line, all have the same: the words of the caches
 * are sorted, since nothing in them names another cache. Each distinct word gets a number as it appears, so that a line takes a long; of two
 * lines each gets a number as it appears, so that both take one, too.
 *
 * <pre>
 *   | word of cache 3 | word of cache 2 | word of cache 1 | word of cache 0 | home: 12 bits |
 * </pre>
 */
final class Numbering {
    private static final int MISSING = 0;

    private final LineModel[] lines;
    private final int caches;
    private final int members; // caches and devices
    private final int numberBits;
    private final long[][] known; // words whose numbers are known, as a rule those before a step
    private final long[][] knownNumbers;
    private final long[][] numbered; // of the words as they are
    private final long[][] sorted;
    private final Long2LongHashMap numbers = new Long2LongHashMap(MISSING);
    private final StateSet single = new StateSet(); // of two lines each
    private long[] words = new long[1024];
    private int count = 1; // number 0 is none

    Numbering(LineModel[] lines, Bounds bounds) {
        this.lines = lines;
        caches = bounds.caches();
        members = bounds.members();
        numberBits = Math.min(20, (Long.SIZE - HomeLine.BITS) / members);
        known = new long[lines.length][members];
        knownNumbers = new long[lines.length][members];
        numbered = new long[lines.length][members];
        sorted = new long[lines.length][members];
        for (long[] each : knownNumbers) {
            Arrays.fill(each, number(0));
        }
    }

    /** The number of the state in which the lines are. */
    long pack() {
        for (int line = 0; line < lines.length; line++) {
            for (int cache = 0; cache < members; cache++) {
                long word = lines[line].caches[cache];
                numbered[line][cache] = word == known[line][cache] ? knownNumbers[line][cache] : number(word);
            }
        }
        if (lines.length == 1) {
            return packed(0, 0, 0);
        }
        long a = packed(0, 0, 1);
        long b = packed(1, 0, 1);
        long c = packed(1, 1, 0);
        long d = packed(0, 1, 0);
        boolean swap = c < a || c == a && d < b;
        return pair(swap ? c : a, swap ? d : b);
    }

    private long pair(long first, long second) {
        return (long) single.number(first) << Integer.SIZE | single.number(second);
    }

    /** Puts the lines into the state of a number. */
    void unpack(long state) {
        if (lines.length == 1) {
            unpack(state, 0);
        } else {
            unpack(single.get((int) (state >>> Integer.SIZE)), 0);
            unpack(single.get((int) state), 1);
        }
    }

    private void unpack(long packed, int at) {
        LineModel line = lines[at];
        line.home.unpack((int) packed & (1 << HomeLine.BITS) - 1);
        long rest = packed >>> HomeLine.BITS;
        for (int cache = 0; cache < members; cache++) {
            int number = (int) (rest & (1L << numberBits) - 1);
            line.caches[cache] = words[number];
            known[at][cache] = words[number];
            knownNumbers[at][cache] = number;
            rest >>>= numberBits;
        }
    }

    /** A line in a long, its caches in the order in which the words of line {@code first}, and then of line {@code second}, rise. */
    private long packed(int at, int first, int second) {
        if (at == first) {
            sort(first, second);
        }
        long packed = 0;
        for (int cache = members - 1; cache >= 0; cache--) {
            packed = packed << numberBits | sorted[at][cache];
        }
        return packed << HomeLine.BITS | lines[at].home.pack();
    }

    private void sort(int first, int second) {
        for (int line = 0; line < lines.length; line++) {
            System.arraycopy(numbered[line], 0, sorted[line], 0, members);
        }
        sort(sorted[first], sorted[second], 0, caches);
        sort(sorted[first], sorted[second], caches, members);
    }

    private static void sort(long[] major, long[] minor, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            for (int j = i; j > from; j--) {
                boolean before = major[j] < major[j - 1] || major[j] == major[j - 1] && minor[j] < minor[j - 1];
                if (!before) {
                    break;
                }
                swap(major, j);
                if (minor != major) {
                    swap(minor, j);
                }
            }
        }
    }

    private static void swap(long[] list, int j) {
        long kept = list[j];
        list[j] = list[j - 1];
        list[j - 1] = kept;
    }

    private long number(long word) {
        long found = numbers.get(word + 1);
        if (found != MISSING) {
            return found;
        }
        if (count >>> numberBits != 0) {
            throw new Flaw("more than " + count + " different words of a cache");
        }
        if (count == words.length) {
            words = Arrays.copyOf(words, 2 * count);
        }
        words[count] = word;
        numbers.put(word + 1, count);
        return count++;
    }
}
