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
    boolean begin(long cycle, SharedActor actor, Ledger ledger, int entry) {
        switch (ledger.kind(entry)) {
            case SEND -> {
                actor.sending = true;
                actor.sendCycle = cycle;
                actor.times.sends(
                        cycle, spec.core().softwareMeshCycles(spec.core().sendCycles()));
                runtime.sent(cycle, actor, (Message) ledger.object(entry));
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
                RestartSteps restart = runtime.lives().restartOf((Oversight) ledger.object(entry));
                if (restart == null) {
                    work.begin(spec.runtime().revokeCycles(), Crossing.ASK, actor, null, 0);
                } else {
                    work.beginRestart(spec.runtime().revokeCycles(), restart);
                }
                return true;
            }
            case TIMER -> {
                beginTimer(actor, (TimerWish) ledger.object(entry));
                return true;
            }
            case TRAP_EXITS -> runtime.lives().trapExits(cycle, actor, ledger.operand(entry) == 1);
            case LOG -> {
                byte[] line = (byte[]) ledger.object(entry);
                work.begin(0, Crossing.LOG, actor, null, line.length);
                if (work.softwareCycles() > 0) {
                    return true;
                }
                runtime.log(cycle, actor, line);
            }
            default -> throw new IllegalStateException(ledger.kind(entry) + " is nothing that a runtime does");
        }
        actor.replay.step();
        return false;
    }

    /** Tries to put a message of the actor in its target's mailbox, for the first time or once more. */
    void beginSend(SharedActor actor) {
        Message message = (Message) actor.turn.ledger().object(actor.replay.entry());
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
        Ledger ledger = actor.turn.ledger();
        int entry = actor.replay.entry();
        switch (ledger.kind(entry)) {
            case SEND -> {
                if (!finishSend(cycle, actor, (Message) ledger.object(entry))) {
                    return false;
                }
            }
            case SPAWN -> runtime.spawn(cycle, actor, (SpawnRequest) ledger.object(entry));
            case REVOKE -> runtime.revoke(cycle, actor, (Capability) ledger.object(entry), (int) ledger.operand(entry));
            case OVERSEE -> {
                work.end(cycle);
                runtime.lives().oversee(cycle, actor, (Oversight) ledger.object(entry));
            }
            case LOG -> runtime.log(cycle, actor, (byte[]) ledger.object(entry));
            case TIMER -> runtime.timers().carryOut(cycle, actor, (TimerWish) ledger.object(entry));
            default -> throw new IllegalStateException("a core finished " + ledger.kind(entry));
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
