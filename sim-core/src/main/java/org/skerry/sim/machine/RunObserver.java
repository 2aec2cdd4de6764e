package org.skerry.sim.machine;

import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;

/**
 * Watches a run without changing it. Called by the thread that carries the simulation of the actor concerned: an observer of a
 * parallel run hears several threads. Actors are named by identifier, places by the machine's own numbering.
 *
 * <p>Whoever implements it says what it listens to; what passes everything on, such as {@link ObserverRelay}, overrides every method, and a test
 * holds it to that.
 */
public interface RunObserver {
    /** An actor came to life. */
    default void onActorStarted(long cycle, long actor, int place) {}

    /** An actor ended: by exit, fault or the control plane. */
    default void onActorEnded(long cycle, long actor, int place, String how) {}

    /** A message left its sender, which lives at {@code place}. */
    default void onMessageSent(long cycle, int place, Message message) {}

    /** A message is in the mailbox of its target, which lives at {@code place}. */
    default void onMessageDelivered(long cycle, int place, Message message) {}

    /** A message could not be delivered at {@code place}. */
    default void onMessageRefused(long cycle, int place, Message message, Status why) {}

    /** From now on nothing derived from the capability with this identifier is accepted at {@code place}, where its target lives. */
    default void onRevoked(long cycle, int place, long capability) {}

    /** A turn ran from one cycle to another. */
    default void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {}
}
