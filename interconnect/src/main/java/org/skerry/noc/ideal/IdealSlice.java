package org.skerry.noc.ideal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.Timed;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.LatencyHistogram;

/**
 * The routers and ports of one partition. A packet that enters is timed at once to the end of its way; what remains is to keep it
 * until then, here or in the slice of its destination:
 *
 * <pre>
 *   handed over   enters            due                       arrives
 *       |--injection--|--transit, flits--|--wait for the port--|--ejection--|
 *          wire          event queue         event queue           wire
 * </pre>
 *
 * <p>The injection port of an endpoint sends one flit a cycle, the ejection port takes one flit a cycle, in order of (due cycle,
 * source, order of sending).
 */
final class IdealSlice implements Component {
    private static final int EVENT_ENTERED = 1;
    private static final int EVENT_ARRIVED = 2;

    /** Marks an event of a packet that has its ejection port. */
    private static final long EJECTING = 1L << 32;

    private final int partition;
    private final MeshSpec mesh;
    private final MeshCut cut;
    private final Codec<Transit> codec;
    private final int firstEndpoint;
    private final int tileEndpoints;
    private final int firstEdge;
    private final Ways ways;
    private final List<IdealPorts> ports = new ArrayList<>();
    private final IdealPorts[] portsOf; // by local endpoint

    private final Wire<Transit>[] incoming; // by partition; null for this one
    private final Wire<Transit>[] outgoing;

    private final EventQueue events = new EventQueue();
    private Transit[] waiting = new Transit[16]; // by slot; the payload of an event is its slot
    private int[] freeSlots = new int[16];
    private int free;
    private int slots;

    private final long[] injectionFree; // by local endpoint: first cycle at which its port can send another packet
    private final long[] sideFree; // by endpoint, direction: when its next packet may leave its chiplet there
    private final long[] lastEjected; // by local endpoint: cycle of the last flit that its port took

    private final EntityDigests digests;
    private NetworkObserver observer;
    long packets;
    long bytes;
    long hops;
    long flits;
    long linkFlits;
    final LatencyHistogram latency = new LatencyHistogram();

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of wires
    IdealSlice(int partition, MeshSpec mesh, MeshCut cut, Codec<Transit> codec) {
        this.partition = partition;
        this.mesh = mesh;
        this.cut = cut;
        ways = new Ways(mesh);
        this.codec = codec;
        firstEndpoint = cut.firstEndpoint(partition);
        tileEndpoints = cut.firstEndpoint(partition + 1) - firstEndpoint;
        firstEdge = mesh.tileEndpoints() + Math.min(mesh.edgeEndpoints(), cut.firstRow(partition));
        int edges = mesh.tileEndpoints() + Math.min(mesh.edgeEndpoints(), cut.firstRow(partition + 1)) - firstEdge;
        portsOf = new IdealPorts[tileEndpoints + edges];
        injectionFree = new long[portsOf.length];
        sideFree = new long[mesh.chiplets().any() ? Direction.COUNT * (portsOf.length) : 0];
        lastEjected = new long[portsOf.length];
        digests = new EntityDigests(portsOf.length);
        incoming = new Wire[cut.partitions()];
        outgoing = new Wire[cut.partitions()];
    }

    @Override
    public String name() {
        return "network slice " + partition;
    }

    void add(IdealPorts more) {
        for (int endpoint = more.first; endpoint < more.first + more.count; endpoint++) {
            if (portsOf[local(endpoint)] != null) {
                throw new IllegalStateException("the port of endpoint " + endpoint + " is opened twice");
            }
            portsOf[local(endpoint)] = more;
        }
        ports.add(more);
    }

    void connect(int other, Wire<Transit> in, Wire<Transit> out) {
        incoming[other] = in;
        outgoing[other] = out;
    }

    void observe(NetworkObserver newObserver) {
        observer = newObserver;
    }

    List<IdealPorts> ports() {
        return ports;
    }

    @Override
    public long tick(long cycle) {
        for (int i = 0; i < ports.size(); i++) {
            Wire<Packet> wire = ports.get(i).toNetwork;
            for (Packet packet = wire.poll(cycle); packet != null; packet = wire.poll(cycle)) {
                enter(cycle, packet);
            }
        }
        for (Wire<Transit> wire : incoming) {
            if (wire != null) {
                for (Transit transit = wire.poll(cycle); transit != null; transit = wire.poll(cycle)) {
                    keep(transit);
                }
            }
        }
        while (events.poll(cycle)) {
            long payload = events.polledPayload();
            if ((payload & EJECTING) == 0) {
                leave(cycle, (int) payload);
            } else {
                eject(cycle, (int) payload);
            }
        }
        return events.nextCycle();
    }

    /** A packet has reached its port; it enters the first router once its predecessors have. */
    private void enter(long cycle, Packet packet) {
        int source = local(packet.source());
        int flits = mesh.flits(packet.bytes());
        ways.ask(packet.source(), packet.destination());
        int links = ways.links;
        int from = ways.from;
        int to = ways.to;
        long entered = Math.max(cycle, injectionFree[source]);
        injectionFree[source] = entered + flits;
        if (mesh.chiplets().any() && mesh.crossings(from, to) > 0) {
            // Packets of a source that leave its chiplet on one side follow each other as the narrow link lets them.
            int side = Direction.COUNT * source + side(from, to);
            entered = Math.max(entered, sideFree[side]);
            sideFree[side] = entered + (long) flits * mesh.chiplets().flitCycles();
        }
        packets++;
        bytes += packet.bytes();
        hops += links;
        this.flits += flits;
        linkFlits += (long) flits * links;
        digests.add(source, entered, EVENT_ENTERED, Mix.combine(packet.id(), identity(packet)));
        if (packet.body() instanceof Timed timed) {
            timed.entered(entered);
        }
        if (observer != null) {
            observer.onInjected(entered, packet);
        }
        long due = entered + (mesh.chiplets().any() ? mesh.loneCycles(from, to, flits) : ways.loneCycles + flits - 1);
        Transit transit = new Transit(packet, cycle - mesh.injectionCycles(), due);
        int other = cut.partitionOf(packet.destination());
        if (other == partition) {
            keep(transit);
        } else {
            outgoing[other].send(cycle, transit);
        }
    }

    /** Side on which a packet leaves its chiplet that goes along the row first. */
    private int side(int from, int to) {
        int rowEnd = from + mesh.x(to) - mesh.x(from);
        if (mesh.crossings(from, rowEnd) > 0) {
            return rowEnd > from ? Direction.EAST : Direction.WEST;
        }
        return to > from ? Direction.SOUTH : Direction.NORTH;
    }

    private void keep(Transit transit) {
        int slot = free > 0 ? freeSlots[--free] : slots++;
        if (slot == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * slot);
            freeSlots = Arrays.copyOf(freeSlots, 2 * slot);
        }
        waiting[slot] = transit;
        events.add(transit.due(), transit.packet().source(), slot);
    }

    /** The last flit has left the last router: the packet gets the ejection port once it is free. */
    private void leave(long cycle, int slot) {
        Packet packet = waiting[slot].packet();
        int destination = local(packet.destination());
        long taken = Math.max(cycle, lastEjected[destination] + mesh.flits(packet.bytes()));
        lastEjected[destination] = taken;
        if (taken == cycle) {
            eject(cycle, slot);
        } else {
            events.add(taken, packet.source(), slot | EJECTING);
        }
    }

    private void eject(long cycle, int slot) {
        Transit transit = waiting[slot];
        waiting[slot] = null;
        freeSlots[free++] = slot;
        Packet packet = transit.packet();
        int destination = local(packet.destination());
        long arrival = cycle + mesh.ejectionCycles();
        digests.add(destination, arrival, EVENT_ARRIVED, Mix.combine(packet.id(), identity(packet)));
        latency.record(arrival - transit.handedOver());
        if (observer != null) {
            observer.onDelivered(arrival, packet, arrival - transit.handedOver());
        }
        portsOf[destination].toOwner.send(cycle, packet);
    }

    private static long identity(Packet packet) {
        return ((long) packet.source() << 32 | packet.destination())
                ^ (long) packet.bytes() << 2
                ^ packet.network().ordinal();
    }

    /** Index of an endpoint in the arrays of this slice: tiles first, then the edge. */
    private int local(int endpoint) {
        return endpoint < mesh.tileEndpoints() ? endpoint - firstEndpoint : tileEndpoints + endpoint - firstEdge;
    }

    long digestHigh(int endpoint) {
        return digests.high(local(endpoint));
    }

    long digestLow(int endpoint) {
        return digests.low(local(endpoint));
    }

    /** Packets between their routers or on the wires of this slice's ports. */
    long underWay() {
        long count = slots - free;
        for (IdealPorts each : ports) {
            count += each.underWay();
        }
        for (Wire<Transit> wire : incoming) {
            count += wire == null ? 0 : wire.inFlight();
        }
        return count;
    }

    @Override
    public void save(StateWriter out) {
        out.section(name());
        events.save(out);
        out.writeInt(slots);
        out.writeInt(slots - free);
        for (int slot = 0; slot < slots; slot++) {
            if (waiting[slot] != null) {
                out.writeInt(slot);
                codec.write(waiting[slot], out);
            }
        }
        out.writeLongs(injectionFree);
        out.writeLongs(sideFree);
        out.writeLongs(lastEjected);
        digests.save(out);
        out.writeLong(packets);
        out.writeLong(bytes);
        out.writeLong(hops);
        out.writeLong(flits);
        out.writeLong(linkFlits);
        latency.save(out);
    }

    @Override
    public void load(StateReader in) {
        in.section(name());
        events.load(in);
        slots = in.readInt();
        waiting = new Transit[Math.max(16, slots)];
        freeSlots = new int[waiting.length];
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            waiting[in.readInt()] = codec.read(in);
        }
        free = 0;
        for (int slot = slots - 1; slot >= 0; slot--) {
            if (waiting[slot] == null) {
                freeSlots[free++] = slot;
            }
        }
        in.readLongs(injectionFree);
        in.readLongs(sideFree);
        in.readLongs(lastEjected);
        digests.load(in);
        packets = in.readLong();
        bytes = in.readLong();
        hops = in.readLong();
        flits = in.readLong();
        linkFlits = in.readLong();
        latency.load(in);
    }
}
