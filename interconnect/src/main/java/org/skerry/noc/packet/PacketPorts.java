package org.skerry.noc.packet;

import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.ni.Places;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.link.IntCalendar;
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
    private final int end;
    private final Places places; // of all endpoints of the slice
    private final IntCalendar toOwner; // slots of packets, by source
    private final IntCalendar news; // lanes that were refused and have a place again

    PacketPorts(Component owner, PacketSlice slice, int first, int count, MeshSpec mesh) {
        this.owner = owner;
        this.slice = slice;
        this.first = first;
        this.count = count;
        end = first + count;
        places = slice.places();
        toOwner = new IntCalendar(
                "ejection of endpoints from " + first,
                mesh.ejectionCycles(),
                mesh.ejectionCycles() + LinkTimes.WINDOW + Byte.MAX_VALUE);
        news = new IntCalendar(
                "room for endpoints from " + first, 1, mesh.injectionCycles() + LinkTimes.WINDOW + Byte.MAX_VALUE);
    }

    /** Puts the wires from the slice to the owner into a kernel. */
    void install(Kernel.Builder kernel) {
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
        int source = packet.source();
        if (source < first || source >= end || packet.domain() != 0) {
            throw notMine(cycle, packet);
        }
        int lane = source * NETWORKS + packet.network().ordinal();
        if (!places.take(lane, cycle)) {
            long end = places.refuse(lane);
            if (end > 0) {
                tell(cycle, end, lane);
            }
            return false;
        }
        slice.takeOver(cycle, source, packet);
        return true;
    }

    private IllegalStateException notMine(long cycle, Packet packet) {
        return new IllegalStateException(
                packet.domain() != 0
                        ? "cycle " + cycle + ": " + packet + " is of domain " + packet.domain()
                                + ", and there is one only"
                        : "cycle " + cycle + ": component " + owner.name() + " serves endpoints " + first + ".."
                                + (end - 1) + " and injected a packet of endpoint " + packet.source());
    }

    /** A place of a lane of the slice is free again at {@code end}, for which the owner waits. For the slice. */
    void tell(long cycle, long end, int lane) {
        int here = lane - first * NETWORKS;
        news.send(cycle, end, here, here);
    }

    /** A packet from {@code source} arrives at {@code arrival}. For the slice. */
    void arrives(long cycle, long arrival, int source, int slot) {
        toOwner.send(cycle, arrival, source, slot);
    }

    @Override
    public Packet poll(long cycle) {
        long arrived = toOwner.poll(cycle);
        return arrived == IntCalendar.NOTHING ? null : slice.arrived(cycle, (int) arrived);
    }

    @Override
    public int pollSpace(long cycle) {
        // Asked here, too: where nothing was ever told of, the host's compiler leaves out all that follows.
        return news.nextArrival() == cycle ? takeSpace(cycle) : -1;
    }

    private int takeSpace(long cycle) {
        int lane = (int) news.poll(cycle);
        places.heard(first * NETWORKS + lane);
        return first + lane / NETWORKS;
    }

    @Override
    public void save(StateWriter out) {
        places.save(first * NETWORKS, count * NETWORKS, out);
    }

    @Override
    public void load(StateReader in) {
        places.load(first * NETWORKS, count * NETWORKS, in);
    }
}
