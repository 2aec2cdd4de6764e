package org.skerry.scenario.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.edge.EdgeEnergy;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.NetworkFaults;
import org.skerry.model.memory.BugObject;
import org.skerry.model.protocol.ParcelNotices;
import org.skerry.model.sharedmem.MachineCheck;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.containment.ContainmentWiring;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.IommuSpec;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.packet.PacketNetwork;
import org.skerry.noc.survive.Notices;
import org.skerry.scenario.isolation.Subject;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.NetworkKind;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;

/**
 * A machine and how long its cycle is. This is the one place that knows which machines there are.
 *
 * @param machine              ready to take a deployment
 * @param femtosecondsPerCycle length of a cycle of the base clock; 0 for a machine without time
 * @param energy               what it is billed for
 */
public record BuiltMachine(Machine machine, long femtosecondsPerCycle, EnergyModel energy) {
    /** Builds what a scenario names. */
    public static BuiltMachine of(MachineSpec spec, long seed, List<BugObject> bugs, List<Order> orders, int threads) {
        return of(spec, seed, bugs, orders, AttestationPlan.NONE, threads);
    }

    /** Builds what a scenario names, and lets somebody ask it what runs there, if it can answer. */
    public static BuiltMachine of(
            MachineSpec spec,
            long seed,
            List<BugObject> bugs,
            List<Order> orders,
            AttestationPlan questions,
            int threads) {
        return of(spec, seed, bugs, orders, questions, FaultSpec.NONE, threads);
    }

    /** The same, parts of which break as {@code faults} says. */
    public static BuiltMachine of(
            MachineSpec spec,
            long seed,
            List<BugObject> bugs,
            List<Order> orders,
            AttestationPlan questions,
            FaultSpec faults,
            int threads) {
        spec.refuseUnfit();
        return switch (spec.kind()) {
            case ENCLAVE_CHIP -> {
                ChipSpec settings = ((ChipSpec) spec.settings()).withBugs(bugs);
                ExecutionSpec execution = ExecutionSpec.partitions(threads);
                EnclaveChip chip = new EnclaveChip(
                        settings,
                        seed,
                        execution,
                        network(spec, settings.timeDivision(), faults, new ParcelNotices()),
                        questions,
                        faults);
                if (!orders.isEmpty()) {
                    chip.takeOver(new HostileAgent(orders));
                }
                yield new BuiltMachine(chip, settings.femtosecondsPerCycle(), settings.energy());
            }
            case SHARED_MEMORY -> {
                SharedMemorySpec settings = ((SharedMemorySpec) spec.settings()).withBugs(bugs);
                ExecutionSpec execution = serial(spec, threads);
                SharedMemoryMachine machine = new SharedMemoryMachine(
                        settings,
                        seed,
                        execution,
                        network(spec, TimeDivisionSpec.OFF, faults, new MachineCheck()),
                        faults);
                if (!orders.isEmpty()) {
                    machine.takeOver(new HostileAgent(orders));
                }
                yield new BuiltMachine(machine, settings.femtosecondsPerCycle(), settings.energy());
            }
            case IMMEDIATE -> {
                refuseFaults(spec, faults);
                yield immediate(spec, seed, orders, threads);
            }
        };
    }

    private static void refuseFaults(MachineSpec spec, FaultSpec faults) {
        if (faults.any()) {
            throw new ConfigException(
                    "faults: machine '" + spec.name() + "' (" + spec.kind().word()
                            + ") has no parts that could break. Leave the faults away, or choose another machine.");
        }
    }

    /** The same machine with the devices of a plan on its bill. */
    BuiltMachine with(DeploymentPlan plan) {
        return new BuiltMachine(machine, femtosecondsPerCycle, EdgeEnergy.with(energy, plan, femtosecondsPerCycle));
    }

    /** The same machine with room for devices at its edge, where a machine has one. */
    static MachineSpec withDevices(MachineSpec spec, int devices) {
        return spec.kind() == MachineKind.ENCLAVE_CHIP
                ? spec.withSettings(((ChipSpec) spec.settings()).withDevices(devices))
                : spec;
    }

    /**
     * Each kind of machine with its default settings, on each model of a network where it has one; the shared-memory machine also with
     * everything that can keep actors apart.
     */
    public static Map<String, Supplier<Machine>> ofEveryKind(long seed) {
        Map<String, Supplier<Machine>> machines = new LinkedHashMap<>();
        for (MachineKind kind : MachineKind.values()) {
            for (NetworkKind network :
                    kind.hasNetwork() ? NetworkKind.values() : new NetworkKind[] {NetworkKind.DEFAULT}) {
                String name = kind.word() + (kind.hasNetwork() ? " on " + network.word() : "");
                MachineSpec spec = new MachineSpec(name, kind, network, false, kind.defaults());
                machines.put(name, () -> of(spec, seed, List.of(), List.of(), 1).machine());
            }
        }
        Map<String, SharedMemorySpec> further = contained();
        further.putAll(withDma());
        further.forEach((name, settings) -> {
            MachineSpec spec = new MachineSpec(name, MachineKind.SHARED_MEMORY, NetworkKind.IDEAL, false, settings);
            machines.put(name, () -> of(spec, seed, List.of(), List.of(), 1).machine());
        });
        return machines;
    }

    /** A shared-memory machine for each rung of containment there is, by name. */
    private static Map<String, SharedMemorySpec> contained() {
        Map<String, SharedMemorySpec> machines = new LinkedHashMap<>();
        SharedMemorySpec base = (SharedMemorySpec) MachineKind.SHARED_MEMORY.defaults();
        ContainmentWiring.built()
                .forEach((rung, spec) ->
                        machines.put(MachineKind.SHARED_MEMORY.word() + " with " + rung, base.withContainment(spec)));
        return machines;
    }

    /** Shared-memory machines with a port for devices that read and write memory, with and without what guards it. */
    private static Map<String, SharedMemorySpec> withDma() {
        Map<String, SharedMemorySpec> machines = new LinkedHashMap<>();
        SharedMemorySpec base = (SharedMemorySpec) MachineKind.SHARED_MEMORY.defaults();
        DevicesSpec guarded = DevicesSpec.DMA
                .withBuffers(DevicesSpec.BufferKind.HEAP)
                .withIommu(IommuSpec.OFF.withMode(IommuSpec.Mode.STRICT));
        String word = MachineKind.SHARED_MEMORY.word();
        machines.put(word + " with DMA", base.withDevices(DevicesSpec.DMA));
        machines.put(word + " with DMA behind an IOMMU", base.withDevices(guarded));
        return machines;
    }

    /** A shared-memory machine on a rung of containment, to be run twice. */
    public static Supplier<Subject> sharedMemory(ContainmentSpec containment, long seed) {
        MachineKind kind = MachineKind.SHARED_MEMORY;
        SharedMemorySpec settings = ((SharedMemorySpec) kind.defaults()).withContainment(containment);
        MachineSpec spec = new MachineSpec(kind.word(), kind, NetworkKind.DEFAULT, false, settings);
        return () -> subject(spec, seed, List.of());
    }

    /** Whether one of {@link #ofEveryKind} has no check of addresses at all. */
    public static boolean checksNoAddress(String name) {
        SharedMemorySpec contained = contained().get(name);
        return contained != null && ContainmentWiring.checksNothing(contained.containment());
    }

    /** A machine to be run twice; the network of a chip can be watched. */
    static Subject subject(MachineSpec spec, long seed, List<BugObject> bugs) {
        if (spec.kind() != MachineKind.ENCLAVE_CHIP) {
            return Subject.of(of(spec, seed, bugs, List.of(), 1).machine());
        }
        ChipSpec settings = ((ChipSpec) spec.settings()).withBugs(bugs);
        EnclaveChip chip =
                new EnclaveChip(settings, seed, ExecutionSpec.SERIAL, network(spec, settings.timeDivision()));
        return new Subject(chip, chip.network()::observe, settings.mesh());
    }

    /** A shared-memory machine with its default settings, to be run twice. */
    public static Supplier<Subject> sharedMemory(long seed) {
        MachineKind kind = MachineKind.SHARED_MEMORY;
        MachineSpec spec = new MachineSpec(kind.word(), kind, NetworkKind.DEFAULT, false, kind.defaults());
        return () -> subject(spec, seed, List.of());
    }

    /** Whether trust domains are time-division domains of the machine's network. */
    static boolean divided(MachineSpec spec) {
        return spec.kind() == MachineKind.ENCLAVE_CHIP
                && ((ChipSpec) spec.settings()).timeDivision().on();
    }

    private static BuiltMachine immediate(MachineSpec spec, long seed, List<Order> orders, int threads) {
        if (!orders.isEmpty()) {
            throw new ConfigException(
                    "orders: machine '" + spec.name() + "' (" + spec.kind().word()
                            + ") has nobody who controls it and could be taken over. Leave the orders away, or choose another machine.");
        }
        return new BuiltMachine(new ImmediateMachine(seed, serial(spec, threads)), 0, EnergyModel.NONE);
    }

    /** Length of a cycle of the base clock; 0 for a machine without time. */
    static long femtosecondsPerCycle(MachineSpec spec) {
        return switch (spec.kind()) {
            case ENCLAVE_CHIP -> ((ChipSpec) spec.settings()).femtosecondsPerCycle();
            case SHARED_MEMORY -> ((SharedMemorySpec) spec.settings()).femtosecondsPerCycle();
            case IMMEDIATE -> 0;
        };
    }

    /** The network that a machine names; one that goes on with parts of it dead, if any of it breaks. */
    private static NetworkMaker network(
            MachineSpec spec, TimeDivisionSpec division, FaultSpec faults, Notices notices) {
        if (!faults.ofNetwork()) {
            return network(spec, division);
        }
        if (spec.network() != NetworkKind.MESH) {
            throw new ConfigException("faults: machine '" + spec.name() + "' has the network '"
                    + spec.network().word()
                    + "', which knows no links that could break. Take the network 'mesh', or leave"
                    + " dead tiles, routers and links and noise away.");
        }
        return NetworkFaults.maker(faults, division, notices);
    }

    private static NetworkMaker network(MachineSpec spec, TimeDivisionSpec division) {
        return switch (spec.network()) {
            case IDEAL -> IdealNetwork::new;
            case MESH -> MeshNetwork.maker(division);
            case PACKET -> PacketNetwork::new;
        };
    }

    private static ExecutionSpec serial(MachineSpec spec, int threads) {
        if (threads > 1 && !spec.kind().parallel()) {
            throw new ConfigException("--threads=" + threads + ": machine '" + spec.name() + "' ("
                    + spec.kind().word()
                    + ") runs in series only. Leave --threads away, or choose another machine with --machine.");
        }
        return ExecutionSpec.SERIAL;
    }
}
