package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.fault.Breakage;
import org.skerry.model.fault.BreakageCounts;
import org.skerry.model.fault.FaultRemarks;
import org.skerry.model.fault.FaultSchedule;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.memory.Region;
import org.skerry.model.sharedmem.ActorRuntime.RankedLine;
import org.skerry.model.sharedmem.cache.LineMessage;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.Device;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.machine.ActorAuthority;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.CheckpointOrigin;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LifeObserver;
import org.skerry.sim.machine.LimitedRun;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.PlanDeployment;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Floorplan;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;

/**
 * A shared-memory computer as a machine for actors: cores with private caches over one memory, and a runtime whose mailboxes, handle
 * tables, limits and allocator are bytes in that memory.
 */
public final class SharedMemoryMachine implements Machine {
    private final SharedMemorySpec spec;
    private final long seed;
    private final Network network;
    private final Cores cores;
    private final Carriers carriers;
    private final Kernel kernel;
    private final LimitedRun run;
    private final Statistics statistics;
    private final FaultSpec breaks;
    private final SharedFaults faults; // null where nothing breaks
    private HostileAgent agent = new HostileAgent(List.of());
    private PlanDeployment deployment;
    private CheckpointOrigin origin;

    /** A machine on the mesh that is simulated flit by flit. */
    public SharedMemoryMachine(SharedMemorySpec spec, long seed, ExecutionSpec execution) {
        this(spec, seed, execution, MeshNetwork::new);
    }

    /**
     * A machine with a network of the caller's choice. It runs in one partition whatever {@code execution} says: its cores share bytes,
     * and wires of one cycle between cores and routers would make the windows of several partitions one cycle long.
     */
    public SharedMemoryMachine(SharedMemorySpec given, long seed, ExecutionSpec execution, NetworkMaker networks) {
        this(given, seed, execution, networks, FaultSpec.NONE);
    }

    /** The same, parts of which break; {@code networks} makes one that can, if any of these parts is of the network. */
    public SharedMemoryMachine(
            SharedMemorySpec given, long seed, ExecutionSpec execution, NetworkMaker networks, FaultSpec breaks) {
        spec = given.complete();
        this.seed = seed;
        this.breaks = breaks;
        network = networks.make(
                spec.mesh(), 1, breaks.ofNetwork() ? MachineCheck.codec(LineMessage.CODEC) : LineMessage.CODEC);
        cores = new Cores(spec, seed);
        faults = breaks.any() ? new SharedFaults(breaks, spec, cores) : null;
        cores.suffer(faults);
        cores.connect(network);
        Kernel.Builder builder = new Kernel.Builder()
                .hostThreads(execution.hostThreads())
                .reversed(execution.reversed())
                .component(cores);
        network.install(builder);
        carriers = new Carriers(execution.maxHeld());
        kernel = builder.build(carriers);
        run = new LimitedRun(kernel, carriers, this::hostBytes);
        statistics = new Statistics(cores, network, kernel);
        if (faults != null) {
            BreakageCounts.register(statistics.registry(), List.of(faults.counts()));
        }
    }

    /** Somebody takes over the layer below the actor runtime. Before deployment. */
    public void takeOver(HostileAgent newAgent) {
        if (!spec.devices().dma() && !newAgent.forAgents().isEmpty()) {
            throw new ConfigException("orders: '" + newAgent.forAgents().get(0).text()
                    + "' is for a device or a management controller, and those of this machine do not read or write memory."
                    + " Set its devices.dma to true, or leave the order away.");
        }
        agent = newAgent;
        cores.takeOver(newAgent);
    }

    // ---- deployment --------------------------------------------------------------------------------------------

    /** Makes windows and actors, free of charge: the machine was loaded before cycle 0. */
    @Override
    public Deployment deploy(DeploymentPlan plan) {
        if (deployment != null) {
            throw new IllegalStateException("a machine takes one deployment in its life");
        }
        origin = CheckpointOrigin.of(
                "shared-memory machine, " + spec + ", seed " + seed + ", " + agent + ", " + breaks, plan);
        refusePlaces(plan);
        refuseTooLarge(plan);
        ActorBirth births = new ActorBirth(plan);
        agent.learn(births);
        plan.images().forEach(cores.population()::addImage);
        for (WindowPlan window : plan.windows()) {
            cores.population().addWindow(window);
        }
        cores.runtime().devices().begin();
        for (int i = 0; i < plan.actors().size(); i++) {
            ActorPlan actor = plan.actors().get(i);
            int index = i;
            Population.Identity who = new Population.Identity(
                    actor.name(),
                    ActorBirth.imageId(actor.image()),
                    ActorBirth.actorId(i),
                    actor.place().orElse(-1),
                    actor.timed(),
                    actor.domain());
            SharedActor born = cores.population().create(who, table -> births.endow(index, name -> 0, table));
            if (plan.isDevice(actor)) {
                cores.runtime().devices().add(born, statistics.registry());
            }
            births.bind(i, name -> 0, born.admission);
            cores.runtime().started(0, born);
            cores.runtime().deliverStart(born, births.start(i));
        }
        if (faults != null) {
            faults.deploy(plan, network);
        }
        deployment = new PlanDeployment(
                plan,
                name -> actor(births.indexOf(name)).lastCore,
                name -> actor(births.indexOf(name)).memory.bytes());
        return deployment;
    }

    private SharedActor actor(int index) {
        return cores.population().find(ActorBirth.actorId(index));
    }

    private void refusePlaces(DeploymentPlan plan) {
        for (ActorPlan actor : plan.actors()) {
            int place = actor.place().orElse(0);
            if (place < 0 || place >= spec.cores()) {
                throw new ConfigException("actor '" + actor.name() + "' is pinned to place " + place
                        + ", and the machine has cores 0 to " + (spec.cores() - 1) + ". Choose one of these.");
            }
        }
    }

    private void refuseTooLarge(DeploymentPlan plan) {
        long memoryBytes = cores.bytes().space().sizeBytes(); // what software sees of it
        long needed = 1L << 16;
        for (ActorPlan actor : plan.actors()) {
            Program program = plan.images().get(actor.image());
            needed += cores.population().footprint(program);
        }
        for (Program program : plan.images().values()) {
            long code = cores.population().codeBytes(program);
            needed += code == 0 ? 0 : cores.bytes().footprint(code);
        }
        long software = SoftwareCode.bytes(spec.memory().code());
        needed += software == 0 ? 0 : cores.bytes().footprint(software);
        for (WindowPlan window : plan.windows()) {
            if (window.sizeBytes() < 1 || window.sizeBytes() > memoryBytes) {
                throw new ConfigException("windows: '" + window.name() + "' has " + window.sizeBytes()
                        + " bytes, and the machine's memory " + memoryBytes + ". Give the window 1 to as many.");
            }
            needed += cores.bytes().footprint(window.sizeBytes());
        }
        if (needed > memoryBytes) {
            throw new CapacityException("the plan needs " + needed + " bytes of memory, and the machine has "
                    + memoryBytes
                    + ". Enlarge machine.memoryBytes, deploy fewer actors, or let their memories grow less.");
        }
    }

    // ---- running -----------------------------------------------------------------------------------------------

    @Override
    public RunOutcome run(RunLimits limits) {
        return run.run(limits, this::outcome);
    }

    private RunOutcome outcome(long cycle) {
        List<String> waits = new ArrayList<>();
        for (SharedActor actor : cores.population().all()) {
            if (actor.state == SharedActor.State.AWAITS_REPLY) {
                waits.add("actor '" + actor.name + "' waits for a reply that nobody will send");
            } else if (actor.state == SharedActor.State.AWAITS_ROOM) {
                waits.add("actor '" + actor.name + "' waits for room in the mailbox of actor '" + actor.waitsFor.name
                        + "'");
            }
        }
        for (String name : cores.hanging()) {
            waits.add("actor '" + name + "' stands still: its core hangs");
        }
        if (!waits.isEmpty()) {
            return new RunOutcome.Deadlocked(cycle, waits);
        }
        return cores.runtime().faults().isEmpty()
                ? new RunOutcome.Quiescent(cycle)
                : new RunOutcome.Faulted(cycle, List.copyOf(cores.runtime().faults()));
    }

    private long hostBytes() {
        long bytes = cores.bytes().hostBytes();
        for (SharedActor actor : cores.population().all()) {
            bytes += actor.memory.hostBytes();
        }
        return bytes;
    }

    @Override
    public void requestStop() {
        run.requestStop();
    }

    @Override
    public int places() {
        return spec.cores();
    }

    @Override
    public long cycle() {
        return kernel.cycle();
    }

    /** Femtoseconds of a cycle of the base clock. */
    public long femtosecondsPerCycle() {
        return spec.femtosecondsPerCycle();
    }

    /** Simulated nanoseconds so far. */
    public long nanoseconds() {
        return spec.nanoseconds(kernel.cycle());
    }

    // ---- what it did -------------------------------------------------------------------------------------------

    /** Lets the caches see also accesses of guests that change nothing in them but counts. It runs slower, with the same results. */
    public void showAllAccesses() {
        cores.memory().caches().showAll();
    }

    @Override
    public long turns() {
        return statistics.turns();
    }

    @Override
    public StatsSnapshot statistics() {
        return statistics.snapshot();
    }

    @Override
    public String digest() {
        DigestCombiner digest = new DigestCombiner();
        for (int i = 0; i < cores.digests().entities(); i++) {
            digest.add(i, cores.digests().high(i), cores.digests().low(i));
        }
        cores.memory().digest(digest, cores.digests().entities());
        network.digest(digest, 1L << 32);
        for (SharedActor actor : cores.population().all()) {
            digest.addLong(actor.id);
            actor.memory.digest(digest);
            if (!actor.held()) {
                StateWriter state = new StateWriter();
                actor.instance.save(state);
                digest.addBytes(state.toByteArray());
            }
        }
        cores.bytes().digest(digest);
        cores.population().containment().digest(digest);
        return digest.hex();
    }

    @Override
    public List<LogLine> log() {
        List<RankedLine> lines = new ArrayList<>(cores.runtime().log());
        lines.sort(Comparator.comparingLong((RankedLine line) -> line.line().cycle())
                .thenComparingInt(RankedLine::rank));
        return lines.stream().map(RankedLine::line).toList();
    }

    @Override
    public List<String> remarks() {
        return FaultRemarks.of(breakages());
    }

    /** What breaks when, as it was drawn; known once there is a deployment. */
    public FaultSchedule faults() {
        return faults == null ? FaultSchedule.NONE : faults.schedule();
    }

    /** What has broken so far, and what came of it. */
    public List<Breakage> breakages() {
        return faults == null ? List.of() : faults.came();
    }

    /** What lies where in physical memory, in order of address. */
    public List<Region> regions() {
        return cores.bytes().regions();
    }

    /** Whose byte lies at a physical address. */
    public String owner(long address) {
        return cores.bytes().space().owner(address);
    }

    /** A copy of physical memory: what lies there now, whoever it belongs to. */
    public byte[] bytesAt(long address, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) cores.bytes().space().load(address + i, 1);
        }
        return bytes;
    }

    @Override
    public Floorplan floorplan() {
        return TilePlan.of(spec, network);
    }

    @Override
    public List<LinkLoad> links() {
        return network.links();
    }

    @Override
    public List<MemoryRegion> memoryMap() {
        return cores.bytes().memoryMap();
    }

    @Override
    public Reach reach() {
        Reach actors = cores.population().reach().reach();
        Reach agents = agent.reach().reach();
        Reach devices = cores.dma() == null ? Reach.NONE : cores.dma().reach().reach();
        return actors.and(agents).and(devices);
    }

    @Override
    public List<OrderOutcome> orders() {
        return agent.outcomes(id -> {
            SharedActor actor = cores.population().find(id);
            return actor == null ? null : actor.marks;
        });
    }

    @Override
    public List<ActorAuthority> authority() {
        Map<String, Turn> turns = new LinkedHashMap<>();
        cores.population().all().forEach(actor -> turns.put(actor.name, actor.turn));
        return ActorAuthority.of(turns);
    }

    /** Tells someone what each message cost. */
    void listen(MessageCosts.Listener listener) {
        cores.runtime().costs().listen(listener);
    }

    @Override
    public void observe(RunObserver observer) {
        cores.runtime().observe(observer);
    }

    @Override
    public void observeLives(LifeObserver observer) {
        cores.runtime().lives().observe(observer);
    }

    @Override
    public Map<String, Device> devices() {
        return cores.runtime().devices().byName();
    }

    /** Cores, then devices. */
    @Override
    public int observedPlaces() {
        return spec.cores() + cores.runtime().devices().size();
    }

    /** The machine's network, to watch it. */
    public Network network() {
        return network;
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public byte[] checkpoint() {
        List<String> held = new ArrayList<>();
        for (SharedActor actor : cores.population().all()) {
            if (actor.held()) {
                held.add(actor.name);
            }
        }
        return run.checkpoint(origin, held);
    }

    @Override
    public void restore(byte[] checkpoint) {
        run.restore(origin, checkpoint);
    }

    /** Gives up the guests that are held, and ends the threads. */
    @Override
    public void close() {
        carriers.close();
    }
}
