package org.skerry.scenario.run;

/** Results could not be written. Only its message is shown: what was written, why it failed, what to do. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure for people. */
    public OutputException(String message, Throwable cause) {
        super(message, cause);
    }
}
