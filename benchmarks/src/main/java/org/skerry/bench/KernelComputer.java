package org.skerry.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.wasm.WasmLoader;

/** A shared-memory computer with all its timing that runs one guest turn after turn, or two that pass one message between them. */
final class KernelComputer implements AutoCloseable {
    private static final long SEED = 1;
    private static final int CYCLES = 1 << 22; // simulated between two looks
    private static final int MESSAGES = 60_000; // more than any row takes, and what a turn may send

    /** What is simulated: a computer, and how finely its network is. */
    record Computer(SharedMemorySpec spec, NetworkMaker network) {
        /** One whose network is simulated flit by flit. */
        static Computer onMesh(SharedMemorySpec spec) {
            return new Computer(spec, MeshNetwork::new);
        }
    }

    private final SharedMemoryMachine machine;
    private long cycle;

    private KernelComputer(Computer computer, DeploymentPlan plan) {
        machine = new SharedMemoryMachine(computer.spec(), SEED, ExecutionSpec.SERIAL, computer.network());
        machine.deploy(plan);
    }

    /** A guest on the first core that takes a turn for each message, and somebody on the second who sends them. */
    static KernelComputer of(Computer computer, String name, byte[] module) {
        return new KernelComputer(
                computer,
                new DeploymentPlan(
                        Map.of("kernel", WasmLoader.load(name, module), "pacemaker", new Pacemaker(MESSAGES)),
                        List.of(
                                actor("kernel", "kernel", new byte[0], 0),
                                actor("pacemaker", "pacemaker", new byte[0], 1, "kernel")),
                        List.of()));
    }

    /** Two relays on two cores with one message between them. */
    static KernelComputer pingPong(Computer computer, byte[] relay) {
        return new KernelComputer(
                computer,
                new DeploymentPlan(
                        Map.of("relay", WasmLoader.load("relay", relay)),
                        List.of(
                                actor("ping", "relay", relayArguments(1), 0, "pong"),
                                actor("pong", "relay", relayArguments(0), 1, "ping")),
                        List.of()));
    }

    private static byte[] relayArguments(int sends) {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(sends)
                .putLong(SEED)
                .putInt(RelayChip.MESSAGE_BYTES)
                .array();
    }

    private static ActorPlan actor(String name, String image, byte[] arguments, int core, String... targets) {
        List<GrantPlan> grants = List.of(targets).stream()
                .map(target -> new GrantPlan("", new GrantTarget.ToActor(target), Rights.SEND, 0))
                .toList();
        return new ActorPlan(name, image, arguments, grants, OptionalInt.of(core), false);
    }

    /** What a stretch of simulation did, and the processor time that the threads of the simulation took for it. */
    record Sample(long turns, long instructions, long nanoseconds) {
        double nanosecondsPerTurn() {
            return (double) nanoseconds / turns;
        }
    }

    /** Simulates until at least so many turns more have ended. */
    Sample run(int turns) {
        long instructions = metric("turns.instructions");
        long first = machine.turns();
        long before = processorNanoseconds();
        while (machine.turns() < first + turns) {
            cycle += CYCLES;
            machine.run(RunLimits.toCycle(cycle));
        }
        long spent = processorNanoseconds() - before;
        return new Sample(machine.turns() - first, metric("turns.instructions") - instructions, spent);
    }

    /** Of all threads of this JVM but its compilers and collectors. */
    private static long processorNanoseconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += Math.max(0, threads.getThreadCpuTime(id));
        }
        return sum;
    }

    long turns() {
        return machine.turns();
    }

    long metric(String name) {
        return machine.statistics().value(name);
    }

    StatsSnapshot statistics() {
        return machine.statistics();
    }

    long cycle() {
        return cycle;
    }

    String digest() {
        return machine.digest();
    }

    @Override
    public void close() {
        machine.close();
    }
}
