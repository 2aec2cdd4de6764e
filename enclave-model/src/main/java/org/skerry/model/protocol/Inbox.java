package org.skerry.model.protocol;

import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where segments become parcels again: a counter for each endpoint, domain and virtual network from which a part of a parcel has come. Room for the
 * whole was reserved before its first piece left, so a counter is all that is needed. Costs nothing for parcels that fit a packet.
 */
public final class Inbox implements Stateful {
    private static final int NETWORKS = VirtualNetwork.values().length;

    /** How much of a parcel has come. */
    private static final class Part {
        int segments;
        long enteredCycle; // of the first
    }

    private final Long2ObjectHashMap<Part> parts = new Long2ObjectHashMap<>(); // by domain, source, virtual network

    /**
     * Takes a packet.
     *
     * @return the parcel that is in it, or is whole with it, or null
     */
    public Parcel take(long cycle, Packet packet) {
        return packet.body() instanceof Segment segment ? take(cycle, packet, segment) : (Parcel) packet.body();
    }

    private Parcel take(long cycle, Packet packet, Segment segment) {
        int source = packet.source();
        long key = (long) packet.domain() << Integer.SIZE
                | (long) source * NETWORKS + segment.network().ordinal();
        Part part = parts.get(key);
        if (part == null) {
            part = new Part();
            part.enteredCycle = segment.enteredCycle();
            parts.put(key, part);
        }
        if (segment.index() != part.segments) {
            throw new IllegalStateException("cycle " + cycle + ": segment " + segment.index() + " of " + segment.count()
                    + " came from endpoint " + source + ", and " + part.segments + " was next");
        }
        part.segments++;
        if (!segment.last()) {
            return null;
        }
        parts.remove(key);
        if (segment.whole() instanceof Delivery delivery) {
            delivery.entered(part.enteredCycle);
        }
        return segment.whole();
    }

    /** Parcels of which a part has come. */
    public int partial() {
        return parts.size();
    }

    @Override
    public void save(StateWriter out) {
        long[] keys = new long[parts.size()];
        int count = 0;
        for (Long2ObjectHashMap<Part>.KeyIterator each = parts.keySet().iterator(); each.hasNext(); ) {
            keys[count++] = each.nextLong();
        }
        Arrays.sort(keys);
        out.writeInt(keys.length);
        for (long key : keys) {
            out.writeLong(key);
            out.writeInt(parts.get(key).segments);
            out.writeLong(parts.get(key).enteredCycle);
        }
    }

    @Override
    public void load(StateReader in) {
        parts.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            Part part = new Part();
            parts.put(in.readLong(), part);
            part.segments = in.readInt();
            part.enteredCycle = in.readLong();
        }
    }
}
