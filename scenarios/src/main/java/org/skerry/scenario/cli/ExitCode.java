package org.skerry.scenario.cli;

/** What the program tells its caller. Part of the interface. */
final class ExitCode {
    /** Done; a limit that the scenario asked for counts as done. */
    static final int DONE = 0;
    /** The run ended in a fault, deadlock, exceeded budget or failed check. */
    static final int FAILED = 1;
    /** Wrong usage or input. */
    static final int WRONG_INPUT = 2;
    /** Reading or writing failed. */
    static final int INPUT_OUTPUT = 3;
    /** Stopped by the user. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
