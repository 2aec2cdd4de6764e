package org.skerry.noc.topology;

/**
 * What it costs that the endpoints of a router share one port of it: one flit a cycle goes in and one comes out, for all of them
 * together, in turn.
 *
 * <pre>
 *   zero load                                   as with a port each: the arbiter takes no time of its own
 *   k packets of F flits, handed over at once   the last one is (k - 1) x F cycles later than alone
 *   k endpoints that always have something      one flit in k cycles each
 * </pre>
 *
 * <p>The second line holds each way, for ways of equal length that meet nowhere else, and buffers that let a stream fill a link. That
 * the arbiter is within {@link MeshSpec#injectionCycles} is an assumption.
 */
public final class SharedPort {
    private SharedPort() {}

    /** Cycles that the last of {@code senders} packets of so many flits, handed over at once, arrives later than it would alone. */
    public static long lastDelayCycles(int senders, int flits) {
        return (senders - 1L) * flits;
    }

    /** Flits that each of {@code senders} endpoints sends in so many cycles if all always have something; one more or less. */
    public static long flitsOfEach(int senders, long cycles) {
        return cycles / senders;
    }
}
