package org.skerry.noc.packet;

import java.util.Arrays;
import java.util.List;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.Timed;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.ni.Places;
import org.skerry.noc.router.RouterBlock;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.link.IntCalendar;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.LatencyHistogram;

/** Routers and network interfaces of a mesh that is modelled packet by packet: sources, ways, destinations. */
final class PacketSlice implements Component, Journeys.Sink {
    private static final int NETWORKS = VirtualNetwork.values().length;
    private static final int NOT_ASKED = 0; // of the table of packets: where one goes
    private static final int EVENT_ENTERED = 1;
    private static final int EVENT_ARRIVED = 2;

    private final RouterBlock block;
    private final int injectionCycles;
    private final int ejectionCycles;
    private final IntCalendar entering;
    private final PacketTable packets;
    private final Places places;
    private final Journeys journeys;
    private final PacketSources sources;
    private final LinkWatch watch;
    private final PacketPorts[] portsOf; // by endpoint; null for those that nobody serves
    private final EntityDigests
            digests; // by endpoint: of what it sends, and of what it takes, which may be done in either order
    private final LatencyHistogram latency = new LatencyHistogram();
    private PacketPorts[] ports = {};
    private NetworkObserver observer;
    private long lastCycle;
    private long packetsTaken;
    private long packetsDelivered;
    long packetsEntered;
    long bytes;
    long hops;
    long flits;

    PacketSlice(RouterBlock block, Codec<Packet> codec, boolean putsOff) {
        this.block = block;
        injectionCycles = block.mesh().injectionCycles();
        ejectionCycles = block.mesh().ejectionCycles();
        packets = new PacketTable(codec);
        places = new Places(block.endpoints() * NETWORKS, block.spec().sourceQueuePackets());
        journeys = new Journeys(block, block.mesh().width(), block.pipeline(), this);
        entering = new IntCalendar("injection", 1, Math.max(injectionCycles, Journeys.MOST_FLITS));
        sources = new PacketSources(block, packets, entering, journeys, this, putsOff);
        watch = new LinkWatch(
                journeys, block.routers(), block.ports(), block.spec().vcsPerVnet(), Journeys.INSIDE_PER_MILLE);
        portsOf = new PacketPorts[block.endpoints()];
        digests = new EntityDigests(2 * portsOf.length);
    }

    @Override
    public String name() {
        return "mesh, packet by packet";
    }

    void add(PacketPorts more) {
        for (int endpoint = more.first(); endpoint < more.first() + more.count(); endpoint++) {
            if (portsOf[endpoint] != null) {
                throw new IllegalStateException("the port of endpoint " + endpoint + " is opened twice");
            }
            portsOf[endpoint] = more;
        }
        ports = Arrays.copyOf(ports, ports.length + 1);
        ports[ports.length - 1] = more;
    }

    List<PacketPorts> ports() {
        return List.of(ports);
    }

    RouterBlock block() {
        return block;
    }

    Journeys journeys() {
        return journeys;
    }

    Places places() {
        return places;
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
        return packetsTaken - packetsDelivered;
    }

    /** Packets on their way from their owners, or whose port is to be free again, by source. The slice's own wire. */
    IntCalendar entering() {
        return entering;
    }

    /** An owner of {@code source} hands a packet over, for which there is a place. */
    void takeOver(long cycle, int source, Packet packet) {
        packetsTaken++;
        sources.comes(cycle, cycle + injectionCycles, source, packets.add(packet, cycle, NOT_ASKED));
    }

    @Override
    public long tick(long cycle) {
        long next = sources.step(cycle);
        journeys.step(cycle);
        lastCycle = cycle;
        if (cycle >= watch.nextLook()) {
            watch.look(cycle);
        }
        return Math.min(next, journeys.nextCycle());
    }

    /** The head of a packet enters its first router. */
    void enter(long cycle, int endpoint, int slot, Packet packet, int flitsOfIt, int hopsOfIt) {
        packetsEntered++;
        bytes += packet.bytes();
        hops += hopsOfIt;
        flits += flitsOfIt;
        digests.add(2 * endpoint, cycle, EVENT_ENTERED, packets.identity(slot));
        if (packet.body() instanceof Timed timed) {
            timed.entered(cycle);
        }
        if (observer != null) {
            observer.onInjected(cycle, packet);
        }
    }

    /** The tail of a packet of an endpoint enters its first router at {@code departs}. */
    void departs(long cycle, long departs, int endpoint, int network) {
        int lane = endpoint * NETWORKS + network;
        long end = departs + injectionCycles;
        if (places.ends(lane, end)) {
            portsOf[endpoint].tell(cycle, end, lane);
        }
    }

    @Override
    public void leaves(long now, int slot, long cycle, boolean tail) {
        if (!tail) {
            return;
        }
        Packet packet = packets.packet(slot);
        PacketPorts to = portsOf[packet.destination()];
        if (to == null) {
            throw new IllegalStateException(
                    "cycle " + now + ": " + packet + " arrives, and nobody has opened the port of its destination");
        }
        to.arrives(now, cycle + ejectionCycles, packet.source(), slot);
    }

    /** A packet has arrived; its destination takes it. */
    Packet arrived(long cycle, int slot) {
        long latencyCycles = cycle - packets.handedOver(slot);
        long identity = packets.identity(slot);
        Packet packet = packets.remove(slot);
        packetsDelivered++;
        digests.add(2 * packet.destination() + 1, cycle, EVENT_ARRIVED, identity);
        latency.record(latencyCycles);
        if (observer != null) {
            observer.onDelivered(cycle, packet, latencyCycles);
        }
        return packet;
    }

    @Override
    public void save(StateWriter out) {
        out.section(name());
        packets.save(out);
        journeys.save(out);
        sources.save(out);
        watch.save(out);
        for (PacketPorts each : ports) {
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
        journeys.load(in);
        sources.load(in);
        watch.load(in);
        for (PacketPorts each : ports) {
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
