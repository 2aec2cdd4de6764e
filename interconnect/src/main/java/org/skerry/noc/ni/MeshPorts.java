package org.skerry.noc.ni;

import java.util.Arrays;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.link.IntCalendar;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Ports of consecutive endpoints. A port has so many places for packets of each virtual network and refuses what has none. The owner counts on a
 * place from the injection cycles on after the packet has left its queue, and then from when it asks for news; but news is sent only to who
 * was refused.
 */
public final class MeshPorts implements NetworkPorts, PortSide, Stateful {
    private static final int NETWORKS = VirtualNetwork.values().length;

    private final Component owner;
    private final int first;
    private final int count;
    private final int domains;
    private final int injectionCycles;
    private final Wire<Packet> toNetwork;
    private final Wire<Packet> toOwner;
    private final Places places; // by lane: domain, endpoint here, virtual network; this is also the order of news
    private final IntCalendar news; // lanes that were refused and have a place again
    private int[] heard = new int[4]; // of those, in order: that the owner is to hear of in this cycle
    private int heardCount;
    private long asked = -1; // cycle at which the owner last asked for news

    /**
     * Ports of endpoints {@code first} to {@code first + count - 1}, each with {@code queuePackets} places a virtual network and domain, so
     * that no domain waits for a place that another one takes.
     */
    public MeshPorts(
            Component owner, int first, int count, MeshSpec mesh, int queuePackets, int domains, Codec<Packet> codec) {
        this.owner = owner;
        this.first = first;
        this.count = count;
        this.domains = domains;
        injectionCycles = mesh.injectionCycles();
        toNetwork = new Wire<>("injection of endpoints from " + first, injectionCycles, codec);
        toOwner = new Wire<>("ejection of endpoints from " + first, mesh.ejectionCycles(), codec);
        places = new Places(domains * count * NETWORKS, queuePackets);
        news = new IntCalendar("room for endpoints from " + first, 1, injectionCycles);
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
        if (!places.take(lane, asked == cycle ? cycle : cycle - 1)) {
            refuse(cycle, lane);
            return false;
        }
        toNetwork.send(cycle, packet);
        return true;
    }

    private void refuse(long cycle, int lane) {
        long end = places.refuse(lane);
        if (end > cycle) {
            news.send(cycle, end, lane, lane);
        } else if (end != 0) {
            hear(lane); // when it asks in this cycle, which it has not yet
        }
    }

    private void hear(int lane) {
        if (heardCount == heard.length) {
            heard = Arrays.copyOf(heard, 2 * heardCount);
        }
        int at = heardCount++;
        for (; at > 0 && heard[at - 1] < lane; at--) {
            heard[at] = heard[at - 1];
        }
        heard[at] = lane;
    }

    @Override
    public Packet poll(long cycle) {
        return toOwner.poll(cycle);
    }

    @Override
    public int pollSpace(long cycle) {
        asked = cycle;
        for (long told = news.poll(cycle); told != IntCalendar.NOTHING; told = news.poll(cycle)) {
            hear((int) told);
        }
        if (heardCount == 0) {
            return -1;
        }
        int lane = heard[--heardCount];
        places.heard(lane);
        return first + lane / NETWORKS % count;
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
        int lane = lane(packet);
        long end = cycle + injectionCycles;
        if (places.ends(lane, end)) {
            news.send(cycle, end, lane, lane);
        }
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
        return (packet.domain() * count + packet.source() - first) * NETWORKS
                + packet.network().ordinal();
    }

    @Override
    public void save(StateWriter out) {
        places.save(0, domains * count * NETWORKS, out);
    }

    @Override
    public void load(StateReader in) {
        places.load(0, domains * count * NETWORKS, in);
        heardCount = 0;
        asked = -1;
    }
}
