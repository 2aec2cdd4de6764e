package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.attest.EdgeVerifier;
import org.skerry.model.control.ControlPlane;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.fault.Breakage;
import org.skerry.model.fault.FaultRemarks;
import org.skerry.model.fault.FaultSchedule;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.protocol.ParcelCodec;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.Device;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.machine.ActorAuthority;
import org.skerry.sim.machine.CheckpointOrigin;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LifeObserver;
import org.skerry.sim.machine.LimitedRun;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.EndpointList;
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
    private final ChipEnclaves enclaves;
    private final SwapStore store; // of actors that are away
    private final Carriers carriers;
    private final Kernel kernel;
    private final LimitedRun run;
    private final ChipStatistics statistics;
    private final ChipResults results;
    private final ChipFaults faults;
    private HostileAgent agent = new HostileAgent(List.of());
    private ChipDeployment deployment; // null until there is one
    private CheckpointOrigin origin;

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
        this(given, seed, execution, networks, questions, FaultSpec.NONE);
    }

    /** The same, parts of which break; {@code networks} makes one that can, if any of these parts is of the network. */
    public EnclaveChip(
            ChipSpec given,
            long seed,
            ExecutionSpec execution,
            NetworkMaker networks,
            AttestationPlan questions,
            FaultSpec faults) {
        spec = ChipFaults.of(given.complete(), faults);
        this.seed = seed;
        this.faults = new ChipFaults(faults, spec);
        plan = new ChipPlan(spec, seed, execution.maxHeld(), faults);
        MeshSpec mesh = questions.any() ? withVerifier(spec.mesh()) : spec.mesh();
        network = networks.make(mesh, execution.partitionsFor(spec.enclaves()), new ParcelCodec());
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
        enclaves = new ChipEnclaves(plan, network);
        store = new SwapStore(spec, enclaves);
        results = new ChipResults(enclaves);
        Kernel.Builder builder = new Kernel.Builder()
                .partitions(network.partitions())
                .hostThreads(execution.hostThreads())
                .reversed(execution.reversed());
        enclaves.install(builder, network);
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
        run = new LimitedRun(kernel, carriers, enclaves::hostBytes);
        statistics = new ChipStatistics(enclaves, network, kernel, spec, this::arrangement);
        statistics.register(control, enclaves.all());
        if (faults.any()) {
            statistics.registerFaults(enclaves);
        }
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
        store.refuse(agent.nextCycle() != Component.IDLE);
        ChipDeployment settled = new ChipDeployment(plan, actors, enclaves, store);
        settled.settle(statistics);
        ChipArrangement arrangement = settled.arrangement();
        for (ControlPlane node : control) {
            node.deployed(
                    actors.images(),
                    settled.places(),
                    arrangement.domains(),
                    arrangement.problem().domains(),
                    settled.networkDomains());
        }
        faults.deploy(actors, settled.places(), enclaves, network);
        agent.learn(plan.births());
        if (verifier != null) {
            verifier.learn(
                    References.of(
                            questions.of(),
                            actors,
                            plan.births(),
                            settled.places(),
                            settled.networkDomains(),
                            spec,
                            seed),
                    List.of(ChipPlan.rootKey()));
        }
        String configuration = spec + ", seed " + seed + ", partitions " + network.partitions() + ", " + agent + ", "
                + questions + ", " + plan.faults();
        origin = CheckpointOrigin.of(configuration, actors);
        deployment = settled;
        return deployment.view();
    }

    /** Where the actors of the deployment live; null before. */
    private ChipArrangement arrangement() {
        return deployment == null ? null : deployment.arrangement();
    }

    /** The store of actors that are away. */
    Device store() {
        return store.device();
    }

    /** The enclave with this number, or the port with this endpoint. */
    Enclave enclave(int number) {
        return enclaves.at(number);
    }

    @Override
    public Map<String, Device> devices() {
        return results.devices();
    }

    /** Enclaves, and where there are devices every endpoint of the mesh. */
    @Override
    public int observedPlaces() {
        return enclaves.observedPlaces();
    }

    // ---- running -----------------------------------------------------------------------------------------------

    @Override
    public RunOutcome run(RunLimits limits) {
        return run.run(limits, results::outcome);
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

    /** Parts of the chip that may be run side by side. */
    public int partitions() {
        return network.partitions();
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
        results.digest(digest);
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
        return results.log();
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
        return results.memoryMap();
    }

    @Override
    public Reach reach() {
        return results.reach().and(agent.reach().reach());
    }

    @Override
    public List<OrderOutcome> orders() {
        return agent.outcomes(results::marksOf);
    }

    @Override
    public Attestation attestation() {
        return verifier == null ? Attestation.NONE : verifier.found();
    }

    @Override
    public EndpointList endpoints() {
        return results.endpoints();
    }

    /** Of the actors that live, or lived last, in the enclaves. */
    @Override
    public List<ActorAuthority> authority() {
        return results.authority();
    }

    /** The endpoints of an enclave as they are now: its mailbox, then its handles by number. None while no actor lives there. */
    public List<Endpoint> endpoints(int place) {
        return enclave(place).network().endpoints();
    }

    /** The image management of the tile that an enclave is on. */
    ImageManagement images(int enclave) {
        return enclave(enclave).images();
    }

    /** The power management of the tile that an enclave is on. */
    PowerManagement power(int enclave) {
        return Arrays.stream(enclaves.sliceAt(enclave).powers())
                .filter(tile -> tile.enclaves().contains(enclave(enclave)))
                .findFirst()
                .orElseThrow();
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
        List<String> remarks = new ArrayList<>(deployment.arrangement().remarks());
        remarks.addAll(spec.control().remarks(kernel.cycle()));
        remarks.addAll(FaultRemarks.of(breakages()));
        return remarks;
    }

    @Override
    public void observeLives(LifeObserver observer) {
        for (EnclaveSlice slice : enclaves.slicesAndPorts()) {
            slice.journal().observeLives(observer);
        }
    }

    @Override
    public void observe(RunObserver observer) {
        for (EnclaveSlice slice : enclaves.slicesAndPorts()) {
            slice.journal().observe(observer);
        }
    }

    /** Tells someone what each message cost. Before the first run. */
    void listen(MessageCosts.Listener listener) {
        for (EnclaveSlice slice : enclaves.slices()) {
            slice.journal().costs().listen(listener);
        }
    }

    /** The chip's network, to watch it. */
    public Network network() {
        return network;
    }

    /** What breaks when, as it was drawn; known once there is a deployment. */
    public FaultSchedule faults() {
        return faults.schedule();
    }

    /** What has broken so far, and what came of it. */
    public List<Breakage> breakages() {
        return faults.breakages(enclaves, kernel.cycle());
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public byte[] checkpoint() {
        return run.checkpoint(origin, results.held());
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
