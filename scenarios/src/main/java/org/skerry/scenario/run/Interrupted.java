package org.skerry.scenario.run;

/** The user stopped the program. Nothing is written. */
public final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says so. */
    public Interrupted() {
        super("interrupted");
    }
}
