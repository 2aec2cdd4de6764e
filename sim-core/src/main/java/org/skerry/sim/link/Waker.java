package org.skerry.sim.link;

/** Whoever must know that something will arrive: the part of the kernel that runs the consumer. */
public interface Waker {
    /** The consumer with this index must be ticked at {@code cycle}. */
    void wake(int consumer, long cycle);
}
