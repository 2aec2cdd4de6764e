package org.skerry.model.sharedmem;

import org.skerry.model.count.CyclePart;
import org.skerry.model.sharedmem.containment.Crossing;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.actor.SyncPoint;

/** Where a guest is held in mid-turn until it is known what it asked for: a line, the time, an answer. */
final class TurnHold {
    private final SharedMemorySpec spec;
    private final ActorRuntime runtime;
    private final RuntimeWork work;
    private final LineWalk walk;
    private final CoreTime time;
    private final TurnJournal journal;
    private final TurnEnd ends;

    TurnHold(
            SharedMemorySpec spec,
            ActorRuntime runtime,
            RuntimeWork work,
            LineWalk walk,
            CoreTime time,
            TurnJournal journal,
            TurnEnd ends) {
        this.spec = spec;
        this.runtime = runtime;
        this.work = work;
        this.walk = walk;
        this.time = time;
        this.journal = journal;
        this.ends = ends;
    }

    /** The guest is held, and what it did until then has been replayed. */
    Todo hold(long cycle, SharedActor actor, SyncPoint point) {
        if (point == SyncPoint.TIME && waits(cycle, actor)) {
            return Todo.REPLAY;
        }
        journal.held(cycle, actor, point);
        if (point == SyncPoint.CLOCK || point == SyncPoint.TIME) {
            actor.turn.answerClock(spec.nanoseconds(cycle));
        }
        if (point != SyncPoint.REPLY) {
            return goOn(cycle, actor);
        }
        if (actor.answered) {
            return Todo.RESUME;
        }
        actor.state = SharedActor.State.AWAITS_REPLY;
        return Todo.RELEASE;
    }

    /** Stands still until the time that the guest waits for; false if that has come. The core stays with its actor. */
    private boolean waits(long cycle, SharedActor actor) {
        long wake = spec.cycleAt(actor.turn.wakeNanoseconds());
        if (wake <= cycle) {
            return false;
        }
        actor.replay.stallUntil(wake);
        time.spend(cycle, CyclePart.IDLE);
        time.sleepUntil(cycle, wake);
        return true;
    }

    /** Begins to receive the answer. */
    Todo receiveAnswer(long cycle, SharedActor actor) {
        actor.times.resumed(cycle);
        SharedActor sender = runtime.population().find(actor.answer.sender());
        work.begin(spec.runtime().receiveCycles(), Crossing.RECEIVE, actor, sender, actor.answer.bytes());
        walk.addLine(actor.control.address(), false);
        walk.addCopy(actor.answer.address(), actor.answer.bytes(), false);
        runtime.devices().addCopy(actor.answer.identifier(), work, walk);
        return work.then(Todo.TAKE_ANSWER);
    }

    /** Takes it, and the guest goes on. */
    Todo takeAnswer(long cycle, SharedActor actor) {
        MessageRecord record;
        try {
            record = actor.answer.take();
        } catch (MailboxCorrupted corrupted) {
            return ends.byCorruption(cycle, actor, corrupted);
        }
        actor.answered = false;
        actor.times.answered(cycle, record.message(), work.softwareCycles(), runtime.costs());
        actor.turn.answerCall(record.message());
        return goOn(cycle, actor);
    }

    private static Todo goOn(long cycle, SharedActor actor) {
        actor.replay.stallUntil(cycle);
        actor.replay.nextSegment();
        actor.movedOn = false;
        return Todo.STEP;
    }
}
