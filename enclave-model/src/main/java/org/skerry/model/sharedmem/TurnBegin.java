package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.containment.Crossing;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;

/** How an actor takes a message from its mailbox and begins a turn on it. */
final class TurnBegin {
    private final SharedMemorySpec spec;
    private final ActorRuntime runtime;
    private final RuntimeWork work;
    private final LineWalk walk;
    private final TurnJournal journal;
    private final TurnEnd ends;

    TurnBegin(
            SharedMemorySpec spec,
            ActorRuntime runtime,
            RuntimeWork work,
            LineWalk walk,
            TurnJournal journal,
            TurnEnd ends) {
        this.spec = spec;
        this.runtime = runtime;
        this.work = work;
        this.walk = walk;
        this.journal = journal;
        this.ends = ends;
    }

    /** Begins to receive the oldest message. */
    Todo receive(long cycle, SharedActor actor) {
        actor.times.resumed(cycle);
        try {
            int bytes = actor.mailbox.nextBytes();
            SharedActor sender = runtime.population().find(actor.mailbox.nextSender());
            work.begin(spec.runtime().receiveCycles(), Crossing.RECEIVE, actor, sender, bytes);
            walk.addLine(actor.control.address(), false);
            walk.addLine(actor.mailbox.address(), true); // its state lies there as well: it is running now
            walk.addRecord(actor.mailbox, actor.mailbox.headAddress(), bytes, false);
            runtime.devices().addCopy(actor.mailbox.nextIdentifier(), work, walk);
            return work.then(Todo.TAKE_MESSAGE);
        } catch (MailboxCorrupted corrupted) {
            return ends.byCorruption(cycle, actor, corrupted);
        }
    }

    /** Takes it, and begins the turn. */
    Todo take(long cycle, SharedActor actor) {
        MessageRecord record;
        try {
            if (actor.mailbox.isEmpty()) {
                actor.state = SharedActor.State.IDLE;
                return Todo.RELEASE;
            }
            record = actor.mailbox.take();
            runtime.wakeNextWaiter(actor);
        } catch (MailboxCorrupted corrupted) {
            return ends.byCorruption(cycle, actor, corrupted);
        }
        if (!actor.turn.expects(record.message())) {
            return ends.afterTurn(cycle, actor); // its timer was taken back or set again meanwhile
        }
        actor.times.taken(
                cycle, record.message(), work.softwareCycles(), spec.core().busyCycles(0, 0, 0, 0), runtime.costs());
        actor.message = record.message();
        actor.sentCycle = Math.min(cycle, record.sentCycle());
        actor.turnStart = cycle;
        actor.turn.begin(actor.message);
        actor.movedOn = false;
        actor.replay.begin(actor.turn.ledger(), cycle);
        actor.cache.beginTurn();
        journal.begun(cycle, actor);
        return Todo.STEP;
    }
}
