package org.skerry.noc.packet;

import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.ni.PortArbiter;
import org.skerry.noc.router.ActiveSet;
import org.skerry.noc.router.Destination;
import org.skerry.noc.router.RouterBlock;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where packets wait at their source and set out. Each endpoint has a lane for each virtual network, first in first out; it sends one
 * after the other, of the lanes in turn, as far as there is room. Lanes do not wait for each other, but until a packet has been sent, or a part of
 * it. Endpoints that share a port send in turn, in the order of {@link PortArbiter}.
 */
final class PacketSources implements Stateful {
    private static final int NETWORKS = VirtualNetwork.values().length;

    // Of each endpoint, in FACTS, and of its lanes one after the other.
    private static final int FACTS = 4; // as a power of two
    private static final int INPUT = 0; // VC 0 of its router's input
    private static final int PLACE = 1; // as a destination
    private static final int QUEUED = 2; // packets in all lanes
    private static final int TURN = 3; // virtual network that is first
    private static final int HEAD = 4; // of a lane's ring
    private static final int COUNT = HEAD + NETWORKS; // of packets in a lane
    private static final int FLITS_LEFT = COUNT + NETWORKS; // of the packet that is being sent; 0 if there is none

    private final RouterBlock block;
    private final PacketTable packets;
    private final Journeys journeys;
    private final PacketSlice slice;
    private final int queuePackets;

    private final int[] facts; // by endpoint, side by side: see below
    private final PortArbiter arbiter; // null if every endpoint has a port of its own
    private final long[] freeAt; // by endpoint: first cycle at which its port can send again
    private final long[] portFreeAt; // by port, named by its first endpoint: the same for all that share it
    private final int[] slots; // by lane: a ring of queuePackets
    private final ActiveSet active; // endpoints with a packet

    PacketSources(RouterBlock block, PacketTable packets, Journeys journeys, PacketSlice slice) {
        this.block = block;
        this.packets = packets;
        this.journeys = journeys;
        this.slice = slice;
        queuePackets = block.spec().sourceQueuePackets();
        int endpoints = block.endpoints();
        facts = new int[endpoints << FACTS];
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            int at = endpoint << FACTS;
            facts[at + INPUT] = journeys.channel(block.routerOf(endpoint), block.portOf(endpoint), 0);
            facts[at + PLACE] = block.destination(endpoint);
        }
        arbiter = block.mesh().sharedPort() ? new PortArbiter(block) : null;
        freeAt = new long[endpoints];
        portFreeAt = new long[arbiter == null ? 0 : endpoints];
        slots = new int[endpoints * NETWORKS * queuePackets];
        active = new ActiveSet(endpoints);
    }

    /** A packet has been handed over. */
    void add(long cycle, int slot, Packet packet) {
        int endpoint = packet.source();
        int network = packet.network().ordinal();
        int lane = (endpoint << FACTS) + network;
        if (facts[lane + COUNT] == queuePackets) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": endpoint " + endpoint + " has no place for " + packet);
        }
        slots[place(endpoint, network, facts[lane + COUNT]++)] = slot;
        facts[(endpoint << FACTS) + QUEUED]++;
        active.add(endpoint);
    }

    /** Where a packet lies in the ring of a lane, {@code behind} others. */
    private int place(int endpoint, int network, int behind) {
        int at = facts[(endpoint << FACTS) + HEAD + network] + behind;
        return (endpoint * NETWORKS + network) * queuePackets + (at >= queuePackets ? at - queuePackets : at);
    }

    /** Every endpoint with a packet sends, if it may. Returns the next cycle at which one could. */
    long step(long cycle) {
        if (arbiter != null) {
            return stepPorts(cycle);
        }
        long next = Long.MAX_VALUE;
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(endpoint + 1)) {
            if (freeAt[endpoint] <= cycle) {
                sendOne(cycle, endpoint);
            }
            if (facts[(endpoint << FACTS) + QUEUED] == 0) {
                active.remove(endpoint);
            } else {
                next = Math.min(next, Math.max(cycle + 1, freeAt[endpoint]));
            }
        }
        return next;
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
                if (facts[(each << FACTS) + QUEUED] > 0 && sendOne(cycle, each)) {
                    arbiter.sent(port, each);
                    portFreeAt[port] = freeAt[each];
                }
                each = arbiter.next(port, each);
            }
            for (each = port; each < end; each++) {
                if (facts[(each << FACTS) + QUEUED] > 0) {
                    next = Math.min(next, Math.max(cycle + 1, portFreeAt[port]));
                } else {
                    active.remove(each);
                }
            }
        }
        return next;
    }

    private boolean sendOne(long cycle, int endpoint) {
        int network = facts[(endpoint << FACTS) + TURN];
        for (int i = 0; i < NETWORKS; i++) {
            int after = network + 1 == NETWORKS ? 0 : network + 1;
            if (send(cycle, endpoint, network)) {
                facts[(endpoint << FACTS) + TURN] = after;
                return true;
            }
            network = after;
        }
        return false;
    }

    /** Sends a packet of one lane, or a part of it, and returns true; or returns false if there is none or no room. */
    private boolean send(long cycle, int endpoint, int network) {
        int lane = (endpoint << FACTS) + network;
        if (facts[lane + COUNT] == 0) {
            return false;
        }
        int slot = slots[place(endpoint, network, 0)];
        Packet packet = packets.packet(slot);
        boolean head = facts[lane + FLITS_LEFT] == 0;
        int flits = block.flits(packet.bytes());
        int left = head ? flits : facts[lane + FLITS_LEFT];
        int count = Math.min(left, Journeys.MOST_FLITS);
        boolean tail = left == count;
        int vc = Long.numberOfTrailingZeros(block.allowedVcs(packet.network(), packet.source(), packet.destination()));
        if (arbiter != null && head && !arbiter.free(arbiter.port(endpoint) * block.vcs() + vc)) {
            return false;
        }
        long legs = legs(endpoint, packets.destination(slot));
        if (!journeys.setOut(cycle, slot, facts[(endpoint << FACTS) + INPUT] + vc, count, head, tail, legs)) {
            return false;
        }
        if (head) {
            slice.enter(cycle, endpoint, slot, flits);
        }
        if (arbiter != null && head != tail) {
            keepChannel(arbiter.port(endpoint) * block.vcs() + vc, head);
        }
        facts[lane + FLITS_LEFT] = left - count;
        freeAt[endpoint] = cycle + count;
        if (tail) {
            int next = facts[lane + HEAD] + 1;
            facts[lane + HEAD] = next == queuePackets ? 0 : next;
            facts[lane + COUNT]--;
            facts[(endpoint << FACTS) + QUEUED]--;
            slice.departs(cycle, cycle + count - 1, endpoint, network);
        }
        return true;
    }

    private void keepChannel(int channel, boolean begins) {
        if (begins) {
            arbiter.take(channel);
        } else {
            arbiter.release(channel);
        }
    }

    private long legs(int from, int to) {
        int here = facts[(from << FACTS) + PLACE];
        int dx = Destination.x(to) - Destination.x(here);
        int dy = Destination.y(to) - Destination.y(here);
        return Legs.of(dx, dy, true, Destination.port(to), 0);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(freeAt);
        out.writeLongs(portFreeAt);
        if (arbiter != null) {
            arbiter.save(out);
        }
        out.writeInts(facts);
        for (int endpoint = 0; endpoint < freeAt.length; endpoint++) {
            for (int network = 0; network < NETWORKS; network++) {
                for (int i = 0; i < facts[(endpoint << FACTS) + COUNT + network]; i++) {
                    out.writeInt(slots[place(endpoint, network, i)]);
                }
            }
        }
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(freeAt);
        in.readLongs(portFreeAt);
        if (arbiter != null) {
            arbiter.load(in);
        }
        in.readInts(facts);
        active.clear();
        for (int endpoint = 0; endpoint < freeAt.length; endpoint++) {
            int at = endpoint << FACTS;
            for (int network = 0; network < NETWORKS; network++) {
                for (int i = 0; i < facts[at + COUNT + network]; i++) {
                    slots[place(endpoint, network, i)] = in.readInt();
                }
            }
            if (facts[at + QUEUED] > 0) {
                active.add(endpoint);
            }
        }
    }
}
