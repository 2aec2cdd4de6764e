package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.trace.Floorplan;

/**
 * The ideal network with ports that take one packet in so many cycles and refuse the others, as a mesh does when its buffers are
 * full. Its memory of when a port is free is its own wire: the news that a port is free travels on it.
 */
final class NarrowNetwork implements Network {
    private static final int CYCLES = 40;

    private final Network network;
    private final List<Ports> opened = new ArrayList<>();
    private long refusals;

    NarrowNetwork(MeshSpec mesh, int partitions, Codec<Object> bodies) {
        network = new IdealNetwork(mesh, partitions, bodies);
    }

    /** Injections refused so far, over all ports. */
    long refusals() {
        return refusals;
    }

    private final class Ports implements NetworkPorts {
        private final Component owner;
        private final NetworkPorts ports;
        private final Wire<Integer> news;
        private final boolean[] busy; // by endpoint of the network

        Ports(Component owner, int first, int count) {
            this.owner = owner;
            ports = network.open(owner, first, count);
            busy = new boolean[network.endpoints()];
            news = new Wire<>("news of ports from " + first, CYCLES, new Codec<>() {
                @Override
                public void write(Integer endpoint, StateWriter out) {
                    out.writeInt(endpoint);
                }

                @Override
                public Integer read(StateReader in) {
                    int endpoint = in.readInt();
                    busy[endpoint] = true; // its news is on the way, so it is
                    return endpoint;
                }
            });
        }

        @Override
        public boolean inject(long cycle, Packet packet) {
            if (busy[packet.source()]) {
                refusals++;
                return false;
            }
            busy[packet.source()] = true;
            news.send(cycle, packet.source());
            return ports.inject(cycle, packet);
        }

        @Override
        public Packet poll(long cycle) {
            return ports.poll(cycle);
        }

        @Override
        public int pollSpace(long cycle) {
            Integer endpoint = news.poll(cycle);
            if (endpoint == null) {
                return -1;
            }
            busy[endpoint] = false;
            return endpoint;
        }
    }

    @Override
    public NetworkPorts open(Component owner, int first, int count) {
        Ports ports = new Ports(owner, first, count);
        opened.add(ports);
        return ports;
    }

    @Override
    public void install(Kernel.Builder kernel) {
        network.install(kernel);
        for (Ports ports : opened) {
            kernel.wire(ports.news, ports.owner, ports.owner);
        }
    }

    @Override
    public int endpoints() {
        return network.endpoints();
    }

    @Override
    public int partitions() {
        return network.partitions();
    }

    @Override
    public int partitionOf(int endpoint) {
        return network.partitionOf(endpoint);
    }

    @Override
    public int hops(int source, int destination) {
        return network.hops(source, destination);
    }

    @Override
    public long zeroLoadLatencyCycles(int source, int destination, int bytes) {
        return network.zeroLoadLatencyCycles(source, destination, bytes);
    }

    @Override
    public long smallestCrossingLatencyCycles() {
        return network.smallestCrossingLatencyCycles();
    }

    @Override
    public long packetsInFlight() {
        return network.packetsInFlight();
    }

    @Override
    public void register(StatsRegistry registry) {
        network.register(registry);
    }

    @Override
    public void observe(NetworkObserver observer) {
        network.observe(observer);
    }

    @Override
    public void digest(DigestCombiner digest, long firstEntity) {
        network.digest(digest, firstEntity);
    }

    @Override
    public List<Floorplan.Element> floorplan(List<Floorplan.Element> tiles, int firstId) {
        return network.floorplan(tiles, firstId);
    }
}
