package org.skerry.noc;

/** The body of a packet that wants to know how the packet fared. Nothing that is simulated may depend on it. */
public interface Timed {
    /** The packet's first flit enters the first router at {@code cycle}. */
    void entered(long cycle);
}
