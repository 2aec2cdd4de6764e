package org.skerry.model.protocol;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where packets of one endpoint wait for the network to take them, and where parcels that are larger than a packet are cut. First in, first
 * out in each virtual network, but that a large parcel lets others pass between its segments: after each of them comes who waits for
 * another destination. What goes to the same one stays behind.
 */
public final class Outbox implements Stateful {
    private static final Codec<Packet> CODEC = Packet.codec(new ParcelCodec());

    private static final int NETWORKS = VirtualNetwork.values().length;

    private final int endpoint;
    private final NetworkPorts ports;
    private final Departure departure;
    private final MessageSpec spec;
    private final int maxPacketBytes;
    private Map<Integer, ArrayDeque<Packet>> waiting =
            Map.of(); // by domain and virtual network; made when something waits
    private int domain;
    private long sequence;
    private int size; // packets that wait
    private int largest; // most that ever waited

    /** Hears that the network has taken a parcel, all of it. */
    public interface Departure {
        /** {@code parcel} has left for {@code destination}. */
        void left(long cycle, int destination, Parcel parcel);
    }

    /** An empty outbox at the port of {@code endpoint} that cuts parcels as {@code spec} says; {@code departure} may be null. */
    public Outbox(int endpoint, NetworkPorts ports, Departure departure, MessageSpec spec) {
        this.endpoint = endpoint;
        this.ports = ports;
        this.departure = departure;
        this.spec = spec;
        this.maxPacketBytes = spec.maxPacketBytes();
    }

    /** Reads what the next parcel will need; the number means nothing. */
    public long foresee() {
        return sequence + (waiting == null ? 0 : 1);
    }

    /** From now on parcels travel in this time-division domain, unless something else is said. */
    public void belongTo(int newDomain) {
        domain = newDomain;
    }

    /** Sends a parcel, now or as soon as the network takes it. */
    public void send(long cycle, int destination, Parcel parcel) {
        send(cycle, destination, domain, parcel);
    }

    /**
     * The same for who knows what the parcel says of itself: its virtual network and its size.
     *
     * @return whether it has left at once, and nobody was told; else the {@link Departure} hears of it as always
     */
    public boolean sendOrPass(long cycle, int destination, VirtualNetwork network, int bytes, Parcel parcel) {
        if (size != 0 || bytes > maxPacketBytes) {
            send(cycle, destination, domain, parcel);
            return false;
        }
        Packet packet =
                new Packet((long) endpoint << 40 | sequence++, endpoint, destination, network, domain, bytes, parcel);
        if (ports.inject(cycle, packet)) {
            return true;
        }
        await(domain * NETWORKS + network.ordinal(), packet);
        return false;
    }

    /** The same in a domain of the caller's choice; what waits in one holds back nothing in another. */
    public void send(long cycle, int destination, int inDomain, Parcel parcel) {
        int key = inDomain * NETWORKS + parcel.network().ordinal();
        ArrayDeque<Packet> queue = size == 0 ? null : waiting.get(key);
        boolean first = queue == null || queue.isEmpty();
        Packet packet = packet(destination, inDomain, parcel);
        while (first && packet != null && leave(cycle, packet)) {
            packet = rest(packet);
        }
        if (packet != null) {
            await(key, packet);
        }
    }

    /** Gives so many bytes of standing room back. */
    public void sendCredit(long cycle, int destination, int bytes) {
        sendOrPass(cycle, destination, VirtualNetwork.CONTROL, Parcel.HEADER_BYTES, new MessageParcel.Credit(bytes));
    }

    private void await(int key, Packet packet) {
        queue(key).add(packet);
        size++;
        largest = Math.max(largest, size);
    }

    private ArrayDeque<Packet> queue(int key) {
        if (waiting.isEmpty()) {
            waiting = new TreeMap<>();
        }
        return waiting.computeIfAbsent(key, each -> new ArrayDeque<>());
    }

    /** The packet of a parcel, or the first one; later ones have the numbers that follow. */
    private Packet packet(int destination, int inDomain, Parcel parcel) {
        long id = (long) endpoint << 40 | sequence;
        int bytes = parcel.bytes();
        if (bytes <= maxPacketBytes) {
            sequence++;
            return new Packet(id, endpoint, destination, parcel.network(), inDomain, bytes, parcel);
        }
        int count = spec.segments(bytes);
        sequence += count;
        return segment(
                id,
                destination,
                inDomain,
                new Segment(0, count, spec.segmentBytes(bytes, 0), parcel.network(), parcel));
    }

    private Packet segment(long id, int destination, int inDomain, Segment segment) {
        return new Packet(id, endpoint, destination, segment.network(), inDomain, segment.bytes(), segment);
    }

    /** What is left of the parcel of a packet that has gone: its next packet, or null. */
    private Packet rest(Packet gone) {
        if (!(gone.body() instanceof Segment segment) || segment.last()) {
            return null;
        }
        int bytes = spec.segmentBytes(segment.whole().bytes(), segment.index() + 1);
        return segment(gone.id() + 1, gone.destination(), gone.domain(), segment.next(bytes));
    }

    /** The network has room again: sends on. */
    public void pump(long cycle) {
        for (ArrayDeque<Packet> queue : waiting.values()) {
            while (!queue.isEmpty() && leave(cycle, queue.peek())) {
                Packet rest = rest(queue.remove());
                if (rest != null) {
                    queueBehindOthers(queue, rest);
                } else {
                    size--;
                }
            }
        }
    }

    /** Lets pass who waits for other destinations, as far as nobody stands among them who waits for the same. */
    private static void queueBehindOthers(ArrayDeque<Packet> queue, Packet rest) {
        boolean placed = false;
        for (int left = queue.size(); left > 0; left--) {
            Packet packet = queue.remove();
            if (!placed && packet.destination() == rest.destination()) {
                queue.add(rest);
                placed = true;
            }
            queue.add(packet);
        }
        if (!placed) {
            queue.add(rest);
        }
    }

    /** Everything that waits is lost. */
    public void lose() {
        waiting = Map.of();
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Parcels that wait, a large one once. */
    public int size() {
        return size;
    }

    /** Most parcels that ever waited at a time. */
    public int largest() {
        return largest;
    }

    private boolean leave(long cycle, Packet packet) {
        if (!ports.inject(cycle, packet)) {
            return false;
        }
        Parcel parcel = (Parcel) packet.body();
        boolean ends = true;
        if (parcel instanceof Segment segment) {
            parcel = segment.whole();
            ends = segment.last();
        }
        if (ends && departure != null) {
            departure.left(cycle, packet.destination(), parcel);
        }
        return true;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(sequence);
        out.writeInt(domain);
        out.writeInt(largest);
        out.writeInt(waiting.values().stream().mapToInt(ArrayDeque::size).sum());
        waiting.values().forEach(queue -> queue.forEach(packet -> write(packet, out)));
    }

    @Override
    public void load(StateReader in) {
        sequence = in.readLong();
        domain = in.readInt();
        largest = in.readInt();
        waiting = Map.of();
        size = 0;
        for (int left = in.readCount(1); left > 0; left--) {
            Packet packet = read(in);
            int key = packet.domain() * NETWORKS + packet.network().ordinal();
            queue(key).add(packet);
            size++;
        }
    }

    /** A segment that waits is written with the whole, which those behind it are made of. */
    private static void write(Packet packet, StateWriter out) {
        CODEC.write(packet, out);
        if (packet.body() instanceof Segment segment && !segment.last()) {
            Parcel.write(segment.whole(), out);
        }
    }

    private Packet read(StateReader in) {
        Packet packet = CODEC.read(in);
        if (packet.body() instanceof Segment segment && !segment.last()) {
            return segment(packet.id(), packet.destination(), packet.domain(), segment.of(Parcel.read(in)));
        }
        return packet;
    }
}
