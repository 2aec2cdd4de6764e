package org.skerry.sim.trace;

import java.util.Arrays;

/** The records of one entity: a growing array up to a limit, then every n-th record only, n doubling each time it is full. */
final class EntityTrace {
    static final int CYCLE = 0;
    static final int END = 1;
    static final int KIND = 2;
    static final int OPERAND = 3;
    private static final int WORDS = 4;

    private final int limit;
    private long[] words = new long[0];
    private int size;
    private long offered;
    private long stride = 1;

    EntityTrace(int limit) {
        this.limit = limit;
    }

    void add(long cycle, long end, int kind, long operand) {
        // Strides are powers of two, so what an earlier stride kept and this one wants are the multiples of this one.
        if ((offered++ & stride - 1) != 0) {
            return;
        }
        if (size == limit) {
            thin();
            if ((offered - 1 & stride - 1) != 0) {
                return;
            }
        }
        int at = size * WORDS;
        if (at == words.length) {
            words = Arrays.copyOf(words, Math.min(limit, Math.max(16, 2 * size)) * WORDS);
        }
        words[at + CYCLE] = cycle;
        words[at + END] = end;
        words[at + KIND] = kind;
        words[at + OPERAND] = operand;
        size++;
    }

    int size() {
        return size;
    }

    long dropped() {
        return offered - size;
    }

    long word(int record, int word) {
        return words[record * WORDS + word];
    }

    private void thin() {
        for (int from = 0, to = 0; from < size; from += 2, to++) {
            System.arraycopy(words, from * WORDS, words, to * WORDS, WORDS);
        }
        size = (size + 1) / 2;
        stride *= 2;
    }
}
