package org.skerry.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.packet.PacketNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Packets between random endpoints of an 8 x 8 mesh, a fixed number of them under way: what the network costs for each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NetworkBenchmark {
    private static final int WIDTH = 8;
    private static final int CYCLES = 1024;

    @Param({"ideal", "mesh", "packet"})
    String network;

    /** Packets of one endpoint under way, or waiting for its port. */
    @Param({"1", "8"})
    int window;

    private Carriers carriers;
    private Kernel kernel;
    private Endpoint[] endpoints;
    private long cycle;

    /** What one second of the host simulates. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Simulated {
        public long packets;
        public long routerCycles;
    }

    @Setup
    public void build() {
        carriers = new Carriers(0);
        Kernel.Builder builder = new Kernel.Builder();
        MeshSpec spec = MeshSpec.of(WIDTH, WIDTH, 1, 0);
        Network mesh = switch (network) {
            case "mesh" -> new MeshNetwork(spec, 1, new NoBodies());
            case "packet" -> new PacketNetwork(spec, 1, new NoBodies());
            default -> new IdealNetwork(spec, 1, new NoBodies());
        };
        endpoints = new Endpoint[mesh.endpoints()];
        for (int i = 0; i < endpoints.length; i++) {
            endpoints[i] = new Endpoint(i, endpoints.length, window);
            endpoints[i].ports = mesh.open(endpoints[i], i, 1);
            builder.component(endpoints[i]);
        }
        mesh.install(builder);
        kernel = builder.build(carriers);
    }

    @TearDown
    public void close() {
        carriers.close();
    }

    @Benchmark
    public long run(Simulated simulated) {
        long before = arrived();
        cycle += CYCLES;
        kernel.run(cycle);
        simulated.packets += arrived() - before;
        simulated.routerCycles += (long) CYCLES * WIDTH * WIDTH;
        return cycle;
    }

    private long arrived() {
        long sum = 0;
        for (Endpoint endpoint : endpoints) {
            sum += endpoint.arrived;
        }
        return sum;
    }

    /** Sends a new packet for each that arrives, so that the number under way stays the same. */
    private static final class Endpoint implements Component {
        private static final int BYTES = 64;

        private final int index;
        private final int endpoints;
        private final RandomStream random;
        private NetworkPorts ports;
        private int toSend;
        private long arrived;

        Endpoint(int index, int endpoints, int window) {
            this.index = index;
            this.endpoints = endpoints;
            this.random = new RandomStreams(1).stream("benchmark.endpoint", index);
            this.toSend = window;
        }

        @Override
        public String name() {
            return "endpoint-" + index;
        }

        @Override
        public long tick(long cycle) {
            while (ports.poll(cycle) != null) {
                arrived++;
                toSend++;
            }
            while (ports.pollSpace(cycle) >= 0) {
                // what was refused is still counted in toSend
            }
            while (toSend > 0) {
                int destination = random.nextInt(endpoints);
                if (!ports.inject(
                        cycle, new Packet(arrived, index, destination, VirtualNetwork.values()[0], BYTES, null))) {
                    return IDLE;
                }
                toSend--;
            }
            return IDLE;
        }

        @Override
        public void save(StateWriter out) {}

        @Override
        public void load(StateReader in) {}
    }

    private static final class NoBodies implements Codec<Object> {
        @Override
        public void write(Object body, StateWriter out) {}

        @Override
        public Object read(StateReader in) {
            return null;
        }
    }
}
