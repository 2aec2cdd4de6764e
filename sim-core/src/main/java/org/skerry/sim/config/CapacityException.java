package org.skerry.sim.config;

/** A machine that is too small for what a user wants to put on it: the message has both numbers. */
public final class CapacityException extends ConfigException {
    private static final long serialVersionUID = 1L;

    /** What does not fit, into what; the last sentence is an instruction. */
    public CapacityException(String message) {
        super(message);
    }

    /** The same, found while something else was tried. */
    public CapacityException(String message, Throwable cause) {
        super(message, cause);
    }
}
