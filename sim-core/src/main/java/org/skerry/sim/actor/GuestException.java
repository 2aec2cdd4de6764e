package org.skerry.sim.actor;

/** A guest program that is refused before any of it runs. The message says what was read, which rule it broke, what to do. */
public final class GuestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal for people; shown without a stack trace. */
    public GuestException(String message) {
        super(message);
    }

    /** A refusal for people with its cause. */
    public GuestException(String message, Throwable cause) {
        super(message, cause);
    }
}
