package org.skerry.noc.packet;

import java.util.Arrays;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.ni.PortArbiter;
import org.skerry.noc.router.ActiveSet;
import org.skerry.noc.router.RouterBlock;
import org.skerry.sim.link.IntCalendar;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where packets wait at their source and set out. Each endpoint has a lane for each virtual network, first in first out; it sends one
 * after the other, of the lanes in turn, as far as there is room. Lanes do not wait for each other, but until a packet has been sent, or a part of
 * it. Endpoints that share a port send in turn, in the order of {@link PortArbiter}.
 *
 * <p>Most packets find their lanes empty and set out in the cycle in which they come, or, of two, when the other one has been sent. They enter no lane:
 * they come in the order of their endpoints, and only those that cannot leave are put into lanes.
 */
final class PacketSources implements Stateful {
    private static final int NETWORKS = VirtualNetwork.values().length;
    private static final int ALL_LANES = (1 << NETWORKS) - 1;

    // Of each endpoint, side by side.
    private static final int FACTS = 2; // as a power of two
    private static final int FREE_AT = 0; // first cycle at which its port can send again
    private static final int ORIGIN = 1; // of its packets, for Journeys
    private static final int TURN = 2; // virtual network that is first; one that there is not for the first of all
    private static final int LANES = 3; // a bit for each lane with a packet

    // Of its lanes, one after the other.
    private static final int FIRST = 0; // slot of a lane's first packet
    private static final int LAST = FIRST + NETWORKS; // of its last one
    private static final int FLITS_LEFT = LAST + NETWORKS; // of the packet that is being sent; 0 if there is none
    private static final int LANE_FACTS = Integer.SIZE - Integer.numberOfLeadingZeros(FLITS_LEFT + NETWORKS - 1);

    private static final int REFUSED = Journeys.REFUSED;
    private static final int NONE = -1;

    private final RouterBlock block;
    private final PacketTable packets;
    private final IntCalendar entering; // slots, by endpoint; of each, first the one that was put off
    private final Journeys journeys;
    private final PacketSlice slice;
    private final boolean putsOff; // or whatever waits is put into a lane: for tests, as it makes no difference

    private final long[] facts; // by endpoint
    private final int[] laneFacts; // by endpoint
    private final PortArbiter arbiter; // null if every endpoint has a port of its own
    private final long[] portFreeAt; // by port, named by its first endpoint: the same for all that share it
    private final ActiveSet active; // endpoints with a packet in a lane
    private int[] behind = new int[64]; // by slot: the next packet in its lane
    private int waitingCount; // endpoints that are active, as long as none share a port

    PacketSources(
            RouterBlock block,
            PacketTable packets,
            IntCalendar entering,
            Journeys journeys,
            PacketSlice slice,
            boolean putsOff) {
        this.block = block;
        this.packets = packets;
        this.entering = entering;
        this.journeys = journeys;
        this.slice = slice;
        this.putsOff = putsOff;
        int endpoints = block.endpoints();
        facts = new long[endpoints << FACTS];
        laneFacts = new int[endpoints << LANE_FACTS];
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            facts[(endpoint << FACTS) + ORIGIN] =
                    journeys.origin(block.routerOf(endpoint), block.destination(endpoint));
        }
        arbiter = block.mesh().sharedPort() ? new PortArbiter(block) : null;
        portFreeAt = new long[arbiter == null ? 0 : endpoints];
        active = new ActiveSet(endpoints);
    }

    /** A packet of {@code endpoint} comes to its port at {@code arrival}. */
    void comes(long cycle, long arrival, int endpoint, int slot) {
        entering.send(cycle, arrival, endpoint << 1 | 1, slot);
    }

    /** A packet that was to set out must wait until its port is free; nothing else of its endpoint waits. */
    private void putOff(long cycle, int endpoint, int slot) {
        entering.send(cycle, facts[(endpoint << FACTS) + FREE_AT], endpoint << 1, slot);
    }

    private static boolean wasPutOff(long entry) {
        return (entry >> Integer.SIZE & 1) == 0;
    }

    private static int endpoint(long entry) {
        return (int) (entry >> Integer.SIZE + 1);
    }

    private int networkOf(int slot) {
        return packets.packet(slot).network().ordinal();
    }

    private void enqueue(long entry) {
        int slot = (int) entry;
        enqueue(endpoint(entry), networkOf(slot), slot, wasPutOff(entry));
    }

    /** Puts a packet into its lane, which has a place for all that are admitted; as the first one if it was there before. */
    private void enqueue(int endpoint, int network, int slot, boolean first) {
        int at = (endpoint << FACTS) + LANES;
        int lane = (endpoint << LANE_FACTS) + network;
        int lanes = (int) facts[at];
        if ((lanes >> network & 1) == 0) {
            facts[at] = lanes | 1 << network;
            if (lanes == 0) {
                active.add(endpoint);
                waitingCount++;
            }
            laneFacts[lane + FIRST] = slot;
            laneFacts[lane + LAST] = slot;
        } else if (first) {
            follow(slot, laneFacts[lane + FIRST]);
            laneFacts[lane + FIRST] = slot;
        } else {
            follow(laneFacts[lane + LAST], slot);
            laneFacts[lane + LAST] = slot;
        }
    }

    private void follow(int before, int slot) {
        if (before >= behind.length) {
            behind = Arrays.copyOf(behind, 2 * Integer.highestOneBit(before));
        }
        behind[before] = slot;
    }

    /** Every endpoint with a packet sends, if it may, in ascending order. Returns the next cycle at which one could whose packets are in lanes. */
    long step(long cycle) {
        if (waitingCount == 0 && arbiter == null) {
            long only = entering.takeOnly(cycle);
            if (only != IntCalendar.NOTHING) {
                return stepOne(cycle, endpoint(only), (int) only);
            }
        }
        return stepAll(cycle);
    }

    private long stepAll(long cycle) {
        int count = entering.takeAll(cycle);
        if (arbiter != null) {
            for (int i = 0; i < count; i++) {
                enqueue(entering.taken(i));
            }
            return stepPorts(cycle);
        }
        long next = Long.MAX_VALUE;
        int waiting = waitingCount == 0 ? NONE : active.next(0);
        for (int i = 0; i < count; i++) {
            long entry = entering.taken(i);
            int endpoint = endpoint(entry);
            for (; waiting != NONE && waiting < endpoint; waiting = active.next(waiting + 1)) {
                next = Math.min(next, stepLanes(cycle, waiting));
            }
            if (waiting == endpoint) {
                enqueue(entry);
            } else if (i + 1 == count || endpoint(entering.taken(i + 1)) != endpoint) {
                next = Math.min(next, stepOne(cycle, endpoint, (int) entry));
            } else if (i + 2 == count || endpoint(entering.taken(i + 2)) != endpoint) {
                next = Math.min(next, stepTwo(cycle, endpoint, entry, entering.taken(++i)));
            } else {
                enqueue(entry);
                waiting = endpoint; // and so are the others enqueued
            }
        }
        for (; waiting != NONE; waiting = active.next(waiting + 1)) {
            next = Math.min(next, stepLanes(cycle, waiting));
        }
        return next;
    }

    /** An endpoint without others sends a packet, if it may; if not, or if a part is left, that goes into its lane. */
    private long stepOne(long cycle, int endpoint, int slot) {
        int at = endpoint << FACTS;
        int left = facts[at + FREE_AT] <= cycle ? send(cycle, endpoint, slot, 0) : REFUSED;
        if (left == 0) {
            return Long.MAX_VALUE;
        }
        enqueueRest(endpoint, slot, left);
        return Math.max(cycle + 1, facts[at + FREE_AT]);
    }

    private void enqueueRest(int endpoint, int slot, int left) {
        int network = networkOf(slot);
        enqueue(endpoint, network, slot, false);
        laneFacts[(endpoint << LANE_FACTS) + FLITS_LEFT + network] = Math.max(left, 0);
    }

    /** The same with two packets, most of them a message and a credit: the one whose turn it is sets out, and the other one is put off. */
    private long stepTwo(long cycle, int endpoint, long one, long other) {
        int at = endpoint << FACTS;
        if (facts[at + FREE_AT] <= cycle) {
            int turn = (int) facts[at + TURN];
            int before = networkOf((int) one) - turn;
            int after = networkOf((int) other) - turn;
            boolean inOrder = (before < 0 ? before + NETWORKS : before) <= (after < 0 ? after + NETWORKS : after);
            long second = inOrder ? other : one;
            int first = (int) (inOrder ? one : other);
            int left = send(cycle, endpoint, first, 0);
            if (left == 0 && putsOff) {
                putOff(cycle, endpoint, (int) second);
                return Long.MAX_VALUE;
            }
            if (left != REFUSED) {
                if (left != 0) {
                    enqueueRest(endpoint, first, left);
                }
                enqueue(second);
                return facts[at + FREE_AT];
            }
        }
        enqueue(one);
        enqueue(other);
        return stepLanes(cycle, endpoint);
    }

    /** An endpoint sends from one of its lanes, if it may. Returns the next cycle at which it could. */
    private long stepLanes(long cycle, int endpoint) {
        int at = endpoint << FACTS;
        if (facts[at + FREE_AT] > cycle) {
            return facts[at + FREE_AT];
        }
        sendOne(cycle, endpoint);
        if (facts[at + LANES] == 0) {
            active.remove(endpoint);
            waitingCount--;
            return Long.MAX_VALUE;
        }
        return Math.max(cycle + 1, facts[at + FREE_AT]);
    }

    /** The same for ports that endpoints share. */
    private long stepPorts(long cycle) {
        long next = Long.MAX_VALUE;
        int end;
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(end)) {
            int port = arbiter.port(endpoint);
            end = arbiter.end(port);
            int each = arbiter.first(port);
            for (int left = end - port; left > 0 && portFreeAt[port] <= cycle; left--) {
                if (facts[(each << FACTS) + LANES] != 0 && sendOne(cycle, each)) {
                    arbiter.sent(port, each);
                    portFreeAt[port] = facts[(each << FACTS) + FREE_AT];
                }
                each = arbiter.next(port, each);
            }
            for (each = port; each < end; each++) {
                if (facts[(each << FACTS) + LANES] != 0) {
                    next = Math.min(next, Math.max(cycle + 1, portFreeAt[port]));
                } else {
                    active.remove(each);
                }
            }
        }
        return next;
    }

    /** Sends a packet, or a part of it, of the first lane whose turn it is that can send; false if none can. */
    private boolean sendOne(long cycle, int endpoint) {
        int at = endpoint << FACTS;
        int turn = (int) facts[at + TURN];
        int lanes = (int) facts[at + LANES];
        for (int left = (lanes >> turn | lanes << NETWORKS - turn) & ALL_LANES; left != 0; left &= left - 1) {
            int after = turn + Integer.numberOfTrailingZeros(left);
            int network = after >= NETWORKS ? after - NETWORKS : after;
            int lane = (endpoint << LANE_FACTS) + network;
            int slot = laneFacts[lane + FIRST];
            int flitsLeft = send(cycle, endpoint, slot, laneFacts[lane + FLITS_LEFT]);
            if (flitsLeft == REFUSED) {
                continue;
            }
            laneFacts[lane + FLITS_LEFT] = flitsLeft;
            if (flitsLeft == 0) {
                if (slot == laneFacts[lane + LAST]) {
                    facts[at + LANES] = lanes & ~(1 << network);
                } else {
                    laneFacts[lane + FIRST] = behind[slot];
                }
            }
            return true;
        }
        return false;
    }

    /**
     * Sends a packet, or a part of it, and returns how many flits are left; or returns {@link #REFUSED} if there is no room.
     *
     * <p>Has more than 325 bytes of code, so that the host's compiler never puts it into its callers: else it puts all of a packet's way into each of
     * them, and these into the kernel's loop, and then has no room left for what that loop does itself.
     *
     * @param flitsLeft of a packet of which a part has been sent, or 0
     */
    private int send(long cycle, int endpoint, int slot, int flitsLeft) {
        Packet packet = packets.packet(slot);
        boolean head = flitsLeft == 0;
        int left = head ? block.flits(packet.bytes()) : flitsLeft;
        int count = Math.min(left, Journeys.MOST_FLITS);
        boolean tail = left == count;
        int vc = block.firstVc(packet.network(), packet.source(), packet.destination());
        if (arbiter != null && head && !arbiter.free(channel(endpoint, vc))) {
            return REFUSED;
        }
        int at = endpoint << FACTS;
        int to = block.destination(packet.destination());
        int part = (head ? Journeys.HEAD : 0) | (tail ? Journeys.TAIL : 0);
        int hops = journeys.setOut(cycle, slot, facts[at + ORIGIN], to, vc, count, part);
        if (hops == REFUSED) {
            return REFUSED;
        }
        int network = packet.network().ordinal();
        facts[at + TURN] = network + 1;
        facts[at + FREE_AT] = cycle + count;
        if (head) {
            slice.enter(cycle, endpoint, slot, packet, left, hops);
        }
        if (arbiter != null && head != tail) {
            int channel = channel(endpoint, vc);
            if (head) {
                arbiter.take(channel);
            } else {
                arbiter.release(channel);
            }
        }
        if (tail) {
            slice.departs(cycle, cycle + count - 1, endpoint, network);
        }
        return left - count;
    }

    /** A channel of a port that endpoints share. */
    private int channel(int endpoint, int vc) {
        return arbiter.port(endpoint) * block.vcs() + vc;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(facts);
        out.writeInts(laneFacts);
        out.writeLongs(portFreeAt);
        if (arbiter != null) {
            arbiter.save(out);
        }
        for (int lane = 0; lane < lanes(); lane++) {
            for (int slot = first(lane); slot != last(lane); slot = behind[slot]) {
                out.writeInt(behind[slot]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(facts);
        in.readInts(laneFacts);
        in.readLongs(portFreeAt);
        if (arbiter != null) {
            arbiter.load(in);
        }
        active.clear();
        waitingCount = 0;
        for (int at = 0; at < facts.length; at += 1 << FACTS) {
            if (facts[at + LANES] != 0) {
                active.add(at >> FACTS);
                waitingCount++;
            }
        }
        for (int lane = 0; lane < lanes(); lane++) {
            for (int slot = first(lane); slot != last(lane); slot = behind[slot]) {
                follow(slot, in.readInt());
            }
        }
    }

    // Lanes of all endpoints, counted through.

    private int lanes() {
        return (facts.length >> FACTS) * NETWORKS;
    }

    /** The slot of a lane's first packet, or -1 as {@link #last} if it has none. */
    private int first(int lane) {
        return slot(lane, FIRST);
    }

    private int last(int lane) {
        return slot(lane, LAST);
    }

    private int slot(int lane, int which) {
        int endpoint = lane / NETWORKS;
        int network = lane % NETWORKS;
        boolean has = (facts[(endpoint << FACTS) + LANES] >> network & 1) != 0;
        return has ? laneFacts[(endpoint << LANE_FACTS) + which + network] : NONE;
    }
}
