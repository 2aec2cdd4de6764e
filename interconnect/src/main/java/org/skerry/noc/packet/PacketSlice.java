package org.skerry.noc.packet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.Timed;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.ni.MeshPorts;
import org.skerry.noc.router.MeshRoute;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.LatencyHistogram;

/** Routers and network interfaces of a mesh that is modelled packet by packet: sources, routers, destinations. */
final class PacketSlice implements Component, PacketRouters.Sink {
    private static final int EVENT_ENTERED = 1;
    private static final int EVENT_ARRIVED = 2;

    private final RouterBlock block;
    private final PacketTable packets;
    private final PacketRouters routers;
    private final PacketSources sources;
    private final LinkWatch watch;
    private final List<MeshPorts> ports = new ArrayList<>();
    private final MeshPorts[] portsOf; // by endpoint; null for those that nobody serves
    private final EntityDigests digests;
    private final LatencyHistogram latency = new LatencyHistogram();
    private int[] complete = new int[16]; // slots of packets, within a cycle
    private int completeCount;
    private NetworkObserver observer;
    private long lastCycle;
    private long packetsTaken;
    private long packetsDelivered;
    long packetsEntered;
    long bytes;
    long hops;
    long flits;

    PacketSlice(RouterBlock block, Codec<Packet> codec) {
        this.block = block;
        packets = new PacketTable(codec);
        routers = new PacketRouters(block, block.pipeline(), new MeshRoute(block, DimensionOrder.XY, packets), this);
        sources = new PacketSources(block, packets, routers, this);
        watch = new LinkWatch(
                routers, block.routers(), block.ports(), block.spec().vcsPerVnet());
        portsOf = new MeshPorts[block.endpoints()];
        digests = new EntityDigests(portsOf.length);
    }

    @Override
    public String name() {
        return "mesh, packet by packet";
    }

    void add(MeshPorts more) {
        for (int endpoint = more.first(); endpoint < more.first() + more.count(); endpoint++) {
            if (portsOf[endpoint] != null) {
                throw new IllegalStateException("the port of endpoint " + endpoint + " is opened twice");
            }
            portsOf[endpoint] = more;
        }
        ports.add(more);
    }

    List<MeshPorts> ports() {
        return ports;
    }

    RouterBlock block() {
        return block;
    }

    PacketRouters routers() {
        return routers;
    }

    EntityDigests digests() {
        return digests;
    }

    LatencyHistogram latency() {
        return latency;
    }

    void observe(NetworkObserver newObserver) {
        observer = newObserver;
    }

    boolean outOfRange() {
        return watch.outOfRange(lastCycle);
    }

    long underWay() {
        long count = packetsTaken - packetsDelivered;
        for (MeshPorts each : ports) {
            count += each.underWay();
        }
        return count;
    }

    @Override
    public long tick(long cycle) {
        for (int i = 0; i < ports.size(); i++) {
            MeshPorts from = ports.get(i);
            for (Packet packet = from.take(cycle); packet != null; packet = from.take(cycle)) {
                long handedOver = cycle - block.mesh().injectionCycles();
                sources.add(cycle, packets.add(packet, handedOver, block.destination(packet.destination())), packet);
                packetsTaken++;
            }
        }
        long next = sources.step(cycle);
        routers.step(cycle);
        for (int i = 0; i < completeCount; i++) {
            deliver(cycle, complete[i]);
        }
        completeCount = 0;
        lastCycle = cycle;
        if (cycle >= watch.nextLook()) {
            watch.look(cycle);
        }
        return Math.min(next, routers.nextCycle(cycle));
    }

    /** The head of a packet enters its first router. */
    void enter(long cycle, int endpoint, int slot, int count) {
        Packet packet = packets.packet(slot);
        packetsEntered++;
        bytes += packet.bytes();
        hops += block.hops(block.destination(packet.source()), packets.destination(slot));
        flits += count;
        digests.add(endpoint, cycle, EVENT_ENTERED, packets.identity(slot));
        if (packet.body() instanceof Timed timed) {
            timed.entered(cycle);
        }
        if (observer != null) {
            observer.onInjected(cycle, packet);
        }
    }

    /** The tail of a packet of an endpoint has entered its first router. */
    void departed(long cycle, int endpoint, int network) {
        portsOf[endpoint].departed(cycle, endpoint, 0, network);
    }

    /** Keeps a packet that is complete among those of this cycle, which are few, in order of source. */
    @Override
    public void leave(long cycle, int train) {
        if (!routers.isTail(train)) {
            return;
        }
        if (completeCount == complete.length) {
            complete = Arrays.copyOf(complete, 2 * completeCount);
        }
        int slot = routers.slot(train);
        int source = packets.packet(slot).source();
        int at = completeCount++;
        while (at > 0 && packets.packet(complete[at - 1]).source() > source) {
            complete[at] = complete[at - 1];
            at--;
        }
        complete[at] = slot;
    }

    private void deliver(long cycle, int slot) {
        Packet packet = packets.packet(slot);
        int endpoint = packet.destination();
        if (portsOf[endpoint] == null) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + packet + " arrived, and nobody has opened the port of its destination");
        }
        long arrival = cycle + block.mesh().ejectionCycles();
        long latencyCycles = arrival - packets.handedOver(slot);
        packetsDelivered++;
        digests.add(endpoint, arrival, EVENT_ARRIVED, packets.identity(slot));
        latency.record(latencyCycles);
        if (observer != null) {
            observer.onDelivered(arrival, packet, latencyCycles);
        }
        packets.remove(slot);
        portsOf[endpoint].deliver(cycle, packet);
    }

    @Override
    public void save(StateWriter out) {
        out.section(name());
        packets.save(out);
        routers.save(out);
        sources.save(out);
        watch.save(out);
        for (MeshPorts each : ports) {
            each.save(out);
        }
        digests.save(out);
        latency.save(out);
        for (long each : new long[] {lastCycle, packetsTaken, packetsDelivered, packetsEntered, bytes, hops, flits}) {
            out.writeLong(each);
        }
    }

    @Override
    public void load(StateReader in) {
        in.section(name());
        packets.load(in);
        routers.load(in);
        sources.load(in);
        watch.load(in);
        for (MeshPorts each : ports) {
            each.load(in);
        }
        digests.load(in);
        latency.load(in);
        lastCycle = in.readLong();
        packetsTaken = in.readLong();
        packetsDelivered = in.readLong();
        packetsEntered = in.readLong();
        bytes = in.readLong();
        hops = in.readLong();
        flits = in.readLong();
    }
}
