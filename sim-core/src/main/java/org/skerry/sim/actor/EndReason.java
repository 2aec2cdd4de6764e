package org.skerry.sim.actor;

/** Why whoever monitors an actor hears of it. The code is part of the contract. */
public enum EndReason {
    /** It ended itself; the number beside it is its exit code. */
    EXITED(0),
    /** It trapped; the number is the ordinal of the {@link GuestFault.Kind}. */
    TRAPPED(1),
    /** It was stopped by a holder of CONTROL. */
    STOPPED(2),
    /** Its memory was cleared for another program, which takes its place. It is monitored still. */
    RESET(3),
    /** It had ended before anybody asked, or never came to life. */
    GONE(4),
    /** An actor that it was linked to ended abnormally. */
    LINKED(5),
    /** The tile it lives on is dead, or nothing leads there any more; or it was cleared for a restart of which nothing came. */
    LOST(6);

    private final int code;

    EndReason(int code) {
        this.code = code;
    }

    /** The number the guest sees. */
    public int code() {
        return code;
    }
}
