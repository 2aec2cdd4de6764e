package org.skerry.noc;

/**
 * The body of a packet that wants to know how the packet fared. Nothing that is simulated may depend on it. A class, since to find that a body is
 * none takes long with an interface, and every packet is asked.
 */
public abstract class Timed {
    private long enteredCycle;

    /** The packet's first flit enters the first router at {@code cycle}. */
    public final void entered(long cycle) {
        enteredCycle = cycle;
    }

    /** Cycle at which its first flit entered a router, or 0. */
    public final long enteredCycle() {
        return enteredCycle;
    }
}
