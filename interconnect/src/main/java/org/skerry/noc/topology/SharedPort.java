package org.skerry.noc.topology;

/**
 * What it costs that the endpoints of a router share one port of it: one flit a cycle goes in and one comes out, for all of them
 * together, in turn.
 *
 * <pre>
 *   zero load                                  as with a port each: the arbiter takes no time of its own
 *   k packets of F flits come to a tile        the last one is (k - 1) x F cycles later than alone
 *   k packets leave a tile, in turn by packets the same
 *   in turn by flits                           it is max(k - 1, (k - 1) x F - hops x w) later: its tail leaves the first router as late,
 *                                              but catches up in each of the others by the w cycles that its head waits there
 *   k endpoints that always have something     one flit in k cycles each
 * </pre>
 *
 * <p>For packets handed over at once, ways of equal length that meet nowhere else, in virtual channels of their own, and buffers that let
 * a stream fill a link. That the arbiter is within {@link MeshSpec#injectionCycles} is an assumption.
 */
public final class SharedPort {
    private SharedPort() {}

    /** Cycles that the last of {@code packets} packets of so many flits arrives later than alone, if whole packets take turns. */
    public static long lastDelayCycles(int packets, int flits) {
        return (packets - 1L) * flits;
    }

    /**
     * The same if flits take turns, on the way in.
     *
     * @param hops           links of each way
     * @param headWaitCycles cycles that a head, and no other flit, waits in a router for its way and virtual channel
     */
    public static long lastDelayCycles(int packets, int flits, int hops, int headWaitCycles) {
        return Math.max(packets - 1L, lastDelayCycles(packets, flits) - (long) hops * headWaitCycles);
    }

    /** Flits that each of {@code senders} endpoints sends in so many cycles if all always have something; one more or less. */
    public static long flitsOfEach(int senders, long cycles) {
        return cycles / senders;
    }
}
