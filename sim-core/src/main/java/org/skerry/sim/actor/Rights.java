package org.skerry.sim.actor;

/**
 * The rights a capability can carry, one bit each. Rights are only ever removed on the way from holder to holder.
 *
 * <p>The bits are part of the contract (docs/CONTRACT.md).
 */
public final class Rights {
    /** Send messages to the target actor. */
    public static final int SEND = 1;
    /** Pass the capability on: inside a message, or to a child at spawn. */
    public static final int GRANT = 1 << 1;
    /** Create actors from the target image. */
    public static final int SPAWN = 1 << 2;
    /** Read the clock. A clock read is a synchronisation point. */
    public static final int CLOCK = 1 << 3;
    /** Draw from the actor's own seeded random stream. */
    public static final int RANDOM = 1 << 4;
    /** Write lines to the run's log. */
    public static final int LOG = 1 << 5;
    /** Read a shared window, or objects of a store. */
    public static final int READ = 1 << 6;
    /** Write a shared window, or objects of a store. */
    public static final int WRITE = 1 << 7;

    /** Be told when the target actor ends. */
    public static final int MONITOR = 1 << 8;
    /** Stop the target actor, or put another program in its place. */
    public static final int CONTROL = 1 << 9;

    /** Use a store; {@link #READ} and {@link #WRITE} say what for. */
    public static final int STORAGE = 1 << 10;

    /** Every right that version 1 of the contract defines. */
    public static final int ALL = (1 << 11) - 1;

    private Rights() {}

    /** Whether {@code held} contains every right in {@code needed}. */
    public static boolean allow(int held, int needed) {
        return (held & needed) == needed;
    }

    /** The rights as words, for messages and reports: {@code send+grant}, or {@code none}. */
    public static String names(int rights) {
        String[] words = {
            "send", "grant", "spawn", "clock", "random", "log", "read", "write", "monitor", "control", "storage"
        };
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < words.length; bit++) {
            if ((rights & ALL & 1 << bit) != 0) {
                text.append(text.isEmpty() ? "" : "+").append(words[bit]);
            }
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
