package org.skerry.model.sharedmem.cache;

import org.skerry.noc.Packet;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;

/**
 * All that lies between the cores and the bytes. It is asked at a cycle and answers by an event at a later one; a core may wait for
 * several lines. This is the seam for protocols: whoever implements it decides who holds which line and what that costs.
 */
public interface MemorySystem extends Stateful {
    /** The private caches, to access. */
    PrivateCaches caches();

    /**
     * {@code core} has a {@link LineWish} that is not near. Returns whether it must wait; {@link Surroundings#served} tells then when it
     * is fulfilled.
     */
    boolean request(long cycle, int core, long wish);

    /** A line that {@code core} has written leaves its private caches. Nobody waits for it. */
    void writeBack(long cycle, int core, long line);

    /** A miss or victim of {@code core} that stands in a ledger will never be replayed. */
    void forget(long cycle, int core, long line);

    /** A packet has arrived at an endpoint. */
    void arrived(long cycle, Packet packet);

    /** An event of {@link Surroundings#schedule} is due. */
    void due(long cycle, int unit, long payload);

    /** Number of units that schedule events. */
    int units();

    /** Adds the metrics {@code memory.*}. */
    void register(StatsRegistry registry);

    /** Adds the history of its parts to a digest. */
    void digest(DigestCombiner digest, long firstEntity);

    /** What a memory system needs around it. */
    interface Surroundings {
        /** Sends a packet between endpoints; packets of one kind's virtual network between two endpoints arrive in this order. */
        void send(long cycle, int source, int destination, LineMessage message);

        /** Asks for {@link MemorySystem#due} at a later cycle. */
        void schedule(long cycle, int unit, long payload);

        /** {@code core} has one of the lines it waits for. */
        void served(long cycle, int core, long line, Server server);
    }
}
