package org.skerry.noc;

/**
 * Watches a network without changing it. Called by the threads that simulate the endpoints: an observer of a parallel run hears
 * several.
 */
public interface NetworkObserver {
    /** A packet left the queue of its source and entered the first router. */
    void onInjected(long cycle, Packet packet);

    /**
     * A packet arrived whole.
     *
     * @param latencyCycles cycles since the source handed it over
     */
    void onDelivered(long cycle, Packet packet, long latencyCycles);
}
