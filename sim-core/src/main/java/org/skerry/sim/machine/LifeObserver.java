package org.skerry.sim.machine;

import org.skerry.sim.actor.EndReason;

/**
 * Hears when actors begin and end, and who is linked to whom, without changing it. Called by the thread that carries the simulation of
 * the actor concerned: an observer of a parallel run hears several threads.
 */
public interface LifeObserver {
    /** An actor began to live, for the first time or again. */
    void onLifeBegun(long cycle, long actor);

    /** An actor ended, or lost its state to another program, for this reason. */
    void onLifeEnded(long cycle, long actor, EndReason reason, int code);

    /**
     * A program has linked its actor to another one, or has ended such a link, which the door of that one has heard of now. It may be dead; who has
     * linked is told so then.
     */
    void onLink(long cycle, long actor, long peer, boolean on);

    /** A program has said whether its actor is told of ends along its links. */
    void onTrapExits(long cycle, long actor, boolean on);
}
