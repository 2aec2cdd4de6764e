package org.skerry.noc.ni;

import java.util.Arrays;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Ports of consecutive endpoints. A port has so many places for packets of each virtual network and refuses what has none. */
public final class MeshPorts implements NetworkPorts, PortSide, Stateful {
    private static final int NETWORKS = VirtualNetwork.values().length;
    private static final int REFUSED = -1; // none may be handed over, and the owner waits to hear of a place

    private final Component owner;
    private final int first;
    private final int count;
    private final int domains;
    private final int queues; // of an endpoint
    private final Wire<Packet> toNetwork;
    private final Wire<Packet> toOwner;
    private final Wire<Packet> news; // that have left their queues: their places can be used again
    private final int[]
            places; // by lane (endpoint here, domain, virtual network): packets that may still be handed over, or
    // REFUSED

    /**
     * Ports of endpoints {@code first} to {@code first + count - 1}, each with {@code queuePackets} places a virtual network and domain, so
     * that no domain waits for a place that another one takes.
     */
    public MeshPorts(
            Component owner, int first, int count, MeshSpec mesh, int queuePackets, int domains, Codec<Packet> codec) {
        this.owner = owner;
        this.first = first;
        this.count = count;
        toNetwork = new Wire<>("injection of endpoints from " + first, mesh.injectionCycles(), codec);
        toOwner = new Wire<>("ejection of endpoints from " + first, mesh.ejectionCycles(), codec);
        news = new Wire<>("room for endpoints from " + first, mesh.injectionCycles(), new RoomCodec());
        this.domains = domains;
        queues = domains * NETWORKS;
        places = new int[count * queues];
        Arrays.fill(places, queuePackets);
    }

    /** Puts the wires between the owner and {@code slice} into a kernel. */
    public void install(Kernel.Builder kernel, Component slice) {
        kernel.wire(toNetwork, owner, slice);
        kernel.wire(toOwner, slice, owner);
        kernel.wire(news, slice, owner);
    }

    @Override
    public int first() {
        return first;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public boolean inject(long cycle, Packet packet) {
        if (packet.source() < first || packet.source() >= first + count) {
            throw new IllegalStateException("cycle " + cycle + ": component " + owner.name() + " serves endpoints "
                    + first + ".." + (first + count - 1) + " and injected a packet of endpoint " + packet.source());
        }
        if (packet.domain() < 0 || packet.domain() >= domains) {
            throw new IllegalStateException("cycle " + cycle + ": " + packet + " is of domain " + packet.domain()
                    + ", and the network has " + domains);
        }
        int lane = lane(packet);
        if (places[lane] <= 0) {
            places[lane] = REFUSED;
            return false;
        }
        places[lane]--;
        toNetwork.send(cycle, packet);
        return true;
    }

    @Override
    public Packet poll(long cycle) {
        return toOwner.poll(cycle);
    }

    @Override
    public int pollSpace(long cycle) {
        for (Packet gone = news.poll(cycle); gone != null; gone = news.poll(cycle)) {
            int lane = lane(gone);
            if (places[lane] == REFUSED) {
                places[lane] = 1;
                return gone.source();
            }
            places[lane]++;
        }
        return -1;
    }

    /** Whether a packet has reached the network that has not been taken. For the slice. */
    public boolean hasPacket(long cycle) {
        return toNetwork.hasArrival(cycle);
    }

    /** The next packet that has reached the network, or null. For the slice. */
    public Packet take(long cycle) {
        return toNetwork.poll(cycle);
    }

    @Override
    public void departed(long cycle, Packet packet) {
        news.send(cycle, packet);
    }

    /** It arrives after the ejection cycles. */
    @Override
    public void deliver(long cycle, Packet packet) {
        toOwner.send(cycle, packet);
    }

    /** Packets on the wires. */
    public int underWay() {
        return toNetwork.inFlight() + toOwner.inFlight();
    }

    private int lane(Packet packet) {
        return (packet.source() - first) * queues + RoomCodec.queue(packet);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(Arrays.stream(places).map(each -> Math.max(each, 0)).toArray());
        for (int each : places) {
            out.writeBoolean(each == REFUSED);
        }
    }

    @Override
    public void load(StateReader in) {
        in.readInts(places);
        for (int lane = 0; lane < places.length; lane++) {
            if (in.readBoolean()) {
                places[lane] = REFUSED;
            }
        }
    }
}
