package org.skerry.sim.actor;

/** How far a step of an actor came. */
public sealed interface Step {
    /** The turn is over; the actor waits for its next message. */
    record Done() implements Step {}

    /** The actor ended itself with a code; it takes no further message. */
    record Exited(int code) implements Step {}

    /** The guest is held in mid-turn at a synchronisation point and goes on when the machine answers it. */
    record Awaiting(SyncPoint point) implements Step {}

    /** The guest broke a rule and is dead; sends it made before stay visible. */
    record Trapped(GuestFault fault) implements Step {}

    /** The one {@link Done}; a turn that ends well allocates nothing. */
    Step DONE = new Done();
}
