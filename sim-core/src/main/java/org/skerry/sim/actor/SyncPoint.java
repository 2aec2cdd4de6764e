package org.skerry.sim.actor;

/** Why a guest is held in mid-turn: the machine must catch up with it in simulated time before it can go on. */
public enum SyncPoint {
    /** It reads the clock. */
    CLOCK,
    /** It waits for the reply to a call. */
    REPLY,
    /** It is timed and an access left the private first-level cache. */
    ACCESS,
    /** It waits until a time, see {@link Turn#wakeNanoseconds}. */
    TIME
}
