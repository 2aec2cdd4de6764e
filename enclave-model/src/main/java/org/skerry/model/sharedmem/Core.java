package org.skerry.model.sharedmem;

import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.CyclePart;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.model.sharedmem.containment.Crossing;
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
 * <p>Here is which actor it runs, and what of the following comes next. Turns: {@link TurnBegin}, {@link LedgerReplay},
 * {@link TurnHold}, {@link TurnEnd}. What the runtime does on it is {@link RuntimeWork}; what its guests ask of the runtime,
 * {@link LedgerDeeds}; what they ask of memory, {@link GuestAccesses}; how its cycles pass, {@link CoreTime}; how long one actor may
 * have it, {@link Quantum}.
 */
final class Core {
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
    private final Quantum quantum;
    private final TurnBegin begins;
    private final TurnHold holds;
    private final TurnEnd ends;
    private final LedgerReplay replay;

    private SharedActor actor;
    private SharedActor lastActor;
    private long idleSince;
    private Todo todo = Todo.IDLE;
    private boolean hung; // it has broken, and stands still for good

    Core(int number, Cores cores, SharedMemorySpec spec, ActorRuntime runtime, CoreCounters counters, LineWalk walk) {
        this.number = number;
        this.cores = cores;
        this.spec = spec;
        this.runtime = runtime;
        this.counters = counters;
        this.journal = new TurnJournal(number, cores, runtime);
        this.walk = walk;
        this.time = new CoreTime(number, cores, counters);
        this.work = new RuntimeWork(
                number,
                spec,
                runtime.population().containment(),
                runtime.population().softwareCode(),
                time,
                counters,
                walk);
        this.deeds = new LedgerDeeds(spec, runtime, work);
        this.accesses = new GuestAccesses(number, cores, time, counters, walk, spec);
        this.quantum = new Quantum(
                number,
                cores,
                spec,
                spec.core().clock().toMesh(runtime.population().containment().quantumCycles()));
        this.ends = new TurnEnd(runtime, work, journal, quantum);
        this.begins = new TurnBegin(spec, runtime, work, walk, journal, ends);
        this.holds = new TurnHold(spec, runtime, work, walk, time, journal, ends);
        this.replay = new LedgerReplay(runtime, time, work, deeds, accesses, quantum, holds, ends);
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
            todo = work.then(Todo.RESUME);
        }
        quantum.begin(cycle);
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
        if (todo == Todo.LINES && work.translating()) {
            return; // it goes on when the translation is there
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
                case RESUME -> todo = resume(cycle);
                case LINES -> {
                    if (work.touchLines(cycle)) {
                        todo = work.next();
                    }
                }
                case TAKE_MESSAGE -> todo = begins.take(cycle, actor);
                case TAKE_ANSWER -> todo = holds.takeAnswer(cycle, actor);
                case REPLAY -> todo = replay.goOn(cycle, actor);
                case FETCHED -> todo = replay.fetched(cycle, actor);
                case FINISH_ENTRY -> todo = replay.finishEntry(cycle, actor);
                case FAULTED -> todo = ends.faulted(cycle, actor);
                case PREEMPTED -> todo = replay.preempted(cycle, actor);
                case STEP -> step();
                case RELEASE -> release(cycle);
            }
        }
    }

    /** The actor has the core: what it does with it. */
    private Todo resume(long cycle) {
        if (actor.ended()) {
            return Todo.RELEASE;
        }
        if (actor.preempted) {
            return replay.resume(cycle, actor);
        }
        if (actor.sending) {
            actor.replay.stallUntil(cycle);
            journal.foundRoom(cycle, actor);
            deeds.beginSend(actor);
            return work.then(Todo.FINISH_ENTRY);
        }
        return actor.held() ? holds.receiveAnswer(cycle, actor) : begins.receive(cycle, actor);
    }

    private void step() {
        todo = Todo.REPLAY;
        time.block();
        cores.want(actor);
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
        quantum.save(out);
        out.writeInt(todo.ordinal());
        work.save(out);
        accesses.save(out);
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
        quantum.load(in);
        todo = Todo.values()[in.readIndex(Todo.values().length, "activities")];
        work.load(in);
        accesses.load(in);
    }
}
