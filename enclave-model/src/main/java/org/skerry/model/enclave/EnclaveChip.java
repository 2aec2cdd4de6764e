package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Marks;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.attest.EdgeVerifier;
import org.skerry.model.control.ControlPlane;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.edge.StorageProgram;
import org.skerry.model.enclave.Journal.Ranked;
import org.skerry.model.protocol.ParcelCodec;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.Device;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.machine.ActorAuthority;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.CheckpointOrigin;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LimitedRun;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.PlanDeployment;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.Floorplan;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;

/** The enclave chip as a machine: slices of enclaves and a control plane around one network, in one kernel. */
public final class EnclaveChip implements Machine {
    private final ChipSpec spec;
    private final long seed;
    private final ChipPlan plan;
    private final Network network;
    private final ControlPlane[] control; // by node, the root first
    private final AttestationPlan questions;
    private final EdgeVerifier verifier; // null if nobody asks
    private final EnclaveSlice[] slices;
    private final EnclaveSlice[] ports; // of devices at the edge
    private final List<EnclaveSlice> portsOfActors; // those of devices of the deployment
    private final int[] sliceOf; // by enclave
    private final List<Enclave> enclaves = new ArrayList<>(); // of all slices, by number
    private final Carriers carriers;
    private final Kernel kernel;
    private final LimitedRun run;
    private final ChipStatistics statistics;
    private HostileAgent agent = new HostileAgent(List.of());
    private PlanDeployment deployment;
    private CheckpointOrigin origin;
    private ChipArrangement arrangement;
    private int[] places; // of the actors of the plan

    /** A chip on the mesh that is simulated flit by flit. */
    public EnclaveChip(ChipSpec spec, long seed, ExecutionSpec execution) {
        this(spec, seed, execution, MeshNetwork.maker(spec.timeDivision()));
    }

    /** A chip with a network of the caller's choice. */
    public EnclaveChip(ChipSpec given, long seed, ExecutionSpec execution, NetworkMaker networks) {
        this(given, seed, execution, networks, AttestationPlan.NONE);
    }

    /** A chip with a network of the caller's choice and, if anybody asks, a verifier at the last endpoint of its edge. */
    public EnclaveChip(
            ChipSpec given, long seed, ExecutionSpec execution, NetworkMaker networks, AttestationPlan questions) {
        spec = given.complete();
        this.seed = seed;
        plan = new ChipPlan(spec, seed, execution.maxHeld());
        MeshSpec mesh = questions.any() ? withVerifier(spec.mesh()) : spec.mesh();
        network = networks.make(mesh, execution.partitions(), new ParcelCodec());
        if (network.domains() != spec.timeDivision().domains()) {
            throw new ConfigException("timeDivision: the chip has "
                    + spec.timeDivision().domains() + " domains, and this model of the network knows "
                    + network.domains() + ". Take the network 'mesh', or leave time division away.");
        }
        control = new ControlPlane[spec.control().nodes()];
        for (int node = 0; node < control.length; node++) {
            control[node] = new ControlPlane(
                    network,
                    plan.controlTree(),
                    node,
                    spec.control(),
                    enclave -> spec.exists(enclave) && !spec.reserved(enclave),
                    spec.load(),
                    spec.messages());
        }
        slices = new EnclaveSlice[network.partitions()];
        sliceOf = new int[spec.enclaves()];
        Kernel.Builder builder = new Kernel.Builder()
                .partitions(network.partitions())
                .hostThreads(execution.hostThreads())
                .reversed(execution.reversed());
        int first = 0;
        for (int p = 0; p < slices.length; p++) {
            int end = first;
            while (end < sliceOf.length && network.partitionOf(end) == p) {
                sliceOf[end++] = p;
            }
            slices[p] = new EnclaveSlice(plan, network, first, end - first);
            Collections.addAll(enclaves, slices[p].enclaves());
            builder.component(slices[p], p);
            first = end;
        }
        ports = new EnclaveSlice[spec.edge().devices()];
        for (int i = 0; i < ports.length; i++) {
            int endpoint = spec.edge().device(i);
            ports[i] = new EnclaveSlice(plan, network, endpoint, 1);
            builder.component(ports[i], network.partitionOf(endpoint));
        }
        for (ControlPlane node : control) {
            builder.component(node, network.partitionOf(node.endpoint()));
        }
        if (questions.any()) {
            int endpoint = mesh.endpoints() - 1;
            verifier = new EdgeVerifier(questions, seed, network, endpoint, spec.messages());
            builder.component(verifier, network.partitionOf(endpoint));
        } else {
            verifier = null;
        }
        this.questions = questions;
        network.install(builder);
        carriers = new Carriers(Math.min(spec.enclaves(), execution.maxHeld()));
        kernel = builder.build(carriers);
        run = new LimitedRun(kernel, carriers, this::hostBytes);
        // What hardware says to the store of actors that are away is no message of an actor.
        int ownPorts = spec.multiplex().on() ? 1 : 0;
        portsOfActors = List.of(ports).subList(ownPorts, ports.length);
        statistics = new ChipStatistics(slices, portsOfActors, network, kernel, spec, () -> arrangement);
        statistics.register(control, enclaves);
    }

    private static MeshSpec withVerifier(MeshSpec mesh) {
        Check.isTrue(
                mesh.edgeEndpoints() < mesh.height(),
                "attestation: the verifier needs an endpoint at the edge, one a row, and all " + mesh.height()
                        + " rows have one. Raise network.height, or leave a device out.");
        return mesh.withEdgeEndpoints(mesh.edgeEndpoints() + 1);
    }

    /** Somebody takes over the root of the control plane. Before deployment. */
    public void takeOver(HostileAgent newAgent) {
        agent = newAgent;
        control[0].takeOver(newAgent);
    }

    // ---- deployment --------------------------------------------------------------------------------------------

    /** Places and loads the actors of a plan, free of charge: the chip was loaded before cycle 0. */
    @Override
    public Deployment deploy(DeploymentPlan actors) {
        if (deployment != null) {
            throw new IllegalStateException("a machine takes one deployment in its life");
        }
        if (!actors.windows().isEmpty()) {
            throw new ConfigException("windows: enclaves share no memory, so there can be no window '"
                    + actors.windows().get(0).name()
                    + "'. Remove the windows, or choose a machine with shared memory.");
        }
        refuseToTakeTurns();
        plan.deploy(spec.multiplex().on() ? withStore(actors) : actors);
        arrangement = ChipArrangement.of(spec, actors, plan.streams());
        places = arrangement.places();
        int[] domains = NetworkDomains.of(spec.timeDivision(), actors.actors(), arrangement.domains());
        ActorBirth births = plan.births();
        for (int i = 0; i < places.length; i++) {
            ActorPlan actor = actors.actors().get(i);
            HandleTable table = new HandleTable(new RegisterSlots(spec.enclave().handleSlots()));
            Grants grants = births.endow(i, name -> places[births.indexOf(name)], table);
            Enclave home = enclave(places[i]);
            long image = ActorBirth.imageId(actor.image());
            if (actors.isDevice(actor)) {
                home.settleDevice(ActorBirth.actorId(i), image, actor.name(), i, actor.domain(), table, grants);
                statistics.register(home);
            } else {
                home.lodge(ActorBirth.actorId(i), image, actor.name(), i, actor.domain(), table, grants);
            }
            home.network().belongTo(domains[i]);
            births.start(i); // refuses arguments that are too long, now rather than at cycle 0
            if (home.residents().size() == 1) { // else it was said before
                sliceAt(places[i]).bearAtStart(places[i]);
            }
        }
        if (spec.multiplex().on()) {
            sealAll(actors.actors().size());
        }
        for (ControlPlane node : control) {
            node.deployed(
                    actors.images(),
                    places,
                    arrangement.domains(),
                    arrangement.problem().domains(),
                    domains);
        }
        agent.learn(births);
        if (verifier != null) {
            verifier.learn(
                    References.of(questions.of(), actors, births, places, domains, spec, seed),
                    List.of(ChipPlan.rootKey()));
        }
        String configuration =
                spec + ", seed " + seed + ", partitions " + slices.length + ", " + agent + ", " + questions;
        origin = CheckpointOrigin.of(configuration, actors);
        deployment = new PlanDeployment(actors, name -> places[births.indexOf(name)], this::memoryOf);
        return deployment;
    }

    private byte[] memoryOf(String actor) {
        Enclave enclave = enclave(deployment.place(actor));
        Resident resident = enclave.find(deployment.actor(actor));
        if (resident == null) {
            return new byte[0]; // the enclave has been cleared for another actor since
        }
        return enclave.swap() == null
                ? resident.memory.linearBytes()
                : enclave.swap().linearBytes(resident, name -> StorageProgram.get(store(), label(enclave), name));
    }

    // ---- actors that take turns ----------------------------------------------------------------------------------

    private static final String STORE_IMAGE = "edge:swap store";

    private void refuseToTakeTurns() {
        boolean watched = agent.nextCycle() != Component.IDLE
                || spec.power().budgets()
                || spec.timeDivision().domains() > 1;
        if (spec.multiplex().on() && watched) {
            throw new ConfigException(
                    "multiplex.actorsPerEnclave=" + spec.multiplex().actorsPerEnclave()
                            + ": actors that take turns in an enclave go neither with orders of a hostile control, nor with a power budget,"
                            + " nor with time division, whose domains would share one store. Leave one of them away.");
        }
    }

    private DeploymentPlan withStore(DeploymentPlan actors) {
        Map<String, Program> images = new LinkedHashMap<>(actors.images());
        images.put(STORE_IMAGE, new StorageProgram("swap", spec.multiplex().store(), List.of(), false));
        return new DeploymentPlan(images, actors.actors(), actors.windows(), actors.expected());
    }

    /** Who does not begin in its enclave begins in the store, free of charge like all that lives at cycle 0. */
    private void sealAll(int rank) {
        Enclave port = enclave(spec.edge().device(0));
        HandleTable table = new HandleTable(new RegisterSlots(spec.enclave().handleSlots()));
        ActorBirth.installSelf(ChipPlan.SWAP_STORE, port.number(), table);
        long image = ActorBirth.imageId(STORE_IMAGE);
        port.settleDevice(ChipPlan.SWAP_STORE, image, "swap", rank, ActorPlan.COMMON_DOMAIN, table, Grants.NONE);
        statistics.register(port);
        for (Enclave enclave : enclaves) {
            if (enclave.swap() != null) {
                enclave.swap().clearForStart((name, bytes) -> StorageProgram.put(store(), label(enclave), name, bytes));
            }
        }
    }

    /** The store of actors that are away. */
    Device store() {
        return (Device) enclave(spec.edge().device(0)).resident().instance;
    }

    /** The compartment of an enclave in that store. */
    static long label(Enclave enclave) {
        return enclave.number() + 1L;
    }

    /** The enclave with this number, or the port with this endpoint. */
    Enclave enclave(int number) {
        return number < enclaves.size() ? enclaves.get(number) : sliceAt(number).enclaves()[0];
    }

    private EnclaveSlice sliceAt(int place) {
        return place < sliceOf.length
                ? slices[sliceOf[place]]
                : ports[spec.edge().deviceAt(place)];
    }

    /** Ports at which a device hangs. */
    private List<Enclave> devicePorts() {
        return Arrays.stream(ports)
                .map(port -> port.enclaves()[0])
                .filter(port -> port.resident() != null)
                .toList();
    }

    private Iterable<Enclave> enclavesAndPorts() {
        List<Enclave> all = new ArrayList<>(enclaves);
        all.addAll(devicePorts());
        return all;
    }

    private Iterable<EnclaveSlice> slicesAndPorts() {
        List<EnclaveSlice> all = new ArrayList<>(Arrays.asList(slices));
        all.addAll(portsOfActors);
        return all;
    }

    @Override
    public Map<String, Device> devices() {
        Map<String, Device> devices = new LinkedHashMap<>();
        devicePorts().forEach(port -> devices.put(port.resident().name, (Device) port.resident().instance));
        return devices;
    }

    /** Enclaves, and where there are devices every endpoint of the mesh. */
    @Override
    public int observedPlaces() {
        return ports.length == 0 ? spec.enclaves() : spec.mesh().endpoints();
    }

    // ---- running -----------------------------------------------------------------------------------------------

    @Override
    public RunOutcome run(RunLimits limits) {
        return run.run(limits, this::outcome);
    }

    private RunOutcome outcome(long cycle) {
        List<Enclave> waiting = new ArrayList<>();
        List<String> away = new ArrayList<>();
        Enclave stuck = null;
        for (Enclave enclave : enclavesAndPorts()) {
            if (enclave.swap() != null) {
                away.addAll(enclave.swap().waiting());
            }
            if (enclave.core().state() != Core.State.ASLEEP) {
                waiting.add(enclave);
            } else if (enclave.hasUnfinishedBusiness() && !enclave.management().holdsCore()) {
                stuck = enclave;
            }
        }
        if (waiting.isEmpty() && away.isEmpty() && stuck != null) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + stuck + " holds messages back, and nobody is there to take them");
        }
        if (!waiting.isEmpty()) {
            away.addAll(0, new WaitForGraph(waiting, this::enclave).explain());
        }
        if (!away.isEmpty()) {
            return new RunOutcome.Deadlocked(cycle, away);
        }
        List<ActorFault> faults = inOrder(Journal::faults, ActorFault::cycle);
        return faults.isEmpty() ? new RunOutcome.Quiescent(cycle) : new RunOutcome.Faulted(cycle, faults);
    }

    private long hostBytes() {
        long bytes = 0;
        for (EnclaveSlice slice : slices) {
            bytes += slice.hostBytes();
        }
        return bytes;
    }

    @Override
    public void requestStop() {
        run.requestStop();
    }

    /** Number of enclaves. */
    @Override
    public int places() {
        return spec.enclaves();
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
        for (Enclave enclave : enclavesAndPorts()) {
            sliceAt(enclave.number()).journal().digest(enclave.number(), digest);
            for (Resident resident : enclave.residents()) {
                resident.digest(digest, enclave.held().contains(resident.name));
            }
        }
        for (ControlPlane node : control) {
            node.digest(digest);
        }
        if (verifier != null) {
            verifier.digest(digest);
        }
        network.digest(digest, spec.mesh().endpoints());
        return digest.hex();
    }

    @Override
    public List<LogLine> log() {
        return inOrder(Journal::log, LogLine::cycle);
    }

    /** What all slices have said, by cycle, then rank of the actor, then its own order. */
    private <T> List<T> inOrder(Function<Journal, List<Ranked<T>>> list, Function<T, Long> cycle) {
        List<Ranked<T>> all = new ArrayList<>();
        for (EnclaveSlice slice : slicesAndPorts()) {
            all.addAll(list.apply(slice.journal()));
        }
        all.sort(Comparator.comparing((Ranked<T> each) -> cycle.apply(each.what()))
                .thenComparingInt(Ranked::rank));
        return all.stream().map(Ranked::what).toList();
    }

    @Override
    public Floorplan floorplan() {
        return ChipFloorplan.of(spec, network);
    }

    @Override
    public List<LinkLoad> links() {
        return network.links();
    }

    /** One space for each enclave in which an actor lives, or lived last. */
    @Override
    public List<MemoryRegion> memoryMap() {
        List<MemoryRegion> map = new ArrayList<>();
        for (Enclave enclave : enclaves) {
            if (enclave.resident() != null) {
                map.addAll(enclave.resident().memory.map());
            }
        }
        return map;
    }

    @Override
    public Reach reach() {
        Reach reach = Reach.NONE;
        for (Enclave enclave : enclaves) {
            reach = reach.and(enclave.reach().reach());
        }
        return reach.and(agent.reach().reach());
    }

    @Override
    public List<OrderOutcome> orders() {
        return agent.outcomes(this::marksOf);
    }

    @Override
    public Attestation attestation() {
        return verifier == null ? Attestation.NONE : verifier.found();
    }

    /** Of the actors that live, or lived last, in the enclaves. */
    @Override
    public List<ActorAuthority> authority() {
        Map<String, Turn> turns = new LinkedHashMap<>();
        Stream.concat(enclaves.stream(), devicePorts().stream())
                .flatMap(enclave -> enclave.residents().stream())
                .sorted(Comparator.comparingInt(resident -> resident.rank))
                .forEach(resident -> turns.put(resident.name, resident.turn));
        return ActorAuthority.of(turns);
    }

    /** The endpoints of an enclave as they are now: its mailbox, then its handles by number. None while no actor lives there. */
    public List<Endpoint> endpoints(int place) {
        return enclave(place).network().endpoints();
    }

    private Marks marksOf(long actor) {
        for (Enclave enclave : enclaves) {
            if (enclave.resident() != null && enclave.resident().id == actor) {
                return enclave.management().marks();
            }
        }
        return null;
    }

    /** The image management of the tile that an enclave is on. */
    ImageManagement images(int enclave) {
        return enclave(enclave).images();
    }

    /** All nodes of the control plane. */
    List<ControlPlane> controlNodes() {
        return List.of(control);
    }

    /** The root of the control plane, for who wires it otherwise. */
    ControlPlane control() {
        return control[0];
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(arrangement.remarks());
        remarks.addAll(spec.control().remarks(kernel.cycle()));
        return remarks;
    }

    @Override
    public void observe(RunObserver observer) {
        for (EnclaveSlice slice : slicesAndPorts()) {
            slice.journal().observe(observer);
        }
    }

    /** Tells someone what each message cost. Before the first run. */
    void listen(MessageCosts.Listener listener) {
        for (EnclaveSlice slice : slices) {
            slice.journal().costs().listen(listener);
        }
    }

    /** The chip's network, to watch it. */
    public Network network() {
        return network;
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public byte[] checkpoint() {
        List<String> held = new ArrayList<>();
        for (Enclave enclave : enclaves) {
            held.addAll(enclave.held());
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
