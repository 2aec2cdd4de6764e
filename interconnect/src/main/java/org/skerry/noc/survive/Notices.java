package org.skerry.noc.survive;

import org.skerry.noc.Packet;

/** How a machine words what the network has to say about itself: bodies of packets, which it saves with those of its own. */
public interface Notices {
    /**
     * A packet comes back to its source, as nothing leads to its destination any more.
     *
     * @param dead whether the destination is known to be dead; else it is cut off
     */
    Object returned(Packet packet, boolean dead);

    /**
     * Endpoints that are gone since the last time.
     *
     * @param dead those that died
     * @param cut  those that live for all that is known, and to which nothing leads from here any more
     */
    Object gone(int[] dead, int[] cut);

    /**
     * What arrives of a packet of which a flit was spoilt and passed its check: with something turned over that {@code draw} chooses, or as
     * it was if nothing in it can be.
     */
    Object spoilt(Packet packet, long draw);
}
