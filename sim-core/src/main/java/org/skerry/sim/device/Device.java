package org.skerry.sim.device;

import java.util.Map;
import java.util.Optional;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.StatsRegistry;

/**
 * A device that messages reach like an actor. It handles one message at a time with the operations of a turn: it may send, answer,
 * attenuate and drop; it may not wait, create actors or write to the log. Whatever it sends leaves when the service is over.
 *
 * <p>Called by one thread at a time. Everything it keeps is in {@link #save}.
 */
public interface Device extends ActorInstance {
    /** The time at which nothing happens of itself. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Handles the message of the turn, which may be a START message or one of the machine itself.
     *
     * @param nanoseconds when the service begins; a machine without time says how many turns there were
     * @return how long it takes
     */
    Service serve(Turn turn, long nanoseconds);

    /** When the device acts next of itself, in nanoseconds since the run began; {@link #NEVER} if it does not. */
    default long nextNanoseconds() {
        return NEVER;
    }

    /**
     * Whether, on a machine without time, the device acts only when nobody else has anything left to do; the time until
     * {@link #nextNanoseconds} has then passed, as it does for timers. Others act there as soon as it is their turn.
     */
    default boolean actsLast() {
        return false;
    }

    /**
     * The time {@link #nextNanoseconds} has come, or passed while the device was occupied; on a machine without time it has always come.
     *
     * @return how long what it does occupies its own way, which messages that arrive do not share
     */
    default Service act(Turn turn, long nanoseconds) {
        throw new IllegalStateException("this device does nothing of itself");
    }

    /** Messages that may wait to leave before the device begins nothing more; at least 1. */
    int queueDepth();

    /** Messages that it serves at once, each for as long as its service occupies it; at least 1, and always as many. */
    default int channels() {
        return 1;
    }

    /** Adds what it counts; names begin with {@code prefix}. */
    default void register(StatsRegistry registry, String prefix) {}

    /** What is left of it after a run that somebody asked to be kept, as files by name. */
    default Map<String, byte[]> results() {
        return Map.of();
    }

    /** What a population of clients behind it saw so far; empty if there is none. */
    default Optional<ClientFigures> clients() {
        return Optional.empty();
    }

    /** A device takes no turns on a core. */
    @Override
    default Step step(Turn turn) {
        throw new IllegalStateException("a device is asked to serve, not to take a step");
    }
}
