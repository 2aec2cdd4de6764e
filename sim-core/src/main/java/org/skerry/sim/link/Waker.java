package org.skerry.sim.link;

/** Whoever must know that something will arrive: what the kernel keeps of the consumer. */
public interface Waker {
    /** The consumer must be ticked at {@code cycle}. */
    void wake(long cycle);
}
