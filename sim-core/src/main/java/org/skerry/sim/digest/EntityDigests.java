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
    private final long[] lanes; // by entity: low, high; side by side, as they are always needed together

    /** Hashes for {@code entities} entities, all at their common start. */
    public EntityDigests(int entities) {
        lanes = new long[2 * entities];
        for (int entity = 0; entity < entities; entity++) {
            begin(lanes, 2 * entity);
        }
    }

    /** Number of entities. */
    public int entities() {
        return lanes.length / 2;
    }

    /** Adds one event of {@code entity}: at which cycle, which kind (the owner's numbering), and what it carried. */
    public void add(int entity, long cycle, int event, long payload) {
        add(entity, cycle, event, payload, 0, 0);
    }

    /** Adds {@code count} bytes from {@code offset}, and how many there were. */
    public void addBytes(int entity, byte[] bytes, int offset, int count) {
        EntityHash hash = new EntityHash(entity, low(entity), high(entity));
        hash.addBytes(bytes, offset, count);
        lanes[2 * entity] = hash.low();
        lanes[2 * entity + 1] = hash.high();
    }

    /** Begins a hash that its owner keeps beside other things: lanes low and high are the words from {@code at} on. */
    public static void begin(long[] words, int at) {
        words[at] = Mix.GOLDEN; // not zero, at which an event of zeros would leave it
        words[at + 1] = Mix.GOLDEN;
    }

    /** Adds one event to such a hash. */
    public static void add(long[] words, int at, long cycle, int event, long payload) {
        add(words, at, cycle, event, payload, 0, 0);
    }

    private static void add(long[] words, int at, long cycle, int event, long payload, long low, long high) {
        long before = words[at + 1]; // asked for first: a bound that holds for it holds for the other
        long word = Absorption.event(cycle, event, payload);
        words[at] = Absorption.low(words[at], word, low);
        words[at + 1] = Absorption.high(before, word, high);
    }

    /**
     * Adds one event that carried two things.
     *
     * @param low  the second one, or the first lane of its hash
     * @param high the same, or the second lane
     */
    public void add(int entity, long cycle, int event, long payload, long low, long high) {
        add(lanes, 2 * entity, cycle, event, payload, low, high);
    }

    /** Upper half of the hash of {@code entity}. */
    public long high(int entity) {
        return lanes[2 * entity + 1];
    }

    /** Lower half of the hash of {@code entity}. */
    public long low(int entity) {
        return lanes[2 * entity];
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(lanes);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(lanes);
    }
}
