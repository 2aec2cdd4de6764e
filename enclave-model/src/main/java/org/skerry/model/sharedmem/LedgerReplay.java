package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.containment.Crossing;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Step;

/** How a core replays the ledger of a turn, entry by entry at the cycles at which they happen, and where the clock interrupts it. */
final class LedgerReplay {
    private final ActorRuntime runtime;
    private final CoreTime time;
    private final RuntimeWork work;
    private final LedgerDeeds deeds;
    private final GuestAccesses accesses;
    private final Quantum quantum;
    private final TurnHold holds;
    private final TurnEnd ends;

    LedgerReplay(
            ActorRuntime runtime,
            CoreTime time,
            RuntimeWork work,
            LedgerDeeds deeds,
            GuestAccesses accesses,
            Quantum quantum,
            TurnHold holds,
            TurnEnd ends) {
        this.runtime = runtime;
        this.time = time;
        this.work = work;
        this.deeds = deeds;
        this.accesses = accesses;
        this.quantum = quantum;
        this.holds = holds;
        this.ends = ends;
    }

    /** Does what comes next; where the core has to wait for it, the same comes next again. */
    Todo goOn(long cycle, SharedActor actor) {
        if (accesses.isFull(cycle, actor)) {
            return Todo.REPLAY;
        }
        long at = actor.replay.cycle();
        if (quantum.isOver(cycle)) {
            return accesses.drained(cycle) ? interrupt(cycle, actor) : Todo.REPLAY;
        }
        if (at > cycle) {
            accesses.execute(cycle, actor);
            time.sleepUntil(cycle, quantum.until(Math.min(at, accesses.limit(actor))));
            return Todo.REPLAY;
        }
        if (actor.replay.atEnd()) {
            return accesses.mayEnd(cycle, actor) ? endSegment(cycle, actor) : Todo.REPLAY;
        }
        return beginEntry(cycle, actor);
    }

    private Todo beginEntry(long cycle, SharedActor actor) {
        Ledger.Entry entry = actor.replay.next();
        switch (entry.kind()) {
            case FETCH -> {
                if (accesses.fetch(cycle, actor, entry.operand())) {
                    return Todo.FETCHED;
                }
            }
            case WRITE_BACK -> accesses.writeBack(cycle, actor, entry.operand());
            default -> {
                if (accesses.drained(cycle) && deeds.begin(cycle, actor, entry)) {
                    return work.then(Todo.FINISH_ENTRY);
                }
            }
        }
        return Todo.REPLAY;
    }

    /** The line that an entry has asked for is there. */
    Todo fetched(long cycle, SharedActor actor) {
        accesses.fetched(cycle, actor);
        return Todo.REPLAY;
    }

    /** The work for an entry is done: its effect. */
    Todo finishEntry(long cycle, SharedActor actor) {
        if (deeds.finish(cycle, actor)) {
            return Todo.REPLAY;
        }
        accesses.forgetRest(cycle, actor);
        return Todo.RELEASE;
    }

    private Todo endSegment(long cycle, SharedActor actor) {
        if (actor.doom != null) {
            return ends.byFault(cycle, actor, actor.doom);
        }
        return actor.step instanceof Step.Awaiting awaiting
                ? holds.hold(cycle, actor, awaiting.point())
                : ends.end(cycle, actor);
    }

    // ---- the clock interrupts it --------------------------------------------------------------------------------

    /** It does so in mid-turn, as others wait for the core; the actor stands still until its turn comes again. */
    private Todo interrupt(long cycle, SharedActor actor) {
        actor.replay.stand(cycle);
        work.begin(0, Crossing.PREEMPT, actor, null, 0);
        actor.preempted = true;
        quantum.begin(cycle);
        return work.then(Todo.PREEMPTED);
    }

    /** The interrupt has been dealt with. */
    Todo preempted(long cycle, SharedActor actor) {
        accesses.forgetRest(cycle, actor);
        if (!actor.stopping && actor.successor == null) {
            runtime.makeReady(actor);
        }
        return Todo.RELEASE;
    }

    /** The actor's turn has come again. */
    Todo resume(long cycle, SharedActor actor) {
        actor.preempted = false;
        actor.replay.goOn(cycle);
        return Todo.REPLAY;
    }
}
