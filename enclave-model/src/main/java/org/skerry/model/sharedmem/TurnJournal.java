package org.skerry.model.sharedmem;

import org.skerry.model.count.ActorCounters;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.SyncPoint;
import org.skerry.sim.digest.Mix;

/** What becomes known of the turns on one core: events of its digest, counts, and what whoever watches is told. */
final class TurnJournal {
    private static final int EVENT_TURN_BEGUN = 1;
    private static final int EVENT_TURN_ENDED = 2;
    private static final int EVENT_HELD = 3;
    private static final int EVENT_SERVED = 4;

    private final int core;
    private final Cores cores;
    private final ActorRuntime runtime;
    private final ActorCounters counters;

    TurnJournal(int core, Cores cores, ActorRuntime runtime) {
        this.core = core;
        this.cores = cores;
        this.runtime = runtime;
        this.counters = runtime.counters();
    }

    /** A turn begins on the message that the actor has taken. */
    void begun(long cycle, SharedActor actor) {
        cores.digest(core, cycle, EVENT_TURN_BEGUN, Mix.combine(actor.message.id(), actor.id));
    }

    /** A line came that the core waited for. */
    void served(long cycle, SharedActor actor) {
        cores.digest(core, cycle, EVENT_SERVED, actor.id);
    }

    /** The actor has room again for the message that it sends. */
    void foundRoom(long cycle, SharedActor actor) {
        counters.sendStallCycles += cycle - actor.waitBegin;
        actor.times.wentOn();
        actor.times.stood(cycle - actor.waitBegin);
    }

    /** The guest is held in mid-turn. */
    void held(long cycle, SharedActor actor, SyncPoint point) {
        counters.holds++;
        cores.digest(core, cycle, EVENT_HELD, Mix.combine(actor.id, point.ordinal()));
    }

    /** The turn is over; its ledger says what it did. */
    void ended(long cycle, SharedActor actor, Ledger ledger) {
        counters.turnEnded(ledger, cycle - actor.turnStart - actor.replay.stallCycles());
        counters.turnLatency.record(cycle - actor.sentCycle);
        cores.digest(core, cycle, EVENT_TURN_ENDED, Mix.combine(actor.id, ledger.instructions()));
        if (runtime.observer() != null) {
            runtime.observer().onTurn(actor.turnStart, cycle, actor.id, core, actor.message, ledger.instructions());
        }
    }
}
