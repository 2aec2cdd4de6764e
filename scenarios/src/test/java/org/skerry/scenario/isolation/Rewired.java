package org.skerry.scenario.isolation;

import java.util.List;
import java.util.function.ToIntFunction;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.trace.Floorplan;

/**
 * A network wired wrongly: packets travel in other domains than they say.
 *
 * @param inner   what carries them
 * @param domains how many it says it has
 * @param domain  the domain of a packet
 */
record Rewired(Network inner, int domains, ToIntFunction<Packet> domain) implements Network {
    @Override
    public NetworkPorts open(Component owner, int first, int count) {
        NetworkPorts ports = inner.open(owner, first, count);
        return new NetworkPorts() {
            @Override
            public boolean inject(long cycle, Packet packet) {
                return ports.inject(cycle, in(domain.applyAsInt(packet), packet));
            }

            @Override
            public Packet poll(long cycle) {
                Packet packet = ports.poll(cycle);
                return packet == null || domains > 1 ? packet : in(0, packet);
            }

            @Override
            public int pollSpace(long cycle) {
                return ports.pollSpace(cycle);
            }
        };
    }

    private static Packet in(int domain, Packet packet) {
        return new Packet(
                packet.id(),
                packet.source(),
                packet.destination(),
                packet.network(),
                domain,
                packet.bytes(),
                packet.body());
    }

    @Override
    public int endpoints() {
        return inner.endpoints();
    }

    @Override
    public int partitions() {
        return inner.partitions();
    }

    @Override
    public int partitionOf(int endpoint) {
        return inner.partitionOf(endpoint);
    }

    @Override
    public void install(Kernel.Builder kernel) {
        inner.install(kernel);
    }

    @Override
    public int hops(int source, int destination) {
        return inner.hops(source, destination);
    }

    @Override
    public long zeroLoadLatencyCycles(int source, int destination, int bytes) {
        return inner.zeroLoadLatencyCycles(source, destination, bytes);
    }

    @Override
    public long smallestCrossingLatencyCycles() {
        return inner.smallestCrossingLatencyCycles();
    }

    @Override
    public long packetsInFlight() {
        return inner.packetsInFlight();
    }

    @Override
    public void register(StatsRegistry registry) {
        inner.register(registry);
    }

    @Override
    public void observe(NetworkObserver observer) {
        inner.observe(observer);
    }

    @Override
    public void digest(DigestCombiner digest, long firstEntity) {
        inner.digest(digest, firstEntity);
    }

    @Override
    public List<Floorplan.Element> floorplan(List<Floorplan.Element> tiles, int firstId) {
        return inner.floorplan(tiles, firstId);
    }
}
