package org.skerry.sim.trace;

/** How much is recorded. Each level includes those before it. */
public enum TraceLevel {
    /** Messages between actors: sent, delivered, refused. */
    MESSAGE,
    /** Turns of actors as well, with what they did on the core. */
    TURN,
    /** Every flit over every link as well. */
    FLIT;

    /** Whether a log of this level records things of {@code other}. */
    public boolean includes(TraceLevel other) {
        return other.ordinal() <= ordinal();
    }
}
