package org.skerry.sim.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.SyncPoint;
import org.skerry.sim.actor.TimerWish;
import org.skerry.sim.device.Device;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.GuestCall;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.stats.Unit;
import org.skerry.sim.trace.Floorplan;

/**
 * The oracle: a machine without time, caches, wires or limits on mailboxes. Messages are delivered in the order in which they were
 * sent, one turn after another; a cycle is a turn, and timers are due when nothing else can happen. Whatever a timed machine computes for an order-insensitive workload must equal
 * what this one computes.
 */
public final class ImmediateMachine implements Machine {
    private static final int EVENT_DELIVERED = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_REFUSED = 3;
    private static final int EVENT_OVERSEEN = 4;

    private final RandomStreams streams;
    private final ExecutionSpec execution;
    private final Carriers carriers;
    private final ImmediatePopulation population;
    private final ArrayDeque<ImmediateActor> ready = new ArrayDeque<>();
    private final EntityDigests events = new EntityDigests(1);
    private final List<LogLine> log = new ArrayList<>();
    private final List<ActorFault> faults = new ArrayList<>();
    private final StatsRegistry registry = new StatsRegistry();
    private final ImmediateCounters count = new ImmediateCounters();
    private final ImmediateTime time = new ImmediateTime();
    private final ImmediateLife life = new ImmediateLife(this);

    private RunObserver observer;
    private PlanDeployment deployment;
    private CheckpointOrigin origin;
    private ImmediateActor stepping; // its step is being carried out; it joins the queue itself afterwards
    private volatile boolean stopRequested;
    private long turnLimit;

    /** A machine whose actors draw their randomness from {@code seed}. */
    public ImmediateMachine(long seed, ExecutionSpec execution) {
        this.streams = new RandomStreams(seed);
        this.execution = execution;
        this.population = new ImmediatePopulation(this, streams);
        this.carriers = new Carriers(execution.maxHeld(), Carriers.DEFAULT_STACK_BYTES);
        count.register(registry);
        registry.gauge("actors.started", Unit.COUNT, "actors that came to life", population::size);
        registry.gauge("actors.faulted", Unit.COUNT, "actors that died of their own fault", faults::size);
    }

    @Override
    public Deployment deploy(DeploymentPlan plan) {
        if (deployment != null) {
            throw new IllegalStateException("a machine takes one deployment in its life");
        }
        ActorBirth births = new ActorBirth(plan);
        population.furnish(plan);
        for (int i = 0; i < plan.actors().size(); i++) {
            HandleTable table = population.newTable();
            Grants grants = births.endow(i, name -> 0, table);
            DeploymentPlan.ActorPlan actor = plan.actors().get(i);
            ImmediateActor born =
                    create(actor.name(), ActorBirth.imageId(actor.image()), ActorBirth.actorId(i), table, grants);
            births.bind(i, name -> 0, born.admission);
            deliver(births.start(i));
        }
        origin = CheckpointOrigin.of("immediate machine, seed " + streams.seed(), plan);
        deployment = new PlanDeployment(
                plan, name -> 0, name -> population.memoryOf(ActorBirth.actorId(births.indexOf(name))));
        return deployment;
    }

    @Override
    public RunOutcome run(RunLimits limits) {
        turnLimit = limits.toCycle();
        do {
            carriers.run(this::advance);
            turnLimit++;
        } while (limits.settle()
                && !isIdle()
                && !stopRequested
                && !population.held().isEmpty());
        return outcome();
    }

    /** The kernel loop: whose turn is next, or null when there is nothing to run. */
    private GuestCall advance() {
        while (isWaiting() && !stopRequested && count.turns < turnLimit) {
            ImmediateActor outside = population.outside();
            if (outside != null && time.passTo(count.turns, outside.device.nextNanoseconds())) {
                ready.add(outside);
            } else {
                deliver(time.pass(count.turns));
            }
        }
        if (ready.isEmpty()
                || stopRequested
                || count.turns >= turnLimit && !ready.peek().held()) {
            return null;
        }
        ImmediateActor actor = ready.remove();
        if (!actor.held() && actor.device == null) {
            count.turns++;
            count.delivered++;
        }
        actor.begin();
        return actor;
    }

    /** Whether nothing will ever happen of itself. */
    private boolean isIdle() {
        return ready.isEmpty() && !isWaiting();
    }

    /** Whether nothing happens before time has passed. */
    private boolean isWaiting() {
        return ready.isEmpty() && (!time.isIdle() || population.outside() != null);
    }

    private RunOutcome outcome() {
        if (stopRequested) {
            return new RunOutcome.LimitReached(count.turns, "a stop was asked for");
        }
        if (!isIdle()) {
            return new RunOutcome.LimitReached(count.turns, "the limit of " + count.turns + " turns was reached");
        }
        List<String> waits = new ArrayList<>();
        for (String name : population.held()) {
            waits.add("actor '" + name + "' waits for a reply that nobody will send");
        }
        if (!waits.isEmpty()) {
            return new RunOutcome.Deadlocked(count.turns, waits);
        }
        return faults.isEmpty()
                ? new RunOutcome.Quiescent(count.turns)
                : new RunOutcome.Faulted(count.turns, List.copyOf(faults));
    }

    /** A device handles its message, or does what it does of itself. No turn of an actor passes meanwhile. */
    void serve(ImmediateActor actor) {
        if (actor.turn.message().id() == ActorBirth.own(actor.id).id()) {
            actor.device.act(actor.turn, time.nanoseconds(count.turns));
        } else {
            count.delivered++;
            actor.device.serve(actor.turn, time.nanoseconds(count.turns));
        }
    }

    /** Carries out what a step did. Called with the baton, right after the step. */
    void stepped(ImmediateActor actor, Step step) {
        Ledger ledger = actor.turn.ledger();
        stepping = actor;
        for (int i = 0; i < ledger.size(); i++) {
            carryOut(actor, ledger.entry(i));
        }
        stepping = null;
        ledger.clearEntries();
        events.add(0, count.turns, EVENT_STEP, Mix.combine(actor.id, ledger.instructions()));
        Oversight fate = actor.fate;
        actor.fate = null;
        if (fate != null && !(step instanceof Step.Trapped) && !(step instanceof Step.Exited)) {
            count.instructions += ledger.instructions();
            life.meet(actor, fate);
            return;
        }
        if (step instanceof Step.Awaiting awaiting) {
            count.holds++;
            await(actor, awaiting.point());
            return;
        }
        count.instructions += ledger.instructions();
        if (observer != null && actor.device == null) {
            observer.onTurn(count.turns - 1, count.turns, actor.id, 0, actor.turn.message(), ledger.instructions());
        }
        if (step instanceof Step.Trapped trapped) {
            faults.add(new ActorFault(actor.name, count.turns, trapped.fault()));
            life.end(actor, "fault", EndReason.TRAPPED, trapped.fault().kind().ordinal());
        } else if (step instanceof Step.Exited exited) {
            life.end(actor, "exit " + exited.code(), EndReason.EXITED, exited.code());
        } else if (actor.ready()) {
            ready.add(actor);
        }
    }

    private void carryOut(ImmediateActor actor, Ledger.Entry entry) {
        switch (entry.kind()) {
            case SEND -> {
                Message message = (Message) entry.object();
                count.sent++;
                if (observer != null) {
                    observer.onMessageSent(count.turns, 0, message);
                }
                deliver(message);
            }
            case SPAWN -> spawn(actor, (SpawnRequest) entry.object());
            case REVOKE -> revoke(actor, (Capability) entry.object(), (int) entry.operand());
            case LOG -> log.add(new LogLine(count.turns, actor.name, LogLine.decode((byte[]) entry.object())));
            case OVERSEE -> {
                Oversight wish = (Oversight) entry.object();
                events.add(0, count.turns, EVENT_OVERSEEN, wish.id());
                life.oversee(actor, wish);
            }
            case TRAP_EXITS -> life.trapExits(actor, entry.operand() == 1);
            case TIMER -> {
                time.carryOut(count.turns, actor.id, (TimerWish) entry.object());
                actor.inbox.removeIf(message -> !actor.turn.expects(message));
            }
            case FETCH, WRITE_BACK -> {}
        }
    }

    private void await(ImmediateActor actor, SyncPoint point) {
        if (point == SyncPoint.CLOCK || point == SyncPoint.TIME) {
            actor.turn.answerClock(time.nanoseconds(count.turns));
        }
        if (point != SyncPoint.REPLY) {
            actor.answered();
            ready.add(actor);
        }
    }

    void deliver(Message message) {
        ImmediateActor target = population.find(message.target());
        Status status = target == null ? Status.TARGET_DEAD : target.admission.admit(message);
        boolean answersCall = message.callId() != 0 && message.replyTo() == null;
        if (status == Status.OK && answersCall && target.turn.awaitedCall() != message.callId()) {
            status = Status.TARGET_DEAD;
        }
        events.add(
                0,
                count.turns,
                status == Status.OK ? EVENT_DELIVERED : EVENT_REFUSED,
                Mix.combine(message.id(), status.code()));
        if (status != Status.OK) {
            refuse(message, status);
            return;
        }
        if (observer != null) {
            observer.onMessageDelivered(count.turns, 0, message);
        }
        if (answersCall) {
            target.turn.answerCall(message);
            target.answered();
            ready.add(target);
            return;
        }
        boolean wasReady = target.ready() || target.held();
        target.inbox.add(message);
        if (!wasReady && target != stepping) {
            ready.add(target);
        }
    }

    void refuse(Message message, Status why) {
        count.refused++;
        if (observer != null) {
            observer.onMessageRefused(count.turns, 0, message, why);
        }
        if (message.sender() != 0) {
            deliver(message.refusal(why));
        }
    }

    private void revoke(ImmediateActor revoker, Capability capability, int handle) {
        count.revocations++;
        ImmediateActor target = population.find(capability.target());
        if (target != null) {
            life.revoke(target, capability.id());
        }
        if (observer != null) {
            observer.onRevoked(count.turns, 0, capability.id());
        }
        deliver(Message.revoked(capability, handle, revoker.id));
    }

    private void spawn(ImmediateActor parent, SpawnRequest request) {
        HandleTable table = population.newTable();
        ActorBirth.installSelf(request.child(), 0, table);
        try {
            String name = ActorBirth.childName(parent.name, ++parent.children);
            create(name, request.image(), request.child(), table, Grants.NONE);
        } catch (GuestException e) {
            deliver(Message.refusal(request, Status.NO_ROOM));
            return;
        }
        deliver(request.start());
    }

    /** An actor comes to life. */
    ImmediateActor create(String name, long image, long id, HandleTable table, Grants grants) {
        ImmediateActor actor = population.add(name, image, id, table, grants, registry);
        if (observer != null) {
            observer.onActorStarted(count.turns, id, 0);
        }
        life.began(actor);
        return actor;
    }

    /** What anybody who watches hears of an end. */
    void noteEnd(ImmediateActor actor, String how) {
        if (observer != null) {
            observer.onActorEnded(count.turns, actor.id, 0, how);
        }
    }

    /** All actors, and the programs that they are made of. */
    ImmediatePopulation population() {
        return population;
    }

    ImmediateTime time() {
        return time;
    }

    /** Whether what a step of this actor did is being carried out. */
    boolean isStepping(ImmediateActor actor) {
        return actor == stepping;
    }

    /** Its turn, if it is in one, is over where it stands. */
    void stand(ImmediateActor actor) {
        actor.abandon();
        ready.remove(actor);
    }

    @Override
    public List<ActorAuthority> authority() {
        return population.authority();
    }

    @Override
    public void requestStop() {
        stopRequested = true;
    }

    @Override
    public int places() {
        return 1;
    }

    @Override
    public long cycle() {
        return count.turns;
    }

    @Override
    public long turns() {
        return count.turns;
    }

    @Override
    public StatsSnapshot statistics() {
        return registry.snapshot(count.turns);
    }

    @Override
    public String digest() {
        DigestCombiner digest = new DigestCombiner();
        digest.add(0, events.high(0), events.low(0));
        population.digest(digest);
        return digest.hex();
    }

    @Override
    public List<LogLine> log() {
        return List.copyOf(log);
    }

    @Override
    public Map<String, Device> devices() {
        return population.devices();
    }

    @Override
    public Floorplan floorplan() {
        return new Floorplan(List.of());
    }

    @Override
    public void observe(RunObserver newObserver) {
        observer = newObserver;
    }

    @Override
    public void observeLives(LifeObserver newObserver) {
        life.observe(newObserver);
    }

    @Override
    public byte[] checkpoint() {
        List<String> held = population.held();
        if (!held.isEmpty()) {
            throw CheckpointRefused.held(held);
        }
        StateWriter out = new StateWriter();
        origin.write(out);
        count.save(out);
        time.save(out);
        events.save(out);
        LogLine.writeAll(log, out);
        ActorFault.writeAll(faults, out);
        population.save(out);
        out.writeLongs(ready.stream().mapToLong(actor -> actor.id).toArray());
        return out.toByteArray();
    }

    @Override
    public void restore(byte[] checkpoint) {
        StateReader in = new StateReader(checkpoint);
        origin.check(in);
        count.load(in);
        time.load(in);
        events.load(in);
        LogLine.readAll(log, in);
        ActorFault.readAll(faults, in);
        population.load(in);
        ready.clear();
        for (long id : in.readLongs()) {
            ready.add(population.find(id));
        }
        in.end();
    }

    @Override
    public void close() {
        carriers.close();
    }
}
