package org.skerry.sim.machine;

import java.util.List;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;
import org.skerry.sim.trace.TraceKind;
import org.skerry.sim.trace.TraceLevel;
import org.skerry.sim.trace.TraceLog;

/**
 * Records a run into a {@link TraceLog} whose entities are the machine's places. Each place is only ever reported by the thread that
 * simulates it, so that the log needs no lock.
 */
public final class RunTrace implements RunObserver {
    /** Numbers of the kinds, as they appear in the log. */
    public static final int SENT = 0;

    public static final int DELIVERED = 1;
    public static final int REFUSED = 2;
    public static final int STARTED = 3;
    public static final int ENDED = 4;
    public static final int TURN = 5;

    private static final List<TraceKind> KINDS = List.of(
            new TraceKind("message sent", TraceLevel.MESSAGE, "message identifier"),
            new TraceKind("message delivered", TraceLevel.MESSAGE, "message identifier"),
            new TraceKind("message refused", TraceLevel.MESSAGE, "message identifier"),
            new TraceKind("actor started", TraceLevel.MESSAGE, "actor identifier"),
            new TraceKind("actor ended", TraceLevel.MESSAGE, "actor identifier"),
            new TraceKind("turn", TraceLevel.TURN, "message identifier"));

    private final TraceLog log;

    /**
     * An empty trace.
     *
     * @param level           what is recorded
     * @param places          places of the machine
     * @param recordsPerPlace beyond which the log samples
     */
    public RunTrace(TraceLevel level, int places, int recordsPerPlace) {
        log = new TraceLog(level, KINDS, places, recordsPerPlace);
    }

    /** What was recorded. */
    public TraceLog log() {
        return log;
    }

    @Override
    public void onActorStarted(long cycle, long actor, int place) {
        log.mark(place, STARTED, cycle, actor);
    }

    @Override
    public void onActorEnded(long cycle, long actor, int place, String how) {
        log.mark(place, ENDED, cycle, actor);
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        log.mark(place, SENT, cycle, message.id());
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        log.mark(place, DELIVERED, cycle, message.id());
    }

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {
        log.mark(place, REFUSED, cycle, message.id());
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        log.span(place, TURN, startCycle, endCycle, message.id());
    }
}
