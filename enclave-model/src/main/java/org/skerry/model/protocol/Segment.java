package org.skerry.model.protocol;

import org.skerry.noc.Timed;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A piece of a parcel that is larger than a packet. What the parcel says travels with the last one; the bytes of the others are as
 * many, and say nothing to the simulator.
 */
@Travels(on = {VirtualNetwork.REQUEST, VirtualNetwork.REPLY, VirtualNetwork.CONTROL})
public final class Segment extends Timed implements Parcel {
    private final int index;
    private final int count;
    private final int bytes;
    private final VirtualNetwork network;
    private final Parcel whole;

    /**
     * Piece {@code index} of {@code count}.
     *
     * @param bytes   of this piece, header included
     * @param network that of the whole
     * @param whole   the parcel; known to the sender, and to the receiver with the last piece
     */
    Segment(int index, int count, int bytes, VirtualNetwork network, Parcel whole) {
        this.index = index;
        this.count = count;
        this.bytes = bytes;
        this.network = network;
        this.whole = whole;
    }

    /** Its number, from 0. */
    public int index() {
        return index;
    }

    /** Pieces of the whole. */
    public int count() {
        return count;
    }

    /** Whether the parcel is whole with it. */
    public boolean last() {
        return index == count - 1;
    }

    /** The parcel; null before its last piece where it was saved and restored. */
    public Parcel whole() {
        return whole;
    }

    /** This piece, of a parcel that was read beside it. */
    Segment of(Parcel read) {
        return new Segment(index, count, bytes, network, read);
    }

    /** The piece after this one, of so many bytes. */
    Segment next(int nextBytes) {
        return new Segment(index + 1, count, nextBytes, network, whole);
    }

    @Override
    public VirtualNetwork network() {
        return network;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public void writeFields(StateWriter out) {
        out.writeInt(index);
        out.writeInt(count);
        out.writeInt(bytes);
        out.writeInt(network.ordinal());
        out.writeLong(enteredCycle());
        if (last()) {
            Parcel.write(whole, out);
        }
    }

    static Segment readFields(StateReader in) {
        VirtualNetwork[] networks = VirtualNetwork.values();
        int index = in.readInt();
        int count = in.readInt();
        int bytes = in.readInt();
        VirtualNetwork network = networks[in.readIndex(networks.length, "virtual networks")];
        long entered = in.readLong();
        Parcel whole = index == count - 1 ? Parcel.read(in) : null;
        Segment segment = new Segment(index, count, bytes, network, whole);
        segment.entered(entered);
        return segment;
    }
}
