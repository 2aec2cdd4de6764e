package org.skerry.model.sharedmem;

import java.util.List;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.CyclePart;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.model.sharedmem.containment.Crossing;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.SyncPoint;
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
 * <p>Here is which actor it runs, and how far. What the runtime does on it is {@link RuntimeWork}; what its guests ask of the runtime,
 * {@link LedgerDeeds}; what they ask of memory, {@link GuestAccesses}; how its cycles pass, {@link CoreTime}.
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
        FINISH_ENTRY,
        FAULTED,
        PREEMPTED
    }

    /** What its cycles are spent on: its actors leave it when they wait, so that it waits for lines only. */
    static final List<CyclePart> PARTS = List.of(
            CyclePart.COMPUTE,
            CyclePart.PRIVATE_MEMORY,
            CyclePart.TRANSLATION,
            CyclePart.INSTRUCTION_FETCH,
            CyclePart.L2,
            CyclePart.SHARED_CACHE,
            CyclePart.OTHER_CORE,
            CyclePart.DRAM,
            CyclePart.UNSERVED,
            CyclePart.MESSAGE_SOFTWARE,
            CyclePart.IDLE);

    /** The same on a machine with caches of instructions, or without. */
    static List<CyclePart> parts(boolean code) {
        return code
                ? PARTS
                : PARTS.stream()
                        .filter(part -> part != CyclePart.INSTRUCTION_FETCH)
                        .toList();
    }

    final int number;
    private final Cores cores;
    private final SharedMemorySpec spec;
    private final ActorRuntime runtime;
    private final CoreCounters counters;
    private final TurnJournal journal;
    private final LineWalk walk;
    private final CoreTime time;
    private final RuntimeWork work;
    private final LedgerDeeds deeds;
    private final GuestAccesses accesses;
    private final long quantum; // cycles that an actor may run while others are ready; 0: as long as it likes

    private SharedActor actor;
    private SharedActor lastActor;
    private long idleSince;
    private long quantumEnd;
    private Todo todo = Todo.IDLE;
    private boolean hung; // it has broken, and stands still for good
    private Todo afterLines = Todo.IDLE;

    Core(int number, Cores cores, SharedMemorySpec spec, ActorRuntime runtime, CoreCounters counters, LineWalk walk) {
        this.number = number;
        this.cores = cores;
        this.spec = spec;
        this.runtime = runtime;
        this.counters = counters;
        this.journal = new TurnJournal(number, cores, runtime);
        this.walk = walk;
        this.time = new CoreTime(number, cores, counters);
        this.work = new RuntimeWork(number, spec, runtime.population().containment(), time, counters, walk);
        this.deeds = new LedgerDeeds(spec, runtime, work);
        this.accesses = new GuestAccesses(number, cores, time, counters, walk, spec);
        this.quantum =
                spec.core().clock().toMesh(runtime.population().containment().quantumCycles());
    }

    CycleAccount account() {
        return time.account();
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
        counters.dispatches++;
        long cost = cycle > idleSince ? spec.core().wakeUpMeshCycles() : 0;
        todo = Todo.RESUME;
        boolean other = actor != lastActor;
        work.begin(
                other ? spec.runtime().switchCycles() : 0,
                other ? Crossing.SWITCH : Crossing.RESUME,
                actor,
                lastActor,
                0);
        cost += work.takeSoftwareCycles();
        if (!walk.isEmpty()) {
            workThen(Todo.RESUME);
        }
        quantumEnd = cycle + quantum;
        time.goOn();
        time.spend(cycle, CyclePart.MESSAGE_SOFTWARE);
        time.sleepUntil(cycle, cycle + cost);
        proceed(cycle);
    }

    /** An event that {@link CoreTime#sleepUntil} asked for is due. */
    void wake(long cycle) {
        if (todo != Todo.IDLE) {
            time.goOn();
            proceed(cycle);
        }
    }

    /** The line it waits for is there. */
    void served(long cycle, long line, Server server) {
        if (todo == Todo.IDLE) {
            return; // the runtime panicked meanwhile
        }
        walk.served();
        journal.served(cycle, actor);
        if (accesses.overlaps(line)) {
            accesses.served(cycle, line);
            lookAgain(cycle, server);
            return;
        }
        time.served(cycle, server);
        time.goOn();
        proceed(cycle);
    }

    /** Lines of its window may be due that it asks for. */
    void ask(long cycle) {
        if (todo != Todo.IDLE && accesses.ask(cycle)) {
            lookAgain(cycle, Server.L2);
        }
    }

    private void lookAgain(long cycle, Server server) {
        if (accesses.isHeld()) {
            accesses.lookAgain(cycle, actor, server);
            time.goOn();
            proceed(cycle);
        }
    }

    /** Called by the actor: its guest has gone as far as it could. */
    void guestStepped() {
        cores.stepped(this);
    }

    /** The guest has gone as far as it could. */
    void stepped() {
        time.goOn();
        proceed(cores.cycle());
    }

    /** It stands still from now on, with the actor that it runs. */
    void hang(long cycle) {
        hung = true;
        time.spend(cycle, CyclePart.IDLE);
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
        time.spend(cycle, CyclePart.IDLE);
        accesses.clear();
        actor = null;
        todo = Todo.IDLE;
        time.block();
    }

    private void proceed(long cycle) {
        if (hung) {
            return;
        }
        while (!time.blocked()) {
            switch (todo) {
                case IDLE -> time.block();
                case RESUME -> resume(cycle);
                case LINES -> {
                    if (work.touchLines(cycle)) {
                        todo = afterLines;
                    }
                }
                case TAKE_MESSAGE -> takeMessage(cycle);
                case TAKE_ANSWER -> takeAnswer(cycle);
                case REPLAY -> replay(cycle);
                case FETCHED -> {
                    accesses.fetched(cycle, actor);
                    todo = Todo.REPLAY;
                }
                case FINISH_ENTRY -> finishEntry(cycle);
                case FAULTED -> faulted(cycle);
                case PREEMPTED -> preempted(cycle);
            }
        }
    }

    // ---- taking up an actor ------------------------------------------------------------------------------------

    private void resume(long cycle) {
        if (actor.ended()) {
            release(cycle);
        } else if (actor.preempted) {
            actor.preempted = false;
            actor.replay.goOn(cycle);
            todo = Todo.REPLAY;
        } else if (actor.sending) {
            actor.replay.stallUntil(cycle);
            journal.foundRoom(cycle, actor);
            deeds.beginSend(actor);
            workThen(Todo.FINISH_ENTRY);
        } else if (actor.held()) {
            actor.times.resumed(cycle);
            SharedActor sender = runtime.population().find(actor.answer.sender());
            work.begin(spec.runtime().receiveCycles(), Crossing.RECEIVE, actor, sender, actor.answer.bytes());
            workThen(Todo.TAKE_ANSWER);
            walk.addLine(actor.control.address(), false);
            walk.addCopy(actor.answer.address(), actor.answer.bytes(), false);
            runtime.devices().addCopy(actor.answer.identifier(), work, walk);
        } else {
            beginReceive(cycle);
        }
    }

    /** Does the piece of the runtime's work that has begun, and {@code then} what comes after it. */
    private void workThen(Todo then) {
        afterLines = then;
        todo = Todo.LINES;
    }

    private void beginReceive(long cycle) {
        actor.times.resumed(cycle);
        try {
            int bytes = actor.mailbox.nextBytes();
            SharedActor sender = runtime.population().find(actor.mailbox.nextSender());
            work.begin(spec.runtime().receiveCycles(), Crossing.RECEIVE, actor, sender, bytes);
            workThen(Todo.TAKE_MESSAGE);
            walk.addLine(actor.control.address(), false);
            walk.addLine(actor.mailbox.address(), true); // its state lies there as well: it is running now
            walk.addRecord(actor.mailbox, actor.mailbox.headAddress(), bytes, false);
            runtime.devices().addCopy(actor.mailbox.nextIdentifier(), work, walk);
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
                cycle, record.message(), work.softwareCycles(), spec.core().busyCycles(0, 0, 0, 0), runtime.costs());
        actor.message = record.message();
        actor.sentCycle = Math.min(cycle, record.sentCycle());
        actor.turnStart = cycle;
        actor.turn.begin(actor.message);
        actor.movedOn = false;
        actor.replay.begin(actor.turn.ledger(), cycle);
        actor.cache.beginTurn();
        journal.begun(cycle, actor);
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
        actor.times.answered(cycle, record.message(), work.softwareCycles(), runtime.costs());
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
        time.block();
        cores.want(actor);
    }

    // ---- replaying a turn --------------------------------------------------------------------------------------

    private void replay(long cycle) {
        if (accesses.isFull(cycle, actor)) {
            return;
        }
        long at = actor.replay.cycle();
        if (quantum > 0 && cycle >= quantumEnd && !cores.othersWaitFor(number)) {
            quantumEnd = cycle + quantum; // the clock is set again where somebody waits
        }
        if (quantum > 0 && cycle >= quantumEnd) {
            if (accesses.drained(cycle)) {
                interrupt(cycle);
            }
        } else if (at > cycle) {
            accesses.execute(cycle, actor);
            long until = Math.min(at, accesses.limit(actor));
            time.sleepUntil(cycle, quantum > 0 ? Math.min(until, quantumEnd) : until);
        } else if (actor.replay.atEnd()) {
            if (accesses.mayEnd(cycle, actor)) {
                endSegment(cycle);
            }
        } else {
            beginEntry(cycle);
        }
    }

    /** The clock interrupts the actor in mid-turn, as others wait for the core; it stands still until its turn comes again. */
    private void interrupt(long cycle) {
        actor.replay.stand(cycle);
        work.begin(0, Crossing.PREEMPT, actor, null, 0);
        workThen(Todo.PREEMPTED);
        actor.preempted = true;
        quantumEnd = cycle + quantum;
    }

    private void preempted(long cycle) {
        accesses.forgetRest(cycle, actor);
        if (!actor.stopping && actor.successor == null) {
            runtime.makeReady(actor);
        }
        release(cycle);
    }

    private void beginEntry(long cycle) {
        Ledger ledger = actor.turn.ledger();
        int entry = actor.replay.entry();
        switch (ledger.kind(entry)) {
            case FETCH -> {
                if (accesses.fetch(cycle, actor, ledger.operand(entry))) {
                    todo = Todo.FETCHED;
                }
            }
            case WRITE_BACK -> accesses.writeBack(cycle, actor, ledger.operand(entry));
            default -> {
                if (accesses.drained(cycle) && deeds.begin(cycle, actor, ledger, entry)) {
                    workThen(Todo.FINISH_ENTRY);
                }
            }
        }
    }

    private void finishEntry(long cycle) {
        if (deeds.finish(cycle, actor)) {
            todo = Todo.REPLAY;
        } else {
            accesses.forgetRest(cycle, actor);
            release(cycle);
        }
    }

    private void endSegment(long cycle) {
        if (actor.doom != null) {
            runtime.fault(cycle, actor, actor.doom);
            release(cycle);
        } else if (actor.step instanceof Step.Awaiting awaiting) {
            if (awaiting.point() == SyncPoint.TIME && waits(cycle)) {
                return;
            }
            journal.held(cycle, actor, awaiting.point());
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
        time.spend(cycle, CyclePart.IDLE);
        time.sleepUntil(cycle, wake);
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
        journal.ended(cycle, actor, ledger);
        ledger.clearEntries();
        actor.movedOn = false;
        Step step = actor.step;
        actor.message = null;
        actor.marks.turn();
        if (step instanceof Step.Trapped) {
            work.begin(0, Crossing.FAULT, actor, null, 0);
            workThen(Todo.FAULTED);
            return;
        }
        actor.step = null;
        if (step instanceof Step.Exited exited) {
            runtime.lives().end(cycle, actor, "exit " + exited.code(), EndReason.EXITED, exited.code());
            release(cycle);
        } else {
            afterTurn(cycle);
        }
    }

    /** Whoever deals with a trap has done so. */
    private void faulted(long cycle) {
        Step.Trapped trapped = (Step.Trapped) actor.step;
        actor.step = null;
        runtime.fault(cycle, actor, trapped.fault());
        release(cycle);
    }

    private void afterTurn(long cycle) {
        try {
            if (actor.mailbox.isEmpty() || actor.stopped || actor.stopping || actor.successor != null) {
                actor.state = SharedActor.State.IDLE;
                release(cycle);
            } else if (mayGoOn(cycle)) {
                todo = Todo.RESUME;
            } else {
                runtime.makeReady(actor);
                release(cycle);
            }
        } catch (MailboxCorrupted corrupted) {
            endByCorruption(cycle, corrupted);
        }
    }

    /** Whether the actor may handle one message more. Where no clock interrupts it, it gives way after some. */
    private boolean mayGoOn(long cycle) {
        return quantum > 0
                ? cycle < quantumEnd || !cores.othersWaitFor(number)
                : ++actor.turnsSinceDispatch < spec.runtime().turnsPerDispatch();
    }

    /** Lets go of the actor; the core takes the next one before the cycle is over. */
    private void release(long cycle) {
        time.spend(cycle, CyclePart.IDLE);
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
        time.block();
    }

    // ---- state -------------------------------------------------------------------------------------------------

    void save(StateWriter out) {
        out.writeBoolean(hung);
        time.save(out);
        out.writeLong(actor == null ? 0 : actor.id);
        out.writeLong(lastActor == null ? 0 : lastActor.id);
        out.writeLong(idleSince);
        out.writeLong(quantumEnd);
        out.writeInt(todo.ordinal());
        work.save(out);
        accesses.save(out);
        out.writeInt(afterLines.ordinal());
    }

    void load(StateReader in) {
        hung = in.readBoolean();
        time.load(in);
        actor = runtime.population().find(in.readLong());
        if (actor != null) {
            actor.core = this;
            actor.cache.runOn(number);
        }
        lastActor = runtime.population().find(in.readLong());
        idleSince = in.readLong();
        quantumEnd = in.readLong();
        todo = Todo.values()[in.readIndex(Todo.values().length, "activities")];
        work.load(in);
        accesses.load(in);
        afterLines = Todo.values()[in.readIndex(Todo.values().length, "activities")];
    }
}
