package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.containment.Crossing;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Step;

/** How a turn ends, and whether its actor begins another one, gives way or ends with it. */
final class TurnEnd {
    private final ActorRuntime runtime;
    private final RuntimeWork work;
    private final TurnJournal journal;
    private final Quantum quantum;

    TurnEnd(ActorRuntime runtime, RuntimeWork work, TurnJournal journal, Quantum quantum) {
        this.runtime = runtime;
        this.work = work;
        this.journal = journal;
        this.quantum = quantum;
    }

    /** The guest is through with its turn, and what it did has been replayed. */
    Todo end(long cycle, SharedActor actor) {
        Ledger ledger = actor.turn.ledger();
        journal.ended(cycle, actor, ledger);
        ledger.clearEntries();
        actor.movedOn = false;
        Step step = actor.step;
        actor.message = null;
        actor.marks.turned(1);
        if (step instanceof Step.Trapped) {
            work.begin(0, Crossing.FAULT, actor, null, 0);
            return work.then(Todo.FAULTED);
        }
        actor.step = null;
        if (step instanceof Step.Exited exited) {
            runtime.lives().end(cycle, actor, "exit " + exited.code(), EndReason.EXITED, exited.code());
            return Todo.RELEASE;
        }
        return afterTurn(cycle, actor);
    }

    /** Whoever deals with a trap has done so. */
    Todo faulted(long cycle, SharedActor actor) {
        Step.Trapped trapped = (Step.Trapped) actor.step;
        actor.step = null;
        return byFault(cycle, actor, trapped.fault());
    }

    /** The actor ends by its own fault, or by what was done to it. */
    Todo byFault(long cycle, SharedActor actor, GuestFault fault) {
        runtime.fault(cycle, actor, fault);
        return Todo.RELEASE;
    }

    /** The actor ends, as its mailbox makes no sense. */
    Todo byCorruption(long cycle, SharedActor actor, MailboxCorrupted why) {
        return byFault(cycle, actor, new GuestFault(GuestFault.Kind.MEMORY, "?", why.getMessage(), 0));
    }

    /** The actor is between turns. */
    Todo afterTurn(long cycle, SharedActor actor) {
        try {
            if (actor.mailbox.isEmpty() || actor.stopped || actor.stopping || actor.successor != null) {
                actor.state = SharedActor.State.IDLE;
                return Todo.RELEASE;
            }
            if (quantum.allowsTurn(cycle, actor)) {
                return Todo.RESUME;
            }
            runtime.makeReady(actor);
            return Todo.RELEASE;
        } catch (MailboxCorrupted corrupted) {
            return byCorruption(cycle, actor, corrupted);
        }
    }
}
