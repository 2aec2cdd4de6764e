package org.skerry.noc.link;

/** Watches links without changing them. */
public interface LinkObserver {
    /** A flit won the switch and leaves a router for the input virtual channel {@code to} of the next one. */
    void onSent(long cycle, int to, int flit);

    /** A flit arrived at the input virtual channel {@code at}. */
    void onReached(long cycle, int at, int flit);
}
