package org.skerry.noc;

import java.util.List;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.state.Codec;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.trace.Floorplan;

/** An ideal network with one fault, to show that the law book notices. */
final class MutantNetwork implements Network {
    /** What is wrong with it. */
    enum Fault {
        LOSES_ONE,
        DOUBLES_ONE,
        SWAPS_TWO,
        CHANGES_ONE,
        PROMISES_ONE_CYCLE_LESS
    }

    /** The packet of each set of ports that meets the fault. */
    private static final int UNLUCKY = 17;

    private final Fault fault;
    private final Network network;

    MutantNetwork(Fault fault, int partitions, Codec<Object> bodies) {
        this.fault = fault;
        this.network = new IdealNetwork(MeshSpec.of(3, 5, 2, 2), partitions, bodies);
    }

    @Override
    public NetworkPorts open(Component owner, int first, int count) {
        NetworkPorts ports = network.open(owner, first, count);
        return new NetworkPorts() {
            private int injected;
            private int polled;
            private Packet kept;

            @Override
            public boolean inject(long cycle, Packet packet) {
                injected++;
                if (fault == Fault.LOSES_ONE && injected == UNLUCKY) {
                    return true;
                }
                if (fault == Fault.SWAPS_TWO && injected == UNLUCKY) {
                    kept = packet;
                    return true;
                }
                boolean taken = ports.inject(cycle, packet);
                if (kept != null
                        && kept.source() == packet.source()
                        && kept.destination() == packet.destination()
                        && kept.network() == packet.network()) {
                    ports.inject(cycle, kept);
                    kept = null;
                }
                return taken;
            }

            @Override
            public Packet poll(long cycle) {
                if (kept != null && fault == Fault.DOUBLES_ONE) {
                    Packet again = kept;
                    kept = null;
                    return again;
                }
                Packet packet = ports.poll(cycle);
                if (packet != null && ++polled == UNLUCKY) {
                    if (fault == Fault.DOUBLES_ONE) {
                        kept = packet;
                    } else if (fault == Fault.CHANGES_ONE) {
                        return new Packet(
                                packet.id(),
                                packet.source(),
                                packet.destination(),
                                packet.network(),
                                packet.bytes(),
                                (Long) packet.body() ^ 1);
                    }
                }
                return packet;
            }

            @Override
            public int pollSpace(long cycle) {
                return ports.pollSpace(cycle);
            }
        };
    }

    @Override
    public long zeroLoadLatencyCycles(int source, int destination, int bytes) {
        return network.zeroLoadLatencyCycles(source, destination, bytes)
                - (fault == Fault.PROMISES_ONE_CYCLE_LESS ? 1 : 0);
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
    public void install(Kernel.Builder kernel) {
        network.install(kernel);
    }

    @Override
    public int hops(int source, int destination) {
        return network.hops(source, destination);
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
