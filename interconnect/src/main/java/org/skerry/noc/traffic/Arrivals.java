package org.skerry.noc.traffic;

/** Told of every packet that has arrived as a whole. */
@FunctionalInterface
interface Arrivals {
    /**
     * The tail of a packet has arrived.
     *
     * @param label         what its {@link PacketSource} calls it
     * @param born          cycle in which it was made
     * @param latency       cycles from then until now
     * @param networkCycles cycles since its head was sent
     * @param routers       routers that it passed
     */
    void arrived(int label, long born, long latency, long networkCycles, int routers);
}
