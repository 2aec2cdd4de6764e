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

    // What belongs to an endpoint lies side by side, so that few lines of the host's memory are touched for a flit:
    // these ints,
    private static final int QUEUED = 0; // packets in all lanes
    private static final int TURN = 1; // virtual network that is first in the next cycle
    private static final int INPUT = 2; // address of VC 0 of its port
    private static final int CREDITS =
            3; // where those of its port are, by virtual channel: at the first endpoint of the port
    private static final int LANES = 4; // then for each virtual network
    private static final int HEAD = 0; // of the ring of slots
    private static final int COUNT = 1; // packets
    private static final int VC = 2; // of the packet that is being sent; if there is none, the one after the last used
    private static final int FLITS_LEFT = 3; // of that packet; 0 if there is none
    private static final int LANE = 4; // ints of a lane
    private static final int OWN_CREDITS = LANES + NETWORKS * LANE; // then the rings of slots of the lanes

    private static final int LOOKED_AT = 16; // endpoints at a time, on a large chip

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
    private final int[] all; // by endpoint
    private final int record; // ints of an endpoint
    private final int rings; // where its slots begin
    private final ActiveSet active; // endpoints with a packet
    private final int[]
            soon; // endpoints that are looked at together before any of them sends; null where that would only cost
    private long seen; // so that nobody takes the looks for superfluous
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
        arbiter = mesh.sharedPort() ? new PortArbiter(block) : null;
        rings = OWN_CREDITS + vcs;
        record = rings + NETWORKS * queuePackets;
        all = new int[Math.multiplyExact(endpoints, record)];
        for (int each = 0; each < endpoints; each++) {
            int at = each * record;
            int router = block.routerOf(each);
            all[at + INPUT] = VcAddress.of(router, block.portOf(each), 0);
            all[at + CREDITS] = block.endpointAt(router, block.portOf(each)) * record + OWN_CREDITS;
            Arrays.fill(all, at + OWN_CREDITS, at + rings, depth);
        }
        soon = block.isLarge() ? new int[LOOKED_AT] : null;
        active = new ActiveSet(endpoints);
        gate = table == null ? null : new InjectionGate(block, table);
    }

    void reslot(SlotTable table) {
        gate = new InjectionGate(block, table);
    }

    void observe(NetworkObserver newObserver) {
        observer = newObserver;
    }

    /** Looks, on a large chip, at what the next packets that are handed over need: the first {@code count}. See {@link #look(int)}. */
    void look(Packet[] next, int count) {
        if (soon == null) {
            return;
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int own = block.local(next[i].source()) * record;
            sum += all[own] + all[ring(own, next[i].network().ordinal())] + block.destination(next[i].destination());
        }
        seen += sum;
    }

    /** Takes what has been handed over. */
    void accept(long cycle, Packet packet) {
        int endpoint = block.local(packet.source());
        int own = endpoint * record;
        int network = packet.network().ordinal();
        int lane = own + LANES + network * LANE;
        int at = all[lane + HEAD] + all[lane + COUNT]++;
        all[ring(own, network) + (at >= queuePackets ? at - queuePackets : at)] =
                packets.add(packet, cycle - mesh.injectionCycles(), block.destination(packet.destination()));
        all[own + QUEUED]++;
        packetsTaken++;
        active.add(endpoint);
    }

    private int ring(int own, int network) {
        return own + rings + network * queuePackets;
    }

    /** Every endpoint with a packet sends a flit, if it may. */
    void step(long cycle) {
        int due = creditLine.due(cycle);
        for (int i = 0; i < due; i++) {
            if (soon != null && i % LOOKED_AT == 0) {
                lookAtCredits(i, Math.min(due, i + LOOKED_AT));
            }
            credit(cycle, (int) creditLine.value(i));
        }
        creditLine.drop(due);
        if (arbiter != null) {
            stepPorts(cycle);
            return;
        }
        int unseen = soon == null ? Integer.MAX_VALUE : 0; // the first one that has not been looked at
        for (int word = active.nextWord(0); word >= 0; word = active.nextWord(word + 1)) {
            for (long left = active.word(word); left != 0; left &= left - 1) {
                int endpoint = (word << 6) + Long.numberOfTrailingZeros(left);
                if (endpoint >= unseen) {
                    unseen = look(endpoint);
                }
                sendOne(cycle, endpoint);
                if (all[endpoint * record + QUEUED] == 0) {
                    active.remove(endpoint);
                }
            }
        }
    }

    /**
     * Looks at what the next endpoints with packets need, {@code from} the first of them, one level after the other of what leads to the
     * next, so that the host's waits for its memory overlap; returns the number behind the last. Changes nothing that is simulated.
     */
    private int look(int from) {
        long sum = 0;
        int count = 0;
        int last = from;
        for (int endpoint = from; endpoint >= 0 && count < LOOKED_AT; endpoint = active.next(endpoint + 1)) {
            sum += all[endpoint * record] + all[endpoint * record + rings - 1] + digests.low(endpoint);
            soon[count++] = endpoint;
            last = endpoint;
        }
        for (int i = 0; i < count; i++) {
            soon[i] = frontSlot(soon[i] * record);
            sum += packets.identity(soon[i]);
        }
        for (int i = 0; i < count; i++) {
            Packet packet = packets.packet(soon[i]);
            sum += packet == null ? 0 : packet.bytes();
        }
        for (int i = 0; i < count; i++) {
            Packet packet = packets.packet(soon[i]);
            sum += packet != null && packet.body() instanceof Timed ? 1 : 0;
        }
        seen += sum;
        return last + 1;
    }

    private void lookAtCredits(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            int input = (int) creditLine.value(i);
            int endpoint = block.endpointAt(VcAddress.router(input), VcAddress.port(input));
            sum += all[endpoint * record + OWN_CREDITS + VcAddress.vc(input)];
        }
        seen += sum;
    }

    /** A slot that is at the front of a lane of an endpoint: of the one whose turn it is, if that has any. */
    private int frontSlot(int own) {
        int network = all[own + TURN];
        for (int i = 1; i < NETWORKS && all[own + LANES + network * LANE + COUNT] == 0; i++) {
            network = network + 1 == NETWORKS ? 0 : network + 1;
        }
        return all[ring(own, network) + all[own + LANES + network * LANE + HEAD]];
    }

    /** Every port with a packet sends a flit, if one of its endpoints may. */
    private void stepPorts(long cycle) {
        int end;
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(end)) {
            int port = arbiter.port(endpoint);
            end = arbiter.end(port);
            int each = arbiter.first(port);
            for (int left = end - port; left > 0; left--) {
                if (all[each * record + QUEUED] > 0 && sendOne(cycle, each)) {
                    arbiter.sent(port, each);
                    if (all[each * record + QUEUED] == 0) {
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
        int own = endpoint * record;
        int network = all[own + TURN];
        int networks = gate == null || gate.isOpen(cycle, endpoint) ? NETWORKS : 0;
        for (int i = 0; i < networks; i++) {
            int after = network + 1 == NETWORKS ? 0 : network + 1;
            if (all[own + LANES + network * LANE + COUNT] != 0 && send(cycle, endpoint, own, network)) {
                all[own + TURN] = after;
                return true;
            }
            network = after;
        }
        return false;
    }

    private void credit(long cycle, int input) {
        int endpoint = block.endpointAt(VcAddress.router(input), VcAddress.port(input));
        if (++all[endpoint * record + OWN_CREDITS + VcAddress.vc(input)] > depth) {
            throw new IllegalStateException("cycle " + cycle + ": endpoint " + endpoint + " of the partition, VC "
                    + VcAddress.vc(input) + ", has more credits than the " + depth + " flits that its buffer holds");
        }
    }

    /** Sends a flit of a lane that has one and returns true, or returns false if there is no credit. */
    private boolean send(long cycle, int endpoint, int own, int network) {
        int lane = own + LANES + network * LANE;
        int slot = all[ring(own, network) + all[lane + HEAD]];
        int credits = all[own + CREDITS];
        boolean head = all[lane + FLITS_LEFT] == 0;
        int vc = head ? choose(endpoint, credits, all[lane + VC], packets.packet(slot)) : all[lane + VC];
        if (vc == NO_VC || all[credits + vc] == 0) {
            return false;
        }
        if (head) {
            if (arbiter != null) {
                arbiter.take(channel(endpoint, vc));
            }
            all[lane + VC] = vc;
            all[lane + FLITS_LEFT] = block.flits(packets.packet(slot).bytes());
            enter(cycle, endpoint, slot);
        }
        all[credits + vc]--;
        flits++;
        boolean tail = --all[lane + FLITS_LEFT] == 0;
        routers.arrive(cycle, all[own + INPUT] | vc, FlitLayout.flit(slot, head, tail));
        if (tail) {
            if (arbiter != null) {
                arbiter.release(channel(endpoint, vc));
            }
            all[lane + VC] = vc + 1;
            all[lane + HEAD] = all[lane + HEAD] + 1 == queuePackets ? 0 : all[lane + HEAD] + 1;
            all[lane + COUNT]--;
            all[own + QUEUED]--;
            portsOf[endpoint].departed(cycle, packets.packet(slot));
        }
        return true;
    }

    /** A virtual channel of the port of an endpoint, which shares it, among those of all ports. */
    private int channel(int endpoint, int vc) {
        return arbiter.port(endpoint) * vcs + vc;
    }

    /** The first virtual channel from {@code from} on, cyclically, that is allowed and has a credit; or none. */
    private int choose(int endpoint, int credits, int from, Packet packet) {
        int found = NO_VC;
        long allowed = block.allowedVcs(packet.network(), packet.source(), packet.destination());
        for (long left = allowed; left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left);
            if (all[credits + vc] != 0 && (arbiter == null || arbiter.free(channel(endpoint, vc)))) {
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

    /** Where the slot of the packet is that has so many before it in a lane. */
    private int waiting(int own, int network, int index) {
        return ring(own, network) + (all[own + LANES + network * LANE + HEAD] + index) % queuePackets;
    }

    /** Some ints of each endpoint, as they are saved. */
    private int[] gathered(int offset, int count) {
        int[] ints = new int[all.length / record * count];
        for (int own = 0, at = 0; own < all.length; own += record, at += count) {
            System.arraycopy(all, own + offset, ints, at, count);
        }
        return ints;
    }

    private void scatter(StateReader in, int offset, int count) {
        int[] ints = new int[all.length / record * count];
        in.readInts(ints);
        for (int own = 0, at = 0; own < all.length; own += record, at += count) {
            System.arraycopy(ints, at, all, own + offset, count);
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(gathered(OWN_CREDITS, vcs));
        out.writeInts(gathered(QUEUED, 1));
        out.writeInts(gathered(TURN, 1));
        out.writeInts(gathered(LANES, NETWORKS * LANE));
        for (int own = 0; own < all.length; own += record) {
            for (int network = 0; network < NETWORKS; network++) {
                for (int i = 0; i < all[own + LANES + network * LANE + COUNT]; i++) {
                    out.writeInt(all[waiting(own, network, i)]);
                }
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
        scatter(in, OWN_CREDITS, vcs);
        scatter(in, QUEUED, 1);
        scatter(in, TURN, 1);
        scatter(in, LANES, NETWORKS * LANE);
        for (int own = 0; own < all.length; own += record) {
            for (int network = 0; network < NETWORKS; network++) {
                for (int i = 0; i < all[own + LANES + network * LANE + COUNT]; i++) {
                    all[waiting(own, network, i)] = in.readInt();
                }
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
        for (int endpoint = 0; endpoint * record < all.length; endpoint++) {
            if (all[endpoint * record + QUEUED] > 0) {
                active.add(endpoint);
            }
        }
    }
}
