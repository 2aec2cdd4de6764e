package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The body of one packet on the chip, by who says it to whom:
 *
 * <pre>
 *   {@link MessageParcel}   network interfaces to each other: messages between actors, room, rights
 *   {@link PlaneParcel}     enclaves to the control plane and back
 *   {@link OrderParcel}     the control plane to a tile and back: {@link CommandParcel}, {@link LoadParcel}, {@link ReportParcel}
 *   {@link ControlParcel}   nodes of the control plane to each other
 *   {@link AttestParcel}    an observer at the edge to a tile and back
 *   {@link FaultParcel}     the network to an endpoint, about what has broken
 *   {@link Segment}         a piece of any of these that is larger than a packet
 * </pre>
 */
public sealed interface Parcel
        permits MessageParcel, PlaneParcel, OrderParcel, ControlParcel, AttestParcel, Segment, FaultParcel {
    /** Size of a packet that is all header: kind, endpoints, a number. Assumption: half a flit of 32 bytes. */
    int HEADER_BYTES = 16;

    /** Virtual network it travels on. */
    VirtualNetwork network();

    /** Bytes on the wire: those of the header, unless it carries more. */
    default int bytes() {
        return HEADER_BYTES;
    }

    /** Writes the fields; {@link #write} has written the kind. */
    void writeFields(StateWriter out);

    /** Writes a parcel so that {@link #read} knows which it is. */
    static void write(Parcel parcel, StateWriter out) {
        out.writeInt(ParcelCodec.kind(parcel));
        parcel.writeFields(out);
    }

    /** Reads a parcel. */
    static Parcel read(StateReader in) {
        return ParcelCodec.readFields(in.readInt(), in);
    }
}
