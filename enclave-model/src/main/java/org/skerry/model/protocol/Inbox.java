package org.skerry.model.protocol;

import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where segments become parcels again: a counter for each endpoint and virtual network from which a part of a parcel has come. Room for the
 * whole was reserved before its first piece left, so a counter is all that is needed. Costs nothing for parcels that fit a packet.
 */
public final class Inbox implements Stateful {
    private static final int NETWORKS = VirtualNetwork.values().length;

    /** How much of a parcel has come. */
    private static final class Part {
        int segments;
        long enteredCycle; // of the first
    }

    private final Int2ObjectHashMap<Part> parts = new Int2ObjectHashMap<>(); // by source and virtual network

    /**
     * Takes a packet.
     *
     * @return the parcel that is in it, or is whole with it, or null
     */
    public Parcel take(long cycle, Packet packet) {
        return packet.body() instanceof Parcel.Segment segment
                ? take(cycle, packet.source(), segment)
                : (Parcel) packet.body();
    }

    /**
     * Takes a piece.
     *
     * @return the parcel if it is whole now, else null
     */
    public Parcel take(long cycle, int source, Parcel.Segment segment) {
        int key = source * NETWORKS + segment.network().ordinal();
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
        if (segment.whole() instanceof Parcel.Delivery delivery) {
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
        int[] keys = new int[parts.size()];
        int count = 0;
        for (Int2ObjectHashMap<Part>.KeyIterator each = parts.keySet().iterator(); each.hasNext(); ) {
            keys[count++] = each.nextInt();
        }
        Arrays.sort(keys);
        out.writeInt(keys.length);
        for (int key : keys) {
            out.writeInt(key);
            out.writeInt(parts.get(key).segments);
            out.writeLong(parts.get(key).enteredCycle);
        }
    }

    @Override
    public void load(StateReader in) {
        parts.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            Part part = new Part();
            parts.put(in.readInt(), part);
            part.segments = in.readInt();
            part.enteredCycle = in.readLong();
        }
    }
}
