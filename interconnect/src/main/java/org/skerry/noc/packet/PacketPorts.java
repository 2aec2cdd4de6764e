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

    private final Component owner;
    private final PacketSlice slice;
    private final int first;
    private final int count;
    private final int queuePackets;
    private final int injectionCycles;
    private final Wire<Packet> toNetwork;
    private final LongCalendar toOwner; // slots of packets, by source
    private final LongCalendar news; // lanes that were refused and have a place again
    private final int[] taken; // by lane, as the next three: endpoint here, virtual network
    private final int[] known; // of those, places whose end is known
    private final int[] heads; // of the ring of these ends
    private final boolean[] refused; // whether the owner waits to hear of a place
    private final long[] ends; // rings of queuePackets: first cycle at which a place is free

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
        taken = new int[count * NETWORKS];
        known = new int[taken.length];
        heads = new int[taken.length];
        refused = new boolean[taken.length];
        ends = new long[taken.length * queuePackets];
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
        if (endpoint < 0 || endpoint >= count) {
            throw new IllegalStateException("cycle " + cycle + ": component " + owner.name() + " serves endpoints "
                    + first + ".." + (first + count - 1) + " and injected a packet of endpoint " + packet.source());
        }
        if (packet.domain() != 0) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + packet + " is of domain " + packet.domain() + ", and there is one only");
        }
        int lane = endpoint * NETWORKS + packet.network().ordinal();
        if (taken[lane] == queuePackets) {
            giveBack(lane, cycle);
        }
        if (taken[lane] == queuePackets) {
            if (!refused[lane]) {
                refused[lane] = true;
                if (known[lane] > 0) {
                    long end = ends[lane * queuePackets + heads[lane]];
                    news.send(cycle, end, lane, lane);
                }
            }
            return false;
        }
        taken[lane]++;
        toNetwork.send(cycle, packet);
        return true;
    }

    private void giveBack(int lane, long cycle) {
        while (known[lane] > 0 && ends[lane * queuePackets + heads[lane]] <= cycle) {
            heads[lane] = heads[lane] + 1 == queuePackets ? 0 : heads[lane] + 1;
            known[lane]--;
            taken[lane]--;
        }
    }

    /** The tail of the next packet of a lane enters its first router at {@code departs}. For the slice. */
    void departs(long cycle, long departs, int endpoint, int network) {
        int lane = (endpoint - first) * NETWORKS + network;
        long end = departs + injectionCycles;
        int at = heads[lane] + known[lane];
        ends[lane * queuePackets + (at >= queuePackets ? at - queuePackets : at)] = end;
        if (refused[lane] && known[lane] == 0) {
            news.send(cycle, end, lane, lane);
        }
        known[lane]++;
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
        refused[lane] = false;
        return first + lane / NETWORKS;
    }

    /** Packets on the way to the network. */
    int underWay() {
        return toNetwork.inFlight();
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(taken);
        out.writeInts(known);
        out.writeInts(heads);
        for (boolean each : refused) {
            out.writeBoolean(each);
        }
        out.writeLongs(ends);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(taken);
        in.readInts(known);
        in.readInts(heads);
        for (int i = 0; i < refused.length; i++) {
            refused[i] = in.readBoolean();
        }
        in.readLongs(ends);
    }
}
