package org.skerry.sim.digest;

/**
 * Joins the hashes of entities with final memories, globals and tables to the digest of a run. The order of calls matters:
 * callers go by entity id. One use, one thread.
 */
public final class DigestCombiner {
    private long low = Mix.GOLDEN;
    private long high = Mix.GOLDEN;
    private long additions;

    /** Adds the running hash of an entity. */
    public void add(long entityId, long entityHigh, long entityLow) {
        absorb(entityId, 1, entityHigh);
        absorb(entityId, 2, entityLow);
    }

    /** Adds a number, such as a final global or a handle. */
    public void addLong(long value) {
        absorb(0, 3, value);
    }

    /** Adds bytes, such as a final memory, and how many there were. */
    public void addBytes(byte[] bytes, int offset, int count) {
        int words = Absorption.words(count);
        for (int i = 0; i < words; i++) {
            absorb(i, 4, Absorption.word(bytes, offset, count, i));
        }
        absorb(count, 5, 0);
    }

    /** Adds all of {@code bytes}. */
    public void addBytes(byte[] bytes) {
        addBytes(bytes, 0, bytes.length);
    }

    /** The digest of everything added so far: 32 hexadecimal digits. */
    public String hex() {
        long a = Absorption.low(low, Absorption.event(additions, 6, high), 0);
        long b = Absorption.high(high, Absorption.event(additions, 6, low), 0);
        return String.format("%016x%016x", Mix.mixOther(b), Mix.mix(a));
    }

    private void absorb(long where, int kind, long payload) {
        long word = Absorption.event(where, kind, payload);
        low = Absorption.low(low, word, 0);
        high = Absorption.high(high, word, 0);
        additions++;
    }
}
