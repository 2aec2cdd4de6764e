package org.skerry.noc.ni;

import java.util.Arrays;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.Timed;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.router.ActiveSet;
import org.skerry.noc.router.DelayLine;
import org.skerry.noc.router.MeshRouters;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where packets wait at their source and become flits. Each endpoint has a lane for each virtual network, first in first out; it sends
 * one flit a cycle, of the lanes in turn, as far as there are credits. Lanes do not wait for each other. Endpoints that share a port
 * send one flit a cycle together, in the order of {@link PortArbiter}.
 */
public final class SourceQueues implements Stateful {
    static final int EVENT_ENTERED = 1;

    private static final int NETWORKS = VirtualNetwork.values().length;
    private static final int NO_VC = -1;

    private static final int LANE =
            4; // ints of a lane, side by side, so that to look at all lanes of an endpoint is one access
    private static final int HEAD = 0; // of the ring of slots
    private static final int COUNT = 1; // packets
    private static final int VC = 2; // of the packet that is being sent; if there is none, the one after the last used
    private static final int FLITS_LEFT = 3; // of that packet; 0 if there is none

    private final MeshSpec mesh;
    private final RouterBlock block;
    private final PacketTable packets;
    private final MeshRouters routers;
    private final PortSide[] portsOf;
    private final EntityDigests digests;
    private final DelayLine creditLine;
    private final int vcs;
    private final int depth;
    private final int queuePackets;

    private final PortArbiter arbiter; // null if every endpoint has a port of its own
    private final int[] inputs; // by endpoint: address of VC 0 of its port
    private final int[] channels; // by endpoint: where the credits of its port are
    private final int[] credits; // by port, named by its first endpoint, * vcs + vc
    private final int[] queued; // by endpoint: packets in all lanes
    private final int[] turns; // by endpoint: virtual network that is first in the next cycle
    private final int[] slots; // by lane * queuePackets: a ring
    private final int[] lanes; // by lane, LANE ints each
    private final ActiveSet active; // endpoints with a packet
    private InjectionGate gate; // null without time division

    private NetworkObserver observer;
    private long packetsTaken;
    private long packetsEntered;
    private long bytes;
    private long hops;
    private long flits;

    SourceQueues(
            RouterBlock block,
            PacketTable packets,
            MeshRouters routers,
            PortSide[] portsOf,
            EntityDigests digests,
            SlotTable table) {
        this.block = block;
        this.mesh = block.mesh();
        this.packets = packets;
        this.routers = routers;
        this.portsOf = portsOf;
        this.digests = digests;
        creditLine = routers.injectionCredits();
        vcs = block.vcs();
        depth = block.spec().vcDepthFlits();
        queuePackets = block.spec().sourceQueuePackets();
        int endpoints = block.endpoints();
        inputs = new int[endpoints];
        Arrays.setAll(inputs, each -> VcAddress.of(block.routerOf(each), block.portOf(each), 0));
        arbiter = mesh.sharedPort() ? new PortArbiter(block) : null;
        channels = new int[endpoints];
        Arrays.setAll(channels, each -> vcs * block.endpointAt(block.routerOf(each), block.portOf(each)));
        credits = new int[endpoints * vcs];
        Arrays.fill(credits, depth);
        queued = new int[endpoints];
        turns = new int[endpoints];
        int laneCount = endpoints * NETWORKS;
        slots = new int[laneCount * queuePackets];
        lanes = new int[laneCount * LANE];
        active = new ActiveSet(endpoints);
        gate = table == null ? null : new InjectionGate(block, table);
    }

    void reslot(SlotTable table) {
        gate = new InjectionGate(block, table);
    }

    void observe(NetworkObserver newObserver) {
        observer = newObserver;
    }

    /** Takes what has been handed over. */
    void accept(long cycle, Packet packet) {
        int endpoint = block.local(packet.source());
        int lane = endpoint * NETWORKS + packet.network().ordinal();
        int at = lanes[lane * LANE + HEAD] + lanes[lane * LANE + COUNT]++;
        slots[lane * queuePackets + (at >= queuePackets ? at - queuePackets : at)] =
                packets.add(packet, cycle - mesh.injectionCycles(), block.destination(packet.destination()));
        queued[endpoint]++;
        packetsTaken++;
        active.add(endpoint);
    }

    /** Every endpoint with a packet sends a flit, if it may. */
    void step(long cycle) {
        while (creditLine.isDue(cycle)) {
            credit(cycle, (int) creditLine.take());
        }
        if (arbiter != null) {
            stepPorts(cycle);
            return;
        }
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(endpoint + 1)) {
            sendOne(cycle, endpoint);
            if (queued[endpoint] == 0) {
                active.remove(endpoint);
            }
        }
    }

    /** Every port with a packet sends a flit, if one of its endpoints may. */
    private void stepPorts(long cycle) {
        int end;
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(end)) {
            int port = arbiter.port(endpoint);
            end = arbiter.end(port);
            int each = arbiter.first(port);
            for (int left = end - port; left > 0; left--) {
                if (queued[each] > 0 && sendOne(cycle, each)) {
                    arbiter.sent(port, each);
                    if (queued[each] == 0) {
                        active.remove(each);
                    }
                    break;
                }
                each = arbiter.next(port, each);
            }
        }
    }

    /** Sends a flit of the first lane that may, and returns whether one did. */
    private boolean sendOne(long cycle, int endpoint) {
        int network = turns[endpoint];
        int networks = gate == null || gate.isOpen(cycle, endpoint) ? NETWORKS : 0;
        for (int i = 0; i < networks; i++) {
            int after = network + 1 == NETWORKS ? 0 : network + 1;
            if (send(cycle, endpoint, network)) {
                turns[endpoint] = after;
                return true;
            }
            network = after;
        }
        return false;
    }

    private void credit(long cycle, int input) {
        int endpoint = block.endpointAt(VcAddress.router(input), VcAddress.port(input));
        if (++credits[endpoint * vcs + VcAddress.vc(input)] > depth) {
            throw new IllegalStateException("cycle " + cycle + ": endpoint " + endpoint + " of the partition, VC "
                    + VcAddress.vc(input) + ", has more credits than the " + depth + " flits that its buffer holds");
        }
    }

    /** Sends a flit of one lane and returns true, or returns false if there is none or no credit. */
    private boolean send(long cycle, int endpoint, int network) {
        int lane = endpoint * NETWORKS + network;
        if (lanes[lane * LANE + COUNT] == 0) {
            return false;
        }
        int slot = slots[lane * queuePackets + lanes[lane * LANE + HEAD]];
        boolean head = lanes[lane * LANE + FLITS_LEFT] == 0;
        int vc = head ? choose(endpoint, lanes[lane * LANE + VC], packets.packet(slot)) : lanes[lane * LANE + VC];
        if (vc == NO_VC || credits[channels[endpoint] + vc] == 0) {
            return false;
        }
        if (head) {
            if (arbiter != null) {
                arbiter.take(channels[endpoint] + vc);
            }
            lanes[lane * LANE + VC] = vc;
            lanes[lane * LANE + FLITS_LEFT] = block.flits(packets.packet(slot).bytes());
            enter(cycle, endpoint, slot);
        }
        credits[channels[endpoint] + vc]--;
        flits++;
        boolean tail = --lanes[lane * LANE + FLITS_LEFT] == 0;
        routers.arrive(cycle, inputs[endpoint] | vc, FlitLayout.flit(slot, head, tail));
        if (tail) {
            if (arbiter != null) {
                arbiter.release(channels[endpoint] + vc);
            }
            lanes[lane * LANE + VC] = vc + 1;
            lanes[lane * LANE + HEAD] =
                    lanes[lane * LANE + HEAD] + 1 == queuePackets ? 0 : lanes[lane * LANE + HEAD] + 1;
            lanes[lane * LANE + COUNT]--;
            queued[endpoint]--;
            Packet packet = packets.packet(slot);
            portsOf[endpoint].departed(cycle, packet.source(), packet.domain(), network);
        }
        return true;
    }

    /** The first virtual channel from {@code from} on, cyclically, that is allowed and has a credit; or none. */
    private int choose(int endpoint, int from, Packet packet) {
        int found = NO_VC;
        long allowed = block.allowedVcs(packet.network(), packet.source(), packet.destination());
        for (long left = allowed; left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left);
            if (credits[channels[endpoint] + vc] != 0 && (arbiter == null || arbiter.free(channels[endpoint] + vc))) {
                if (vc >= from) {
                    return vc;
                }
                found = found == NO_VC ? vc : found;
            }
        }
        return found;
    }

    private void enter(long cycle, int endpoint, int slot) {
        Packet packet = packets.packet(slot);
        packetsEntered++;
        bytes += packet.bytes();
        hops += block.hops(block.destination(packet.source()), packets.destination(slot));
        digests.add(endpoint, cycle, EVENT_ENTERED, packets.identity(slot));
        if (packet.body() instanceof Timed timed) {
            timed.entered(cycle);
        }
        if (observer != null) {
            observer.onInjected(cycle, packet);
        }
    }

    boolean busy() {
        return !active.isEmpty();
    }

    long packetsTaken() {
        return packetsTaken;
    }

    /** Packets whose first flit has entered a router. */
    public long packetsEntered() {
        return packetsEntered;
    }

    /** Bytes of those packets. */
    public long bytes() {
        return bytes;
    }

    /** Links between routers on the ways of those packets. */
    public long hops() {
        return hops;
    }

    /** Flits that have entered a router. */
    public long flits() {
        return flits;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(credits);
        out.writeInts(queued);
        out.writeInts(turns);
        out.writeInts(lanes);
        for (int lane = 0; lane * LANE < lanes.length; lane++) {
            for (int i = 0; i < lanes[lane * LANE + COUNT]; i++) {
                out.writeInt(slots[lane * queuePackets + (lanes[lane * LANE + HEAD] + i) % queuePackets]);
            }
        }
        if (arbiter != null) {
            arbiter.save(out);
        }
        out.writeLong(packetsTaken);
        out.writeLong(packetsEntered);
        out.writeLong(bytes);
        out.writeLong(hops);
        out.writeLong(flits);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(credits);
        in.readInts(queued);
        in.readInts(turns);
        in.readInts(lanes);
        for (int lane = 0; lane * LANE < lanes.length; lane++) {
            for (int i = 0; i < lanes[lane * LANE + COUNT]; i++) {
                slots[lane * queuePackets + (lanes[lane * LANE + HEAD] + i) % queuePackets] = in.readInt();
            }
        }
        if (arbiter != null) {
            arbiter.load(in);
        }
        packetsTaken = in.readLong();
        packetsEntered = in.readLong();
        bytes = in.readLong();
        hops = in.readLong();
        flits = in.readLong();
        active.clear();
        for (int endpoint = 0; endpoint < queued.length; endpoint++) {
            if (queued[endpoint] > 0) {
                active.add(endpoint);
            }
        }
    }
}
