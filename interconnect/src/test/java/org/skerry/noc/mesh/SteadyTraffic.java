package org.skerry.noc.mesh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntUnaryOperator;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Endpoints that inject packets of one size at random with a steady rate, for ever, and measure what comes. Sources wait in queues
 * without a bound; all packets are made before the first cycle, and a packet carries no time, so that nothing is allocated: latency is
 * measured as the mean number of packets that exist, divided by their rate (Little, 1961).
 */
final class SteadyTraffic implements Component {
    /** Bodies that are nothing. */
    static final Codec<Object> NO_BODIES = new Codec<>() {
        @Override
        public void write(Object body, StateWriter out) {}

        @Override
        public Object read(StateReader in) {
            return null;
        }
    };

    private static final long ONE = 1L << 32;
    private static final int CYCLES_BETWEEN_READINGS = 5_000; // as a reading itself allocates

    private final MeshNetwork network;
    private final NetworkPorts ports;
    private final Packet[][] packets; // by source and destination
    private final RandomStream random;
    private final IntUnaryOperator pattern; // destination of a source, or -1 for any
    private final long packetChance; // of a source in a cycle, in 2^-32
    private final int[][] waiting; // by source: a ring of destinations
    private final int[] heads;
    private final int[] counts;
    private final boolean[] refused;

    private final long from;
    private long born;
    private long existing;
    private long existingSum;
    private long arrived;
    private long cycles;
    private long allocatedBefore;
    private long allocated;
    final Carriers carriers = new Carriers(0);
    final Kernel kernel;

    /** One partition; packets of {@code flits}; {@code load} in flits per endpoint and million cycles; measures from a cycle on. */
    SteadyTraffic(
            MeshSpec mesh, MeshNetwork network, int flits, long load, long seed, long from, IntUnaryOperator pattern) {
        int endpoints = mesh.endpoints();
        this.network = network;
        this.pattern = pattern;
        this.from = from;
        packetChance = load * ONE / 1_000_000 / flits;
        random = new RandomStreams(seed).stream("steady traffic", 0);
        packets = new Packet[endpoints][endpoints];
        for (int source = 0; source < endpoints; source++) {
            for (int destination = 0; destination < endpoints; destination++) {
                packets[source][destination] = new Packet(
                        (long) source << 32 | destination,
                        source,
                        destination,
                        VirtualNetwork.REQUEST,
                        flits * mesh.flitBytes(),
                        null);
            }
        }
        waiting = new int[endpoints][1024];
        heads = new int[endpoints];
        counts = new int[endpoints];
        refused = new boolean[endpoints];
        ports = network.open(this, 0, endpoints);
        Kernel.Builder builder = new Kernel.Builder().component(this);
        network.install(builder);
        kernel = builder.build(carriers);
    }

    @Override
    public String name() {
        return "steady traffic";
    }

    @Override
    public long tick(long cycle) {
        if (cycle == from) {
            allocatedBefore = allocatedBytes();
            existingSum = 0;
            arrived = 0;
            born = 0;
            cycles = 0;
        }
        for (Packet packet = ports.poll(cycle); packet != null; packet = ports.poll(cycle)) {
            arrived++;
            existing--;
        }
        for (int source = ports.pollSpace(cycle); source >= 0; source = ports.pollSpace(cycle)) {
            refused[source] = false;
        }
        for (int source = 0; source < waiting.length; source++) {
            if ((random.nextLong() >>> 32) < packetChance) {
                bear(source);
            }
            while (counts[source] > 0 && !refused[source]) {
                send(cycle, source);
            }
        }
        existingSum += existing;
        cycles++;
        if (cycles % CYCLES_BETWEEN_READINGS == 0) {
            allocated = allocatedBytes() - allocatedBefore;
        }
        return cycle + 1;
    }

    private void bear(int source) {
        born++;
        existing++;
        if (counts[source] < waiting[source].length) { // far beyond saturation nobody counts latency
            int destination = pattern.applyAsInt(source);
            waiting[source][heads[source] + counts[source]++ & waiting[source].length - 1] =
                    destination >= 0 ? destination : random.nextInt(waiting.length);
        }
    }

    private void send(long cycle, int source) {
        if (ports.inject(cycle, packets[source][waiting[source][heads[source]]])) {
            heads[source] = heads[source] + 1 & waiting[source].length - 1;
            counts[source]--;
        } else {
            refused[source] = true;
        }
    }

    /** Bytes allocated so far by the thread that asks. */
    static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Packets that arrived for each endpoint and cycle. */
    double acceptedPackets() {
        return (double) arrived / cycles / waiting.length;
    }

    /** Mean cycles from birth to arrival. */
    double meanLatency() {
        return (double) existingSum / arrived;
    }

    /** Bytes allocated by the simulating thread since measuring began. */
    long allocated() {
        return allocated;
    }

    MeshNetwork network() {
        return network;
    }

    @Override
    public void save(StateWriter out) {}

    @Override
    public void load(StateReader in) {}
}
