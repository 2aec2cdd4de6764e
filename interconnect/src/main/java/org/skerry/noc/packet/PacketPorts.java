package org.skerry.noc.packet;

import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.link.LongCalendar;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Ports of consecutive endpoints of a network that knows long before when a packet will arrive, and when a source will have a place again. A
 * port has so many places for packets of each virtual network and refuses what has none.
 */
final class PacketPorts implements NetworkPorts, Stateful {
    private static final int NETWORKS = VirtualNetwork.values().length;

    // Of a lane.
    private static final int FACTS = 2; // as a power of two
    private static final int TAKEN = 0; // places
    private static final int KNOWN = 1; // of those, whose end is known
    private static final int HEAD = 2; // of the ring of these ends
    private static final int REFUSED = 3; // 1 if the owner waits to hear of a place, or 0

    private final Component owner;
    private final PacketSlice slice;
    private final int first;
    private final int count;
    private final int queuePackets;
    private final int injectionCycles;
    private final Wire<Packet> toNetwork;
    private final LongCalendar toOwner; // slots of packets, by source
    private final LongCalendar news; // lanes that were refused and have a place again
    private final int[] facts; // by lane, side by side: endpoint here, virtual network
    private final long[] ends; // by lane, rings of queuePackets: first cycle at which a place is free

    PacketPorts(
            Component owner,
            PacketSlice slice,
            int first,
            int count,
            MeshSpec mesh,
            int queuePackets,
            Codec<Packet> codec) {
        this.owner = owner;
        this.slice = slice;
        this.first = first;
        this.count = count;
        this.queuePackets = queuePackets;
        injectionCycles = mesh.injectionCycles();
        toNetwork = new Wire<>("injection of endpoints from " + first, injectionCycles, codec);
        toOwner = new LongCalendar(
                "ejection of endpoints from " + first,
                mesh.ejectionCycles(),
                mesh.ejectionCycles() + LinkTimes.WINDOW + Byte.MAX_VALUE);
        news = new LongCalendar(
                "room for endpoints from " + first, 1, injectionCycles + LinkTimes.WINDOW + Byte.MAX_VALUE);
        facts = new int[count * NETWORKS << FACTS];
        ends = new long[count * NETWORKS * queuePackets];
    }

    /** Puts the wires between the owner and the slice into a kernel. */
    void install(Kernel.Builder kernel) {
        kernel.wire(toNetwork, owner, slice);
        kernel.wire(toOwner, slice, owner);
        kernel.wire(news, slice, owner);
    }

    /** The first endpoint. */
    int first() {
        return first;
    }

    /** How many endpoints. */
    int count() {
        return count;
    }

    @Override
    public boolean inject(long cycle, Packet packet) {
        int endpoint = packet.source() - first;
        if (endpoint < 0 || endpoint >= count || packet.domain() != 0) {
            throw notMine(cycle, packet);
        }
        int lane = endpoint * NETWORKS + packet.network().ordinal();
        int at = lane << FACTS;
        int taken = facts[at + TAKEN];
        if (taken == queuePackets) {
            giveBack(lane, cycle);
            taken = facts[at + TAKEN];
            if (taken == queuePackets) {
                refuse(lane, cycle);
                return false;
            }
        }
        facts[at + TAKEN] = taken + 1;
        toNetwork.send(cycle, packet);
        return true;
    }

    private IllegalStateException notMine(long cycle, Packet packet) {
        return new IllegalStateException(
                packet.domain() != 0
                        ? "cycle " + cycle + ": " + packet + " is of domain " + packet.domain()
                                + ", and there is one only"
                        : "cycle " + cycle + ": component " + owner.name() + " serves endpoints " + first + ".."
                                + (first + count - 1) + " and injected a packet of endpoint " + packet.source());
    }

    private void refuse(int lane, long cycle) {
        int at = lane << FACTS;
        if (facts[at + REFUSED] == 0) {
            facts[at + REFUSED] = 1;
            if (facts[at + KNOWN] > 0) {
                news.send(cycle, ends[lane * queuePackets + facts[at + HEAD]], lane, lane);
            }
        }
    }

    /** Looked for only when a lane has no place left, so that those of several packets come back at once. */
    private void giveBack(int lane, long cycle) {
        int at = lane << FACTS;
        int head = facts[at + HEAD];
        int known = facts[at + KNOWN];
        int back = known;
        while (back > 0 && ends[place(lane, head + back - 1)] > cycle) { // they come back one after the other
            back--;
        }
        facts[at + HEAD] = head + back >= queuePackets ? head + back - queuePackets : head + back;
        facts[at + KNOWN] = known - back;
        facts[at + TAKEN] -= back;
    }

    /** Where the end of a place of a lane is kept: its number in the ring, which may have gone round once. */
    private int place(int lane, int number) {
        return lane * queuePackets + (number >= queuePackets ? number - queuePackets : number);
    }

    /** The tail of the next packet of a lane enters its first router at {@code departs}. For the slice. */
    void departs(long cycle, long departs, int endpoint, int network) {
        int lane = (endpoint - first) * NETWORKS + network;
        int at = lane << FACTS;
        long end = departs + injectionCycles;
        int known = facts[at + KNOWN];
        ends[place(lane, facts[at + HEAD] + known)] = end;
        if (facts[at + REFUSED] != 0 && known == 0) {
            news.send(cycle, end, lane, lane);
        }
        facts[at + KNOWN] = known + 1;
    }

    /** Whether a packet has reached the network that has not been taken. For the slice. */
    boolean hasPacket(long cycle) {
        return toNetwork.hasArrival(cycle);
    }

    /** The next packet that has reached the network, or null. For the slice. */
    Packet take(long cycle) {
        return toNetwork.poll(cycle);
    }

    /** A packet from {@code source} arrives at {@code arrival}. For the slice. */
    void arrives(long cycle, long arrival, int source, int slot) {
        toOwner.send(cycle, arrival, source, slot);
    }

    @Override
    public Packet poll(long cycle) {
        return toOwner.hasArrival(cycle) ? slice.arrived(cycle, (int) toOwner.take(cycle)) : null;
    }

    @Override
    public int pollSpace(long cycle) {
        if (!news.hasArrival(cycle)) {
            return -1;
        }
        int lane = (int) news.take(cycle);
        facts[(lane << FACTS) + REFUSED] = 0;
        return first + lane / NETWORKS;
    }

    /** Packets on the way to the network. */
    int underWay() {
        return toNetwork.inFlight();
    }

    @Override
    public void save(StateWriter out) {
        for (int fact = TAKEN; fact <= HEAD; fact++) {
            int[] ofLanes = new int[count * NETWORKS];
            for (int lane = 0; lane < ofLanes.length; lane++) {
                ofLanes[lane] = facts[(lane << FACTS) + fact];
            }
            out.writeInts(ofLanes);
        }
        for (int lane = 0; lane < count * NETWORKS; lane++) {
            out.writeBoolean(facts[(lane << FACTS) + REFUSED] != 0);
        }
        out.writeLongs(ends);
    }

    @Override
    public void load(StateReader in) {
        for (int fact = TAKEN; fact <= HEAD; fact++) {
            int[] ofLanes = new int[count * NETWORKS];
            in.readInts(ofLanes);
            for (int lane = 0; lane < ofLanes.length; lane++) {
                facts[(lane << FACTS) + fact] = ofLanes[lane];
            }
        }
        for (int lane = 0; lane < count * NETWORKS; lane++) {
            facts[(lane << FACTS) + REFUSED] = in.readBoolean() ? 1 : 0;
        }
        in.readLongs(ends);
    }
}
