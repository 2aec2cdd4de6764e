package org.skerry.model.protocol;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Where packets of one endpoint wait for the network to take them: first in, first out in each virtual network. */
public final class Outbox implements Stateful {
    private static final Codec<Packet> CODEC = Packet.codec(new ParcelCodec());

    private final int endpoint;
    private final NetworkPorts ports;
    private final Departure departure;
    private final Map<VirtualNetwork, ArrayDeque<Packet>> waiting = new EnumMap<>(VirtualNetwork.class);
    private long sequence;

    /** Hears that the network has taken a parcel. */
    public interface Departure {
        /** {@code parcel} has left for {@code destination}. */
        void left(long cycle, int destination, Parcel parcel);
    }

    /** An empty outbox at the port of {@code endpoint}; {@code departure} may be null. */
    public Outbox(int endpoint, NetworkPorts ports, Departure departure) {
        this.endpoint = endpoint;
        this.ports = ports;
        this.departure = departure;
    }

    /** Sends a parcel, now or as soon as the network takes it. */
    public void send(long cycle, int destination, Parcel parcel) {
        long id = (long) endpoint << 40 | sequence++;
        Packet packet = new Packet(id, endpoint, destination, parcel.network(), parcel.bytes(), parcel);
        ArrayDeque<Packet> queue = waiting.get(packet.network());
        boolean first = queue == null || queue.isEmpty();
        if (!first || !leave(cycle, packet)) {
            waiting.computeIfAbsent(packet.network(), network -> new ArrayDeque<>())
                    .add(packet);
        }
    }

    /** The network has room again: sends on. */
    public void pump(long cycle) {
        for (ArrayDeque<Packet> queue : waiting.values()) {
            while (!queue.isEmpty() && leave(cycle, queue.peek())) {
                queue.remove();
            }
        }
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        for (ArrayDeque<Packet> queue : waiting.values()) {
            if (!queue.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean leave(long cycle, Packet packet) {
        if (!ports.inject(cycle, packet)) {
            return false;
        }
        if (departure != null) {
            departure.left(cycle, packet.destination(), (Parcel) packet.body());
        }
        return true;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(sequence);
        for (VirtualNetwork network : VirtualNetwork.values()) {
            ArrayDeque<Packet> queue = waiting.get(network);
            out.writeInt(queue == null ? 0 : queue.size());
            if (queue != null) {
                queue.forEach(packet -> CODEC.write(packet, out));
            }
        }
    }

    @Override
    public void load(StateReader in) {
        sequence = in.readLong();
        waiting.clear();
        for (VirtualNetwork network : VirtualNetwork.values()) {
            for (int left = in.readCount(1); left > 0; left--) {
                waiting.computeIfAbsent(network, each -> new ArrayDeque<>()).add(CODEC.read(in));
            }
        }
    }
}
