package org.skerry.sim.state;

/** Saved state that does not fit the object that reads it: damaged, cut off, or from another configuration. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A mismatch described by {@code message}. */
    public StateException(String message) {
        super(message);
    }
}
