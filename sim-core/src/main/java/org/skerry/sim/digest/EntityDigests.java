package org.skerry.sim.digest;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * A running 128-bit hash for each entity (router, enclave, core) over everything that happened to it: cycle, event, payload.
 *
 * <p>Entities are counted from 0; which global id an index stands for is the owner's affair, see {@link DigestCombiner}. One
 * thread per entity. Two entities never touch each other's words, so cutting a machine into other slices changes nothing.
 */
public final class EntityDigests implements Stateful {
    private final long[] low;
    private final long[] high;

    /** Hashes for {@code entities} entities, all at their common start. */
    public EntityDigests(int entities) {
        low = new long[entities];
        high = new long[entities];
    }

    /** Number of entities. */
    public int entities() {
        return low.length;
    }

    /** Adds one event of {@code entity}: at which cycle, which kind (the owner's numbering), and what it carried. */
    public void add(int entity, long cycle, int event, long payload) {
        low[entity] = Absorption.low(low[entity], cycle, event, payload);
        high[entity] = Absorption.high(high[entity], cycle, event, payload);
    }

    /** Adds {@code count} bytes from {@code offset}, and how many there were. */
    public void addBytes(int entity, byte[] bytes, int offset, int count) {
        long a = low[entity];
        long b = high[entity];
        int words = Absorption.words(count);
        for (int i = 0; i < words; i++) {
            long word = Absorption.word(bytes, offset, count, i);
            a = Absorption.low(a, i, -1, word);
            b = Absorption.high(b, i, -1, word);
        }
        low[entity] = Absorption.low(a, count, -2, 0);
        high[entity] = Absorption.high(b, count, -2, 0);
    }

    /** Upper half of the hash of {@code entity}. */
    public long high(int entity) {
        return high[entity];
    }

    /** Lower half of the hash of {@code entity}. */
    public long low(int entity) {
        return low[entity];
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(low);
        out.writeLongs(high);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(low);
        in.readLongs(high);
    }
}
