package org.skerry.sim.state;

/**
 * Something whose whole state can be written down and put back. {@code load} is called on an object built from the same
 * configuration; afterwards it behaves as the saved one would have, bit for bit.
 */
public interface Stateful {
    /** Writes everything that later behaviour depends on, and nothing that configuration gives. */
    void save(StateWriter out);

    /** Reads what {@link #save} wrote, in the same order; throws {@link StateException} if it does not fit. */
    void load(StateReader in);
}
