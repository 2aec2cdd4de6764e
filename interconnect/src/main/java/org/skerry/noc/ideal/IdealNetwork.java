package org.skerry.noc.ideal;

import java.util.List;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.noc.topology.RouterFloorplan;
import org.skerry.sim.config.Check;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.Codec;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;
import org.skerry.sim.trace.Floorplan;

/**
 * A mesh without contention on its links: every packet takes its zero-load latency, plus what it waits for the port of its source
 * and for the port of its destination, each of which passes one flit a cycle. The bound that a mesh with buffers is compared with.
 */
public final class IdealNetwork implements Network {
    private final MeshSpec mesh;
    private final MeshCut cut;
    private final Codec<Packet> packets;
    private final IdealSlice[] slices;
    private final Codec<Transit> transits;

    /**
     * A network that nothing hangs on yet.
     *
     * @param partitions how many slices to cut it into; fewer if the mesh has fewer rows
     * @param bodies     how the bodies of packets are saved
     */
    public IdealNetwork(MeshSpec mesh, int partitions, Codec<Object> bodies) {
        Check.isTrue(
                !mesh.sharedPort(),
                "network: ideal has no contention and gives each endpoint a port of its own, so that network.sharedPort"
                        + " means nothing. Choose network: mesh or packet, or leave sharedPort out.");
        this.mesh = mesh;
        this.cut = new MeshCut(mesh, partitions);
        this.packets = Packet.codec(bodies);
        this.transits = Transit.codec(packets);
        slices = new IdealSlice[cut.partitions()];
        for (int p = 0; p < slices.length; p++) {
            slices[p] = new IdealSlice(p, mesh, cut, transits);
        }
    }

    @Override
    public int endpoints() {
        return mesh.endpoints();
    }

    @Override
    public int partitions() {
        return slices.length;
    }

    @Override
    public int partitionOf(int endpoint) {
        return cut.partitionOf(endpoint);
    }

    @Override
    public NetworkPorts open(Component owner, int first, int count) {
        int partition = cut.partitionOf(first, count);
        IdealPorts ports = new IdealPorts(owner, first, count, mesh, packets);
        slices[partition].add(ports);
        return ports;
    }

    @Override
    public void install(Kernel.Builder kernel) {
        for (int p = 0; p < slices.length; p++) {
            kernel.component(slices[p], p);
            for (IdealPorts ports : slices[p].ports()) {
                kernel.wire(ports.toNetwork, ports.owner, slices[p]);
                kernel.wire(ports.toOwner, slices[p], ports.owner);
            }
        }
        for (int from = 0; from < slices.length; from++) {
            for (int to = from + 1; to < slices.length; to++) {
                Wire<Transit> there = connect(kernel, from, to);
                Wire<Transit> back = connect(kernel, to, from);
                slices[from].connect(to, back, there);
                slices[to].connect(from, there, back);
            }
        }
    }

    private Wire<Transit> connect(Kernel.Builder kernel, int from, int to) {
        int latency = (int) mesh.transitCycles(cut.hopsBetween(from, to));
        Wire<Transit> wire = new Wire<>("network from slice " + from + " to " + to, latency, transits);
        kernel.wire(wire, slices[from], slices[to]);
        return wire;
    }

    @Override
    public int hops(int source, int destination) {
        return mesh.hops(source, destination);
    }

    @Override
    public long zeroLoadLatencyCycles(int source, int destination, int bytes) {
        return mesh.zeroLoadLatencyCycles(source, destination, bytes);
    }

    @Override
    public long smallestCrossingLatencyCycles() {
        return mesh.transitCycles(1);
    }

    @Override
    public long packetsInFlight() {
        long count = 0;
        for (IdealSlice slice : slices) {
            count += slice.underWay();
        }
        return count;
    }

    @Override
    public void register(StatsRegistry registry) {
        registry.counter(
                "network.packets", Unit.PACKETS, "packets that entered the network", () -> sum(slice -> slice.packets));
        registry.counter(
                "network.packetBytes",
                Unit.BYTES,
                "bytes of those packets, headers included",
                () -> sum(slice -> slice.bytes));
        registry.counter(
                "network.hops",
                Unit.COUNT,
                "links between routers that packets passed",
                () -> sum(slice -> slice.hops));
        registry.counter(
                "network.flits", Unit.FLITS, "flits that entered the network", () -> sum(slice -> slice.flits));
        registry.counter(
                "network.linkFlits",
                Unit.FLITS,
                "flits over links between routers, counted for their whole way when they enter",
                () -> sum(slice -> slice.linkFlits));
        registry.counter(
                "network.routerFlits",
                Unit.FLITS,
                "flits through routers, counted for their whole way when they enter",
                () -> sum(slice -> slice.flits + slice.linkFlits));
        registry.histogram(
                "network.latency",
                Unit.CYCLES,
                "from handing a packet over at its source to its arrival, waiting for both ports included",
                this::latency);
    }

    private interface Reading {
        long of(IdealSlice slice);
    }

    private long sum(Reading reading) {
        long sum = 0;
        for (IdealSlice slice : slices) {
            sum += reading.of(slice);
        }
        return sum;
    }

    private LatencyHistogram latency() {
        LatencyHistogram all = new LatencyHistogram();
        for (IdealSlice slice : slices) {
            all.add(slice.latency);
        }
        return all;
    }

    @Override
    public void observe(NetworkObserver observer) {
        for (IdealSlice slice : slices) {
            slice.observe(observer);
        }
    }

    @Override
    public void digest(DigestCombiner digest, long firstEntity) {
        for (int endpoint = 0; endpoint < mesh.endpoints(); endpoint++) {
            IdealSlice slice = slices[cut.partitionOf(endpoint)];
            digest.add(firstEntity + endpoint, slice.digestHigh(endpoint), slice.digestLow(endpoint));
        }
    }

    @Override
    public List<Floorplan.Element> floorplan(List<Floorplan.Element> tiles, int firstId) {
        return RouterFloorplan.of(mesh, tiles, firstId);
    }
}
