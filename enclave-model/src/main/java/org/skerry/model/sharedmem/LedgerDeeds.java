package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.containment.Crossing;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.actor.TimerWish;

/**
 * What a guest asked of the runtime in a turn: each entry of its ledger is a piece of the runtime's work on the core that runs the
 * guest, which has its effect when it is done.
 */
final class LedgerDeeds {
    private final SharedMemorySpec spec;
    private final ActorRuntime runtime;
    private final RuntimeWork work;

    LedgerDeeds(SharedMemorySpec spec, ActorRuntime runtime, RuntimeWork work) {
        this.spec = spec;
        this.runtime = runtime;
        this.work = work;
    }

    /** Begins the entry that comes next; true if it is work, and {@link #finish} comes after it, false if it is over. */
    boolean begin(long cycle, SharedActor actor, Ledger.Entry entry) {
        switch (entry.kind()) {
            case SEND -> {
                actor.sending = true;
                actor.sendCycle = cycle;
                actor.times.sends(
                        cycle, spec.core().softwareMeshCycles(spec.core().sendCycles()));
                runtime.sent(cycle, actor, (Message) entry.object());
                beginSend(actor);
                return true;
            }
            case SPAWN -> {
                work.begin(spec.runtime().spawnCycles(), Crossing.CREATE, actor, null, 0);
                return true;
            }
            case REVOKE -> {
                work.begin(spec.runtime().revokeCycles(), Crossing.ASK, actor, null, 0);
                return true;
            }
            case OVERSEE -> {
                RestartSteps restart = runtime.lives().restartOf((Oversight) entry.object());
                if (restart == null) {
                    work.begin(spec.runtime().revokeCycles(), Crossing.ASK, actor, null, 0);
                } else {
                    work.beginRestart(spec.runtime().revokeCycles(), restart);
                }
                return true;
            }
            case TIMER -> {
                beginTimer(actor, (TimerWish) entry.object());
                return true;
            }
            case TRAP_EXITS -> runtime.lives().trapExits(cycle, actor, entry.operand() == 1);
            case LOG -> {
                byte[] line = (byte[]) entry.object();
                work.begin(0, Crossing.LOG, actor, null, line.length);
                if (work.softwareCycles() > 0) {
                    return true;
                }
                runtime.log(cycle, actor, line);
            }
            default -> throw new IllegalStateException(entry.kind() + " is nothing that a runtime does");
        }
        actor.replay.step();
        return false;
    }

    /** Tries to put a message of the actor in its target's mailbox, for the first time or once more. */
    void beginSend(SharedActor actor) {
        Message message = (Message) actor.replay.next().object();
        SharedActor target = runtime.population().find(message.target());
        LineWalk walk =
                work.begin(spec.runtime().sendCycles(), Crossing.SEND, actor, target, MessageRecord.bytes(message));
        if (target != null) {
            runtime.devices().addPost(target, work, walk);
        }
        actor.times.tries(work.softwareCycles());
        if (target == null || target.ended()) {
            return;
        }
        walk.addLine(target.control.address(), false);
        try {
            if (message.callId() == 0 || message.replyTo() != null) {
                walk.addLine(target.mailbox.address(), true);
                if (runtime.hasRoomFor(target, actor, message)) {
                    walk.addRecord(target.mailbox, target.mailbox.tailAddress(), MessageRecord.bytes(message), true);
                }
            }
        } catch (MailboxCorrupted corrupted) {
            return; // found again, and acted upon, when the message is put in
        }
    }

    /** A lock and a few lines, as for a revocation: assumption. */
    private void beginTimer(SharedActor actor, TimerWish wish) {
        LineWalk walk = work.begin(spec.runtime().revokeCycles(), Crossing.ASK, actor, null, 0);
        walk.addLine(actor.control.address(), false);
        long record = runtime.timers().record(actor, wish);
        if (record != 0) {
            walk.addLine(record, true);
        }
    }

    /** The work is done and has its effect; false if the actor must wait for room in a mailbox, and work once more. */
    boolean finish(long cycle, SharedActor actor) {
        actor.replay.stallUntil(cycle);
        Ledger.Entry entry = actor.replay.next();
        switch (entry.kind()) {
            case SEND -> {
                if (!finishSend(cycle, actor, (Message) entry.object())) {
                    return false;
                }
            }
            case SPAWN -> runtime.spawn(cycle, actor, (SpawnRequest) entry.object());
            case REVOKE -> runtime.revoke(cycle, actor, (Capability) entry.object(), (int) entry.operand());
            case OVERSEE -> {
                work.end(cycle);
                runtime.lives().oversee(cycle, actor, (Oversight) entry.object());
            }
            case LOG -> runtime.log(cycle, actor, (byte[]) entry.object());
            case TIMER -> runtime.timers().carryOut(cycle, actor, (TimerWish) entry.object());
            default -> throw new IllegalStateException("a core finished " + entry.kind());
        }
        actor.replay.step();
        return true;
    }

    private boolean finishSend(long cycle, SharedActor actor, Message message) {
        SharedActor target = runtime.population().find(message.target());
        boolean waited = actor.waitsFor != null;
        if (!runtime.deliver(cycle, actor, message)) {
            if (!waited) {
                actor.waitsFor = target;
                target.waiters.add(actor);
            }
            actor.woken = false;
            actor.waitBegin = cycle;
            actor.state = SharedActor.State.AWAITS_ROOM;
            return false;
        }
        actor.sending = false;
        actor.woken = false;
        if (waited) {
            SharedActor left = actor.waitsFor;
            actor.waitsFor = null;
            if (left.waiters.remove(actor) && !left.ended()) {
                runtime.wakeNextWaiter(left);
            }
        }
        return true;
    }
}
