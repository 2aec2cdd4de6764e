package org.skerry.noc;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.kernel.RunEnd;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.StatsSnapshot;

/** A network with traffic around it, for tests. */
public final class TrafficRun implements AutoCloseable {
    final Network network;
    final Kernel kernel;
    private final List<TrafficNode> nodes = new ArrayList<>();
    private final Carriers carriers = new Carriers(0);
    private final StatsRegistry registry = new StatsRegistry();

    /** Puts one node to each run of consecutive endpoints of a partition. */
    public TrafficRun(Network network, List<TrafficNode.Injection> plan, boolean reversed) {
        this.network = network;
        Kernel.Builder builder = new Kernel.Builder()
                .partitions(network.partitions())
                .hostThreads(2)
                .reversed(reversed);
        for (int first = 0; first < network.endpoints(); ) {
            int partition = network.partitionOf(first);
            int end = first + 1;
            while (end < network.endpoints() && network.partitionOf(end) == partition) {
                end++;
            }
            TrafficNode node = new TrafficNode(network, first, end - first, plan);
            builder.component(node, partition);
            nodes.add(node);
            first = end;
        }
        network.install(builder);
        network.register(registry);
        kernel = builder.build(carriers);
    }

    /** Runs until nothing is under way any more. */
    public TrafficRun toEnd() {
        RunEnd end = kernel.run(Long.MAX_VALUE - 1);
        if (!(end instanceof RunEnd.Idle)) {
            throw new AssertionError("the network did not fall silent: " + end);
        }
        return this;
    }

    /** Runs all cycles before {@code cycle}. */
    public TrafficRun runTo(long cycle) {
        kernel.run(cycle);
        return this;
    }

    /** The kernel, for saving and loading. */
    public Kernel kernel() {
        return kernel;
    }

    /** All arrivals, those of one endpoint in order. */
    public List<TrafficNode.Arrival> arrivals() {
        List<TrafficNode.Arrival> all = new ArrayList<>();
        nodes.forEach(node -> all.addAll(node.arrivals()));
        return all;
    }

    /** Hash of what the network says happened and of what arrived where and when, by endpoint. */
    public String digest() {
        DigestCombiner digest = new DigestCombiner();
        network.digest(digest, 0);
        for (int endpoint = 0; endpoint < network.endpoints(); endpoint++) {
            for (TrafficNode.Arrival arrival : arrivals()) {
                if (arrival.packet().destination() == endpoint) {
                    digest.addLong(arrival.cycle());
                    digest.addLong(arrival.packet().id());
                    digest.addLong((Long) arrival.packet().body());
                }
            }
        }
        return digest.hex();
    }

    /** The metrics. */
    public StatsSnapshot statistics() {
        return registry.snapshot(kernel.cycle());
    }

    @Override
    public void close() {
        carriers.close();
    }
}
