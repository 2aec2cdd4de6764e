package org.skerry.noc.router;

import java.util.Arrays;

/**
 * Which of many have work, as two levels of bits: to go through the set costs a look at each 4096th part of all and at what is set.
 * Whoever goes through it does so by {@link #next}, in ascending order.
 */
public final class ActiveSet {
    private final long[] words;
    private final long[] summary; // a bit for each word that is not 0

    /** An empty set of numbers below {@code size}. */
    public ActiveSet(int size) {
        words = new long[(size + 63) / 64];
        summary = new long[words.length / 64 + 1]; // one at least
    }

    /** Adds a number. */
    public void add(int number) {
        int word = number >>> 6;
        long before = words[word];
        words[word] = before | 1L << number;
        if (before == 0) {
            summary[word >>> 6] |= 1L << word;
        }
    }

    /** Takes a number out. */
    public void remove(int number) {
        int word = number >>> 6;
        remove(word, 1L << number);
    }

    /** The first number from {@code from} on, or -1. */
    public int next(int from) {
        int word = from >>> 6;
        if (word >= words.length) {
            return -1;
        }
        long rest = words[word] & -1L << from;
        if (rest == 0) {
            word = nextWord(word + 1);
            return word < 0 ? -1 : (word << 6) + Long.numberOfTrailingZeros(words[word]);
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }

    /** The first word of 64 numbers from {@code from} on that has any, or -1. */
    public int nextWord(int from) {
        if (from >= words.length) {
            return -1;
        }
        int part = from >>> 6;
        long parts = summary[part] & -1L << from;
        while (parts == 0) {
            if (++part == summary.length) {
                return -1;
            }
            parts = summary[part];
        }
        return (part << 6) + Long.numberOfTrailingZeros(parts);
    }

    /** The numbers of a word, a bit each. */
    public long word(int word) {
        return words[word];
    }

    /** Takes the numbers {@code gone} of a word out. */
    void remove(int word, long gone) {
        long rest = words[word] & ~gone;
        words[word] = rest;
        if (rest == 0) {
            summary[word >>> 6] &= ~(1L << word);
        }
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return nextWord(0) < 0;
    }

    /** Takes all out. */
    public void clear() {
        Arrays.fill(words, 0);
        Arrays.fill(summary, 0);
    }
}
