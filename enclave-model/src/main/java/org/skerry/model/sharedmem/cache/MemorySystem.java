package org.skerry.model.sharedmem.cache;

import org.skerry.noc.Packet;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;

/**
 * What lies behind the first-level caches. It is asked at a cycle and answers by an event at a later one; a core may wait for
 * several lines. This is the seam for protocols: whoever implements it decides who holds which line and what that costs.
 */
public interface MemorySystem extends Stateful {
    /** {@code core} has a {@link LineWish}; {@link Surroundings#served} tells when it is fulfilled. */
    void request(long cycle, int core, long wish);

    /** A line that {@code core} has written leaves its first-level cache. Nobody waits for it. */
    void writeBack(long cycle, int core, long line);

    /** A packet has arrived at an endpoint that is not a core's business. */
    void arrived(long cycle, Packet packet);

    /** An event of {@link Surroundings#schedule} is due. */
    void due(long cycle, int unit, long payload);

    /** Number of units that schedule events. */
    int units();

    /** Requests that have not been answered. */
    int outstanding();

    /** Adds the metrics {@code memory.*} beyond the first level. */
    void register(StatsRegistry registry);

    /** Adds the history of its parts to a digest. */
    void digest(DigestCombiner digest, long firstEntity);

    /** What a memory system needs around it. */
    interface Surroundings {
        /** Sends a packet between endpoints. */
        void send(long cycle, int source, int destination, LineMessage message);

        /** Asks for {@link MemorySystem#due} at a later cycle. */
        void schedule(long cycle, int unit, long payload);

        /** {@code core} has one of the lines it waits for. */
        void served(long cycle, int core);
    }
}
