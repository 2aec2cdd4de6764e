package org.skerry.noc.ni;

import java.util.function.IntConsumer;
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
import org.skerry.noc.router.VcChoice;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where packets wait at their source and become flits. Each endpoint has a lane for each virtual network, first in first out; it sends
 * one flit a cycle, of the lanes in turn, as far as there are places. Lanes do not wait for each other. Endpoints that share a port
 * send one flit a cycle together, in the order of {@link PortArbiter}.
 */
public final class SourceQueues implements Stateful {
    static final int EVENT_ENTERED = 1;

    private static final int NETWORKS = VirtualNetwork.values().length;
    private static final int NO_VC = -1;

    // What belongs to an endpoint lies side by side, so that a flit touches few lines of the host's memory.
    private static final int STATE = 0; // of its lanes together, see below
    private static final int FRONTS = 1; // by virtual network: the packet that is first, see below; 0 if there is none
    private static final int BEHIND = FRONTS + NETWORKS; // by virtual network: those behind it, see below
    private static final int RECORD = BEHIND + NETWORKS; // how many

    // The state: 63..32 address of VC 0 of the port; 4..3 virtual network that is first in the next cycle, where
    // the one after the last is the first; 2..0 a bit for each that has packets.
    private static final int INPUT = 32;
    private static final int TURN = NETWORKS;
    private static final int TURN_MASK = 3;
    private static final int LANES = (1 << NETWORKS) - 1;
    private static final long NEXT = next();

    // The first packet of a lane: 63..37 flits that are left to send; 36..31 virtual channel that they enter, if it is
    // known; 30..0 the next flit, without the bit of the last one.
    private static final int LEFT = 37;
    private static final int MOST_FLITS = (1 << Long.SIZE - LEFT) - 1;
    private static final int FRONT_VC = 31;
    private static final int VC_MASK = 63;
    private static final int FLIT_MASK = Integer.MAX_VALUE;

    // Those behind it, whose slots are in a ring: 47..32 how many; 31..16 the place of the first; 6..0 virtual channel
    // after the last one used, where packets can choose.
    private static final int COUNT = 32;
    private static final int HEAD = 16;
    private static final int NEXT_VC = 127;

    private static final int LOOKED_AT = 16; // endpoints at a time, on a large chip

    private final RouterBlock block;
    private final PacketTable packets;
    private final MeshRouters routers;
    private final PortSide[] portsOf;
    private final EntityDigests digests;
    private final DelayLine creditLine;
    private final int vcs;
    private final int queuePackets;
    private final int injectionCycles;

    private final PortArbiter arbiter; // null if every endpoint has a port of its own
    private final boolean chooses; // whether a head that may enter has more to find out than whether there is a place
    private final long[] all; // by endpoint
    private final int[] waiting; // by endpoint, virtual network: a ring of the slots of packets that are not first
    private final ActiveSet active; // endpoints with a packet
    private final int[] soon; // endpoints that are looked at together before they send; null where that would only cost
    private long seen; // so that nobody takes the looks for superfluous
    private InjectionGate gate; // null without time division

    private NetworkObserver observer;
    private int queued; // packets in all lanes
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
        this.packets = packets;
        this.routers = routers;
        this.portsOf = portsOf;
        this.digests = digests;
        creditLine = routers.injectionCredits();
        vcs = block.vcs();
        queuePackets = block.spec().sourceQueuePackets();
        injectionCycles = block.mesh().injectionCycles();
        int endpoints = block.endpoints();
        arbiter = block.mesh().sharedPort() ? new PortArbiter(block) : null;
        chooses = arbiter != null || block.spec().vcChoice() != VcChoice.BY_FLOW;
        all = new long[Math.multiplyExact(endpoints, RECORD)];
        waiting = new int[Math.multiplyExact(endpoints, NETWORKS * queuePackets)];
        for (int each = 0; each < endpoints; each++) {
            all[each * RECORD + STATE] =
                    Integer.toUnsignedLong(VcAddress.of(block.routerOf(each), block.portOf(each), 0)) << INPUT;
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
            int own = block.local(next[i].source()) * RECORD;
            sum += all[own + STATE] + block.destination(next[i].destination());
        }
        seen += sum;
    }

    /** Takes what has been handed over. */
    void accept(long cycle, Packet packet) {
        int endpoint = block.local(packet.source());
        int own = endpoint * RECORD;
        int network = packet.network().ordinal();
        int slot = packets.add(packet, cycle - injectionCycles, block.destination(packet.destination()));
        long state = all[own + STATE];
        if ((state & 1L << network) != 0) {
            putBehind(endpoint, network, slot);
        } else {
            all[own + STATE] = state | 1L << network;
            all[own + FRONTS + network] = front(slot, packet);
            active.add(endpoint);
        }
        queued++;
        packetsTaken++;
    }

    /** A packet that comes to the front of its lane. */
    private long front(int slot, Packet packet) {
        long left = block.flits(packet.bytes());
        if (left > MOST_FLITS) {
            throw new IllegalStateException(packet + " has " + left + " flits, more than " + MOST_FLITS);
        }
        long vc = block.firstVc(packet.network(), packet.source(), packet.destination());
        return left << LEFT | vc << FRONT_VC | FlitLayout.flit(slot, true, false);
    }

    private void putBehind(int endpoint, int network, int slot) {
        int at = endpoint * RECORD + BEHIND + network;
        waiting[place(endpoint, network, count(all[at]))] = slot;
        all[at] += 1L << COUNT;
    }

    private static int count(long behind) {
        return (int) (behind >>> COUNT);
    }

    /** Where the slot is of the packet that has so many between it and the first one of its lane. */
    private int place(int endpoint, int network, int index) {
        int number = ((int) all[endpoint * RECORD + BEHIND + network] >>> HEAD) + index;
        return (endpoint * NETWORKS + network) * queuePackets
                + (number >= queuePackets ? number - queuePackets : number);
    }

    // ---- flits -------------------------------------------------------------------------------------------------

    /** Every endpoint with a packet sends a flit, if it may. */
    void step(long cycle) {
        creditLine.drop(creditLine.due(cycle));
        if (queued != 0) {
            if (arbiter == null) {
                stepEndpoints(cycle);
            } else {
                stepPorts(cycle);
            }
        }
    }

    private void stepEndpoints(long cycle) {
        int unseen = soon == null ? Integer.MAX_VALUE : 0; // the first one that has not been looked at
        for (int word = active.nextWord(0); word >= 0; word = active.nextWord(word + 1)) {
            for (long left = active.word(word); left != 0; left &= left - 1) {
                int endpoint = (word << 6) + Long.numberOfTrailingZeros(left);
                if (endpoint >= unseen) {
                    unseen = look(endpoint);
                }
                sendOne(cycle, endpoint);
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
            sum += all[endpoint * RECORD] + digests.low(endpoint);
            soon[count++] = endpoint;
            last = endpoint;
        }
        for (int i = 0; i < count; i++) {
            soon[i] = frontSlot(soon[i] * RECORD);
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

    /** A slot that is at the front of a lane of an endpoint: of the one whose turn it is, if that has any. */
    private int frontSlot(int own) {
        return FlitLayout.slot((int) all[own + FRONTS + first(all[own + STATE])] & FLIT_MASK);
    }

    /** The virtual network that is next among those with packets. */
    private static int first(long state) {
        return (int) (NEXT >>> (state << 1)) & TURN_MASK; // of the state the five lowest bits count
    }

    /** Two bits for each turn and set of virtual networks with packets: the one that is next. */
    private static long next() {
        long all = 0;
        for (int state = 0; state < 1 << TURN + 2; state++) {
            int lanes = state & LANES;
            int turn = state >> TURN;
            long network = Integer.numberOfTrailingZeros((lanes << NETWORKS | lanes) >> turn) + turn;
            all |= network % NETWORKS << 2 * state;
        }
        return all;
    }

    /** Every port with a packet sends a flit, if one of its endpoints may. */
    private void stepPorts(long cycle) {
        int end;
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(end)) {
            int port = arbiter.port(endpoint);
            end = arbiter.end(port);
            int each = arbiter.first(port);
            for (int left = end - port; left > 0; left--) {
                if ((all[each * RECORD + STATE] & LANES) != 0 && sendOne(cycle, each)) {
                    arbiter.sent(port, each);
                    break;
                }
                each = arbiter.next(port, each);
            }
        }
    }

    /** Sends a flit of the first lane that may through a port, and returns whether one did. The endpoint has a packet. */
    private boolean sendOne(long cycle, int endpoint) {
        if (gate != null && !gate.isOpen(cycle, endpoint)) {
            return false;
        }
        long state = all[endpoint * RECORD + STATE];
        int network = first(state);
        if (send(cycle, endpoint, state, network)) {
            return true;
        }
        for (long left = state & ~(1L << network); (left & LANES) != 0; left &= ~(1L << network)) {
            network = first(left);
            if (send(cycle, endpoint, state, network)) {
                return true;
            }
        }
        return false;
    }

    /** Sends a flit of a lane that has one and returns true, or returns false if there is no place. */
    private boolean send(long cycle, int endpoint, long state, int network) {
        int at = endpoint * RECORD + FRONTS + network;
        long front = all[at];
        boolean head = (front & FlitLayout.HEAD) != 0;
        if (chooses && head) {
            front = choose(cycle, endpoint, network, front);
            if (front == 0) {
                return false;
            }
        }
        int vc = (int) (front >>> FRONT_VC) & VC_MASK;
        int input = (int) (state >>> INPUT) | vc;
        if (!routers.hasPlace(cycle, input)) {
            return false;
        }
        long rest = front - (1L << LEFT) & ~FlitLayout.HEAD;
        all[at] = rest;
        all[endpoint * RECORD + STATE] = state & ~(TURN_MASK << TURN) | network + 1 << TURN;
        flits++;
        if (head) {
            enter(cycle, endpoint, FlitLayout.slot((int) front & FLIT_MASK));
        }
        int flit = (int) front & FLIT_MASK;
        boolean tail = rest >>> LEFT == 0;
        routers.arrive(cycle, input, tail ? flit | FlitLayout.TAIL : flit);
        if (tail) {
            leave(cycle, endpoint, network, FlitLayout.slot(flit));
        }
        return true;
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

    /** The last flit of the first packet of a lane has entered. */
    private void leave(long cycle, int endpoint, int network, int slot) {
        int own = endpoint * RECORD;
        if (chooses) {
            chosenLeft(endpoint, network);
        }
        if (count(all[own + BEHIND + network]) != 0) {
            takeBehind(endpoint, network);
        } else {
            all[own + FRONTS + network] = 0;
            long state = all[own + STATE] & ~(1L << network);
            all[own + STATE] = state;
            if ((state & LANES) == 0) {
                active.remove(endpoint);
            }
        }
        queued--;
        portsOf[endpoint].departed(cycle, packets.packet(slot));
    }

    private void takeBehind(int endpoint, int network) {
        int own = endpoint * RECORD;
        int slot = waiting[place(endpoint, network, 0)];
        all[own + FRONTS + network] = front(slot, packets.packet(slot));
        int head = (int) all[own + BEHIND + network] >>> HEAD;
        all[own + BEHIND + network] += ((head + 1 == queuePackets ? 1L - queuePackets : 1L) << HEAD) - (1L << COUNT);
    }

    // ---- where heads choose ------------------------------------------------------------------------------------

    /** A virtual channel of the port of an endpoint, which shares it, among those of all ports. */
    private int channel(int endpoint, int vc) {
        return arbiter.port(endpoint) * vcs + vc;
    }

    /**
     * The first packet of a lane with the virtual channel that it is to enter: the first one, cyclically after the last one used, that is
     * allowed, has a place and is free; or 0 if there is none.
     */
    private long choose(long cycle, int endpoint, int network, long front) {
        Packet packet = packets.packet(FlitLayout.slot((int) front & FLIT_MASK));
        int from = (int) all[endpoint * RECORD + BEHIND + network] & NEXT_VC;
        int input = (int) (all[endpoint * RECORD + STATE] >>> INPUT);
        int found = NO_VC;
        long allowed = block.allowedVcs(packet.network(), packet.source(), packet.destination());
        for (long left = allowed; left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left);
            if (routers.hasPlace(cycle, input | vc) && (arbiter == null || arbiter.free(channel(endpoint, vc)))) {
                found = found == NO_VC || vc >= from ? vc : found;
                if (vc >= from) {
                    break;
                }
            }
        }
        if (found == NO_VC) {
            return 0;
        }
        if (arbiter != null) {
            arbiter.take(channel(endpoint, found));
        }
        return front & ~((long) VC_MASK << FRONT_VC) | (long) found << FRONT_VC;
    }

    /** The last flit of the first packet of a lane has entered. */
    private void chosenLeft(int endpoint, int network) {
        int own = endpoint * RECORD;
        int vc = (int) (all[own + FRONTS + network] >>> FRONT_VC) & VC_MASK;
        if (arbiter != null) {
            arbiter.release(channel(endpoint, vc));
        }
        all[own + BEHIND + network] = all[own + BEHIND + network] & ~NEXT_VC | vc + 1;
    }

    // ---- for others --------------------------------------------------------------------------------------------

    boolean busy() {
        return queued != 0;
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
        out.writeLongs(all);
        forWaiting(at -> out.writeInt(waiting[at]));
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
        in.readLongs(all);
        forWaiting(at -> waiting[at] = in.readInt());
        if (arbiter != null) {
            arbiter.load(in);
        }
        packetsTaken = in.readLong();
        packetsEntered = in.readLong();
        bytes = in.readLong();
        hops = in.readLong();
        flits = in.readLong();
        active.clear();
        queued = 0;
        for (int endpoint = 0; endpoint < block.endpoints(); endpoint++) {
            int own = endpoint * RECORD;
            if ((all[own + STATE] & LANES) != 0) {
                active.add(endpoint);
            }
            for (int network = 0; network < NETWORKS; network++) {
                queued += (all[own + FRONTS + network] == 0 ? 0 : 1) + count(all[own + BEHIND + network]);
            }
        }
    }

    /** Goes through the places of {@link #waiting} that are in use, lane by lane. */
    private void forWaiting(IntConsumer what) {
        for (int endpoint = 0; endpoint < block.endpoints(); endpoint++) {
            for (int network = 0; network < NETWORKS; network++) {
                int count = count(all[endpoint * RECORD + BEHIND + network]);
                for (int i = 0; i < count; i++) {
                    what.accept(place(endpoint, network, i));
                }
            }
        }
    }
}
