package org.skerry.noc.router;

/**
 * Why a flit did not leave a buffer in a cycle.
 *
 * @param reason what it waits for
 * @param output {@link VcAddress} of the output and virtual channel that it waits at; of no meaning for {@link Reason#BEHIND} and
 *               {@link Reason#ROUTING}
 * @param holder a flit of the packet that has what it waits for, or {@link #NOBODY} if no packet is known here
 */
public record Wait(Reason reason, int output, int holder) {
    /** No packet. */
    public static final int NOBODY = -1;

    /** What flits wait for. */
    public enum Reason {
        /** A packet before it in the same buffer. */
        BEHIND,
        /** The way on is not known yet: the router takes its time. */
        ROUTING,
        /** Every virtual channel that it may use is held. */
        VIRTUAL_CHANNEL,
        /** A virtual channel is free, but the allocator gave it to no one or to another. */
        ALLOCATION,
        /** The buffer behind the output is full. */
        CREDIT,
        /** The cycle belongs to another time-division domain. */
        SLOT,
        /** The link is narrower than a flit and busy with another one. */
        LINK,
        /** It has all it needs and did not win the switch. */
        SWITCH
    }
}
