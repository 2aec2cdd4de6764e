package org.skerry.sim.actor;

import org.skerry.sim.digest.Mix;

/**
 * Identifiers of actors, messages, capabilities, images and windows: 64-bit numbers that depend only on who made the thing
 * and on how many things that maker had made before, never on a global counter. Equal on every machine, thread count and JDK.
 *
 * <p>With 2^20 identifiers the chance that any two collide is about 3e-8; a machine that sees one refuses the run.
 */
public final class ActorId {
    /** Parent of everything that deployment makes. */
    public static final long DEPLOYMENT = 0x5045_5252_594b_5301L;

    private ActorId() {}

    /** The identifier of the {@code sequence}-th thing that {@code maker} makes. Never 0. */
    public static long of(long maker, long sequence) {
        return ofMaker(maker(maker), sequence);
    }

    /** What {@link #ofMaker} takes for a maker, for who makes many things. */
    static long maker(long maker) {
        return Mix.beforeWord(maker);
    }

    /** As {@link #of}. */
    static long ofMaker(long maker, long sequence) {
        long id = Mix.withWord(maker, sequence);
        return id == 0 ? 1 : id;
    }

    /** The identifier of a named image or window. Never 0. */
    public static long named(String name) {
        long id = Mix.hash(name);
        return id == 0 ? 1 : id;
    }
}
