package org.skerry.sim.digest;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The hash of one entity as {@link EntityDigests} keep it for many, for who has an entity at hand and adds to its history again and
 * again: no place in an array has to be found, which took a fifth of the instructions.
 */
public final class EntityHash {
    private final int entity;
    private long low;
    private long high;

    /** The hash of the entity with this number, at the common start of all. */
    public EntityHash(int entity) {
        this(entity, Mix.GOLDEN, Mix.GOLDEN); // not zero, at which an event of zeros would leave it
    }

    EntityHash(int entity, long low, long high) {
        this.entity = entity;
        this.low = low;
        this.high = high;
    }

    /** Number of the entity. */
    public int entity() {
        return entity;
    }

    /** Adds one event: at which cycle, which kind (the owner's numbering), and what it carried. */
    public void add(long cycle, int event, long payload) {
        add(cycle, event, payload, 0, 0);
    }

    /**
     * Adds one event that carried two things.
     *
     * @param secondLow  the second one, or the first lane of its hash
     * @param secondHigh the same, or the second lane
     */
    public void add(long cycle, int event, long payload, long secondLow, long secondHigh) {
        long word = Absorption.event(cycle, event, payload);
        low = Absorption.low(low, word, secondLow);
        high = Absorption.high(high, word, secondHigh);
    }

    /** Adds {@code count} bytes from {@code offset}, and how many there were. */
    public void addBytes(byte[] bytes, int offset, int count) {
        int words = Absorption.words(count);
        for (int i = 0; i < words; i++) {
            add(i, -1, Absorption.word(bytes, offset, count, i));
        }
        add(count, -2, 0);
    }

    /** Upper half of the hash. */
    public long high() {
        return high;
    }

    /** Lower half of the hash. */
    public long low() {
        return low;
    }

    /** Writes those of several entities as {@link EntityDigests} of as many do. */
    public static void saveAll(EntityHash[] all, StateWriter out) {
        long[] lanes = new long[2 * all.length];
        for (int i = 0; i < all.length; i++) {
            lanes[2 * i] = all[i].low;
            lanes[2 * i + 1] = all[i].high;
        }
        out.writeLongs(lanes);
    }

    /** Reads what {@link #saveAll} wrote. */
    public static void loadAll(EntityHash[] all, StateReader in) {
        long[] lanes = new long[2 * all.length];
        in.readLongs(lanes);
        for (int i = 0; i < all.length; i++) {
            all[i].low = lanes[2 * i];
            all[i].high = lanes[2 * i + 1];
        }
    }
}
