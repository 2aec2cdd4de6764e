package org.skerry.model.sharedmem;

import java.util.List;
import org.skerry.model.count.ActorCounters;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.CyclePart;
import org.skerry.model.sharedmem.cache.LineWish;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.SyncPoint;
import org.skerry.sim.actor.TimerWish;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * One core: what it does now and what it does next. It does one thing at a time, in order:
 *
 * <pre>
 *   RESUME -> lines -> TAKE_MESSAGE -> guest step -> REPLAY -> ... -> end of turn
 *                      TAKE_ANSWER ----^    ^          |  ^
 *                                           |          v  |
 *                                           +-- held   lines -> FINISH_ENTRY
 * </pre>
 *
 * <p>Work of the runtime is a {@link LineWalk}, then some cycles of software, then its effect. Misses of guest code are waited for one
 * by one, as in any core that executes in order.
 */
final class Core {
    /** What comes next. */
    private enum Todo {
        IDLE,
        RESUME,
        LINES,
        TAKE_MESSAGE,
        TAKE_ANSWER,
        REPLAY,
        FETCHED,
        FINISH_ENTRY
    }

    /** What its cycles are spent on: its actors leave it when they wait, so that it waits for lines only. */
    static final List<CyclePart> PARTS = List.of(
            CyclePart.COMPUTE,
            CyclePart.PRIVATE_MEMORY,
            CyclePart.TRANSLATION,
            CyclePart.L2,
            CyclePart.SHARED_CACHE,
            CyclePart.OTHER_CORE,
            CyclePart.DRAM,
            CyclePart.UNSERVED,
            CyclePart.MESSAGE_SOFTWARE,
            CyclePart.IDLE);

    private static final int EVENT_TURN_BEGUN = 1;
    private static final int EVENT_TURN_ENDED = 2;
    private static final int EVENT_HELD = 3;
    private static final int EVENT_SERVED = 4;

    final int number;
    private final Cores cores;
    private final SharedMemorySpec spec;
    private final ActorRuntime runtime;
    private final ActorCounters counters;
    private final CoreCounters coreCounters;
    private final LineWalk walk;
    private final CycleAccount account = new CycleAccount();

    private SharedActor actor;
    private SharedActor lastActor;
    private long idleSince;
    private Todo todo = Todo.IDLE;
    private boolean hung; // it has broken, and stands still for good
    private boolean blocked = true; // until an event, a line or the end of a guest step

    private long softwareCycles;
    private Todo afterLines = Todo.IDLE;
    private long waitSince;
    private long nearSoon; // cycles in the second level that the next stretch of guest code begins with
    private long translationSoon; // likewise cycles of translation

    Core(int number, Cores cores, SharedMemorySpec spec, ActorRuntime runtime, CoreCounters counters, LineWalk walk) {
        this.number = number;
        this.cores = cores;
        this.spec = spec;
        this.runtime = runtime;
        this.counters = runtime.counters();
        this.coreCounters = counters;
        this.walk = walk;
    }

    CycleAccount account() {
        return account;
    }

    boolean idle() {
        return todo == Todo.IDLE && !hung;
    }

    /** Gives an idle core an actor that is ready. */
    void assign(long cycle, SharedActor next) {
        actor = next;
        actor.state = SharedActor.State.RUNNING;
        actor.core = this;
        actor.lastCore = number;
        actor.turnsSinceDispatch = 0;
        actor.cache.runOn(number);
        actor.times.assigned(cycle);
        coreCounters.dispatches++;
        long cost = cycle > idleSince ? spec.core().wakeUpMeshCycles() : 0;
        if (actor != lastActor) {
            cost += spec.core().softwareMeshCycles(spec.runtime().switchCycles());
        }
        todo = Todo.RESUME;
        blocked = false;
        account.turnTo(cycle, CyclePart.MESSAGE_SOFTWARE);
        sleepUntil(cycle, cycle + cost);
        proceed(cycle);
    }

    /** An event that {@link #sleepUntil} asked for is due. */
    void wake(long cycle) {
        if (todo != Todo.IDLE) {
            blocked = false;
            proceed(cycle);
        }
    }

    /** The line it waits for is there. */
    void served(long cycle, Server server) {
        if (todo == Todo.IDLE) {
            return; // the runtime panicked meanwhile
        }
        walk.served();
        coreCounters.stall(server, cycle - waitSince);
        account.resolve(cycle, partOf(server));
        waitSince = cycle;
        cores.digest(number, cycle, EVENT_SERVED, actor.id);
        blocked = false;
        proceed(cycle);
    }

    private static CyclePart partOf(Server server) {
        return switch (server) {
            case L2 -> CyclePart.L2;
            case SHARED_CACHE -> CyclePart.SHARED_CACHE;
            case OTHER_CORE -> CyclePart.OTHER_CORE;
            case DRAM -> CyclePart.DRAM;
        };
    }

    /** Called by the actor: its guest has gone as far as it could. */
    void guestStepped() {
        cores.stepped(this);
    }

    /** The guest has gone as far as it could. */
    void stepped() {
        blocked = false;
        proceed(cores.cycle());
    }

    /** It stands still from now on, with the actor that it runs. */
    void hang(long cycle) {
        hung = true;
        account.turnTo(cycle, CyclePart.IDLE);
    }

    /** Whether it runs the actor with this name. */
    boolean runs(String name) {
        return actor != null && actor.name.equals(name);
    }

    /** The actor that stands still with it, or null. */
    SharedActor victim() {
        return hung ? actor : null;
    }

    /** Everything ends. */
    void stop(long cycle) {
        account.turnTo(cycle, CyclePart.IDLE);
        actor = null;
        todo = Todo.IDLE;
        blocked = true;
    }

    private void proceed(long cycle) {
        if (hung) {
            return;
        }
        while (!blocked) {
            switch (todo) {
                case IDLE -> blocked = true;
                case RESUME -> resume(cycle);
                case LINES -> touchLines(cycle);
                case TAKE_MESSAGE -> takeMessage(cycle);
                case TAKE_ANSWER -> takeAnswer(cycle);
                case REPLAY -> replay(cycle);
                case FETCHED -> {
                    actor.replay.stallUntil(cycle);
                    actor.replay.step();
                    todo = Todo.REPLAY;
                }
                case FINISH_ENTRY -> finishEntry(cycle);
            }
        }
    }

    // ---- taking up an actor ------------------------------------------------------------------------------------

    private void resume(long cycle) {
        if (actor.ended()) {
            release(cycle);
        } else if (actor.sending) {
            actor.replay.stallUntil(cycle);
            counters.sendStallCycles += cycle - actor.waitBegin;
            actor.times.wentOn();
            actor.times.stood(cycle - actor.waitBegin);
            beginSend();
        } else if (actor.held()) {
            actor.times.resumed(cycle);
            beginWork(spec.runtime().receiveCycles(), Todo.TAKE_ANSWER);
            walk.addLine(actor.control.address(), false);
            walk.addCopy(actor.answer.address(), actor.answer.bytes(), false);
        } else {
            beginReceive(cycle);
        }
    }

    private void beginReceive(long cycle) {
        actor.times.resumed(cycle);
        try {
            beginWork(spec.runtime().receiveCycles(), Todo.TAKE_MESSAGE);
            walk.addLine(actor.control.address(), false);
            walk.addLine(actor.mailbox.address(), true); // its state lies there as well: it is running now
            walk.addRecord(actor.mailbox, actor.mailbox.headAddress(), actor.mailbox.nextBytes(), false);
        } catch (MailboxCorrupted corrupted) {
            endByCorruption(cycle, corrupted);
        }
    }

    private void takeMessage(long cycle) {
        MessageRecord record;
        try {
            if (actor.mailbox.isEmpty()) {
                actor.state = SharedActor.State.IDLE;
                release(cycle);
                return;
            }
            record = actor.mailbox.take();
            runtime.wakeNextWaiter(actor);
        } catch (MailboxCorrupted corrupted) {
            endByCorruption(cycle, corrupted);
            return;
        }
        if (!actor.turn.expects(record.message())) {
            afterTurn(cycle); // its timer was taken back or set again meanwhile
            return;
        }
        actor.times.taken(
                cycle,
                record.message(),
                spec.core().softwareMeshCycles(spec.runtime().receiveCycles()),
                spec.core().busyCycles(0, 0, 0, 0),
                runtime.costs());
        actor.message = record.message();
        actor.sentCycle = Math.min(cycle, record.sentCycle());
        actor.turnStart = cycle;
        actor.turn.begin(actor.message);
        actor.movedOn = false;
        actor.replay.begin(actor.turn.ledger(), cycle);
        cores.digest(number, cycle, EVENT_TURN_BEGUN, Mix.combine(actor.message.id(), actor.id));
        wantStep();
    }

    private void takeAnswer(long cycle) {
        MessageRecord record;
        try {
            record = actor.answer.take();
        } catch (MailboxCorrupted corrupted) {
            endByCorruption(cycle, corrupted);
            return;
        }
        actor.answered = false;
        actor.times.answered(
                cycle,
                record.message(),
                spec.core().softwareMeshCycles(spec.runtime().receiveCycles()),
                runtime.costs());
        actor.turn.answerCall(record.message());
        goOn(cycle);
    }

    private void endByCorruption(long cycle, MailboxCorrupted why) {
        runtime.fault(cycle, actor, new GuestFault(GuestFault.Kind.MEMORY, "?", why.getMessage(), 0));
        release(cycle);
    }

    /** The held guest goes on at this cycle. */
    private void goOn(long cycle) {
        actor.replay.stallUntil(cycle);
        actor.replay.nextSegment();
        actor.movedOn = false;
        wantStep();
    }

    private void wantStep() {
        todo = Todo.REPLAY;
        blocked = true;
        cores.want(actor);
    }

    // ---- replaying a turn --------------------------------------------------------------------------------------

    private void replay(long cycle) {
        long at = actor.replay.cycle();
        if (at > cycle) {
            actor.replay.execute(cycle, nearSoon, translationSoon, account);
            nearSoon = 0;
            translationSoon = 0;
            sleepUntil(cycle, at);
        } else if (actor.replay.atEnd()) {
            endSegment(cycle);
        } else {
            beginEntry(cycle);
        }
    }

    private void beginEntry(long cycle) {
        Ledger ledger = actor.turn.ledger();
        int entry = actor.replay.entry();
        switch (ledger.kind(entry)) {
            case SEND -> {
                actor.sending = true;
                actor.sendCycle = cycle;
                actor.times.sends(
                        cycle, spec.core().softwareMeshCycles(spec.core().sendCycles()));
                Message message = (Message) ledger.object(entry);
                runtime.sent(cycle, actor, message);
                beginSend();
            }
            case SPAWN -> beginWork(spec.runtime().spawnCycles(), Todo.FINISH_ENTRY);
            case REVOKE -> beginWork(spec.runtime().revokeCycles(), Todo.FINISH_ENTRY);
            case OVERSEE -> beginWork(runtime.lives().cycles((Oversight) ledger.object(entry)), Todo.FINISH_ENTRY);
            case TRAP_EXITS -> {
                runtime.lives().trapExits(cycle, actor, ledger.operand(entry) == 1);
                actor.replay.step();
            }
            case TIMER -> beginTimer((TimerWish) ledger.object(entry));
            case LOG -> {
                runtime.log(cycle, actor, (byte[]) ledger.object(entry));
                actor.replay.step();
            }
            case FETCH -> beginFetch(cycle, ledger.operand(entry));
            case WRITE_BACK -> {
                if (!actor.movedOn) {
                    cores.memory().writeBack(cycle, number, ledger.operand(entry));
                }
                actor.replay.step();
            }
        }
    }

    /** A lock and a few lines, as for a revocation: assumption. */
    private void beginTimer(TimerWish wish) {
        beginWork(spec.runtime().revokeCycles(), Todo.FINISH_ENTRY);
        walk.addLine(actor.control.address(), false);
        long record = runtime.timers().record(actor, wish);
        if (record != 0) {
            walk.addLine(record, true);
        }
    }

    private void beginFetch(long cycle, long wish) {
        if (LineWish.isPause(wish)) {
            pauseFor(cycle, LineWish.cycles(wish));
            return;
        }
        long near = spec.memory().nearCycles();
        if (actor.movedOn && LineWish.isPrefetch(wish)) {
            near = 0;
        } else if (actor.movedOn) {
            walk.begin();
            walk.touch(cycle, LineWish.line(wish), LineWish.toWrite(wish));
            near = walk.takeNearCycles();
        } else if (!LineWish.isNear(wish)) {
            near = !walk.request(cycle, wish) && LineWish.wasAsked(wish) ? near : 0;
        }
        if (walk.waits()) {
            todo = Todo.FETCHED;
            stall(cycle);
        } else {
            coreCounters.stall(Server.L2, near);
            actor.replay.stallUntil(cycle + near);
            actor.replay.step();
            nearSoon = near; // and nothing happens before they have passed
        }
    }

    /** The translation of an address takes so long. */
    private void pauseFor(long cycle, long cycles) {
        actor.replay.stallUntil(cycle + cycles);
        actor.replay.step();
        translationSoon = cycles;
    }

    /** The core is about to let go of an actor in mid-turn: what its tags foresaw will not come. */
    private void forgetRest(long cycle) {
        Ledger ledger = actor.turn.ledger();
        if (!actor.movedOn) {
            for (int entry = actor.replay.entry(); entry < ledger.size(); entry++) {
                long operand = ledger.operand(entry);
                if (ledger.kind(entry) == Ledger.Kind.WRITE_BACK) {
                    cores.memory().forget(cycle, number, operand);
                } else if (ledger.kind(entry) == Ledger.Kind.FETCH && !LineWish.isNear(operand)) {
                    cores.memory().forget(cycle, number, LineWish.line(operand));
                }
            }
        }
        actor.movedOn = true;
    }

    private void beginSend() {
        Message message = (Message) actor.turn.ledger().object(actor.replay.entry());
        SharedActor target = runtime.population().find(message.target());
        beginWork(spec.runtime().sendCycles(), Todo.FINISH_ENTRY);
        actor.times.tries(softwareCycles);
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

    private void finishEntry(long cycle) {
        actor.replay.stallUntil(cycle);
        Ledger ledger = actor.turn.ledger();
        int entry = actor.replay.entry();
        switch (ledger.kind(entry)) {
            case SEND -> {
                if (!finishSend(cycle, (Message) ledger.object(entry))) {
                    return;
                }
            }
            case SPAWN -> runtime.spawn(cycle, actor, (SpawnRequest) ledger.object(entry));
            case REVOKE -> runtime.revoke(cycle, actor, (Capability) ledger.object(entry), (int) ledger.operand(entry));
            case OVERSEE -> runtime.lives().oversee(cycle, actor, (Oversight) ledger.object(entry));
            case TIMER -> runtime.timers().carryOut(cycle, actor, (TimerWish) ledger.object(entry));
            default -> throw new IllegalStateException("core " + number + " finished " + ledger.kind(entry));
        }
        actor.replay.step();
        todo = Todo.REPLAY;
    }

    /** Returns false if the actor must wait for room; the core has let go of it then. */
    private boolean finishSend(long cycle, Message message) {
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
            forgetRest(cycle);
            release(cycle);
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

    private void endSegment(long cycle) {
        if (actor.doom != null) {
            runtime.fault(cycle, actor, actor.doom);
            release(cycle);
        } else if (actor.step instanceof Step.Awaiting awaiting) {
            if (awaiting.point() == SyncPoint.TIME && waits(cycle)) {
                return;
            }
            counters.holds++;
            cores.digest(
                    number,
                    cycle,
                    EVENT_HELD,
                    Mix.combine(actor.id, awaiting.point().ordinal()));
            await(cycle, awaiting.point());
        } else {
            endTurn(cycle);
        }
    }

    /** Stands still until the time that the guest waits for; false if that has come. The core stays with its actor. */
    private boolean waits(long cycle) {
        long wake = spec.cycleAt(actor.turn.wakeNanoseconds());
        if (wake <= cycle) {
            return false;
        }
        actor.replay.stallUntil(wake);
        account.turnTo(cycle, CyclePart.IDLE);
        sleepUntil(cycle, wake);
        return true;
    }

    private void await(long cycle, SyncPoint point) {
        if (point == SyncPoint.CLOCK || point == SyncPoint.TIME) {
            actor.turn.answerClock(spec.nanoseconds(cycle));
        }
        if (point != SyncPoint.REPLY) {
            goOn(cycle);
        } else if (actor.answered) {
            todo = Todo.RESUME;
        } else {
            actor.state = SharedActor.State.AWAITS_REPLY;
            release(cycle);
        }
    }

    private void endTurn(long cycle) {
        Ledger ledger = actor.turn.ledger();
        counters.turnEnded(ledger, cycle - actor.turnStart - actor.replay.stallCycles());
        counters.turnLatency.record(cycle - actor.sentCycle);
        cores.digest(number, cycle, EVENT_TURN_ENDED, Mix.combine(actor.id, ledger.instructions()));
        if (runtime.observer() != null) {
            runtime.observer().onTurn(actor.turnStart, cycle, actor.id, number, actor.message, ledger.instructions());
        }
        ledger.clearEntries();
        actor.movedOn = false;
        Step step = actor.step;
        actor.step = null;
        actor.message = null;
        actor.marks.turn();
        if (step instanceof Step.Trapped trapped) {
            runtime.fault(cycle, actor, trapped.fault());
            release(cycle);
        } else if (step instanceof Step.Exited exited) {
            runtime.lives().end(cycle, actor, "exit " + exited.code(), EndReason.EXITED, exited.code());
            release(cycle);
        } else {
            afterTurn(cycle);
        }
    }

    private void afterTurn(long cycle) {
        try {
            if (actor.mailbox.isEmpty() || actor.stopped || actor.stopping || actor.successor != null) {
                actor.state = SharedActor.State.IDLE;
                release(cycle);
            } else if (++actor.turnsSinceDispatch < spec.runtime().turnsPerDispatch()) {
                todo = Todo.RESUME;
            } else {
                runtime.makeReady(actor);
                release(cycle);
            }
        } catch (MailboxCorrupted corrupted) {
            endByCorruption(cycle, corrupted);
        }
    }

    /** Lets go of the actor; the core takes the next one before the cycle is over. */
    private void release(long cycle) {
        account.turnTo(cycle, CyclePart.IDLE);
        actor.core = null;
        actor.times.left(cycle);
        if (actor.stopping && !actor.ended()) {
            runtime.lives().finishStop(cycle, actor);
        } else if (actor.successor != null && !actor.ended()) {
            runtime.lives().reimage(cycle, actor);
        }
        lastActor = actor;
        actor = null;
        idleSince = cycle;
        todo = Todo.IDLE;
        blocked = true;
    }

    // ---- lines and time ----------------------------------------------------------------------------------------

    /** Begins a piece of the runtime's work: lines, which the caller adds, then software, then {@code then}. */
    private void beginWork(int coreCycles, Todo then) {
        walk.begin();
        softwareCycles = spec.core().softwareMeshCycles(coreCycles);
        afterLines = then;
        todo = Todo.LINES;
    }

    private void touchLines(long cycle) {
        switch (walk.goOn(cycle)) {
            case DONE -> {
                todo = afterLines;
                account.turnTo(cycle, CyclePart.MESSAGE_SOFTWARE);
                sleepUntil(cycle, cycle + softwareCycles);
            }
            case WAITS_FOR_LINE -> stall(cycle);
            case WAITS_FOR_TRANSLATION -> {
                account.turnTo(cycle, CyclePart.TRANSLATION);
                sleepUntil(cycle, cycle + walk.takeTranslationCycles());
            }
            case WAITS_FOR_L2 -> {
                long near = walk.takeNearCycles();
                coreCounters.stall(Server.L2, near);
                account.turnTo(cycle, CyclePart.L2);
                sleepUntil(cycle, cycle + near);
            }
        }
    }

    /** Stands still until a line is there. */
    private void stall(long cycle) {
        blocked = true;
        waitSince = cycle;
        account.turnTo(cycle, CyclePart.UNSERVED);
    }

    private void sleepUntil(long cycle, long until) {
        if (until > cycle) {
            blocked = true;
            cores.wakeCore(until, number);
        }
    }

    // ---- state -------------------------------------------------------------------------------------------------

    void save(StateWriter out) {
        out.writeBoolean(hung);
        account.save(out);
        out.writeLong(actor == null ? 0 : actor.id);
        out.writeLong(lastActor == null ? 0 : lastActor.id);
        out.writeLong(idleSince);
        out.writeInt(todo.ordinal());
        out.writeBoolean(blocked);
        walk.save(out);
        out.writeLong(softwareCycles);
        out.writeInt(afterLines.ordinal());
        out.writeLong(waitSince);
    }

    void load(StateReader in) {
        hung = in.readBoolean();
        account.load(in);
        actor = runtime.population().find(in.readLong());
        if (actor != null) {
            actor.core = this;
            actor.cache.runOn(number);
        }
        lastActor = runtime.population().find(in.readLong());
        idleSince = in.readLong();
        todo = Todo.values()[in.readIndex(Todo.values().length, "activities")];
        blocked = in.readBoolean();
        walk.load(in);
        softwareCycles = in.readLong();
        afterLines = Todo.values()[in.readIndex(Todo.values().length, "activities")];
        waitSince = in.readLong();
    }
}
