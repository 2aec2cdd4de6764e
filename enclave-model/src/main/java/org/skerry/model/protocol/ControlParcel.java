package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What the nodes of a control plane say to each other, and to network interfaces about orders in their hands. A control plane of one node that
 * nobody watches says none of it.
 *
 * <pre>
 *   parent's NI          its node A          another node C          tiles of A
 *     |---- SpawnOrder ---&gt;|                      |
 *     |&lt;----- InHand ------|                      |
 *     |                    |--- Passed ----------&gt;|      A has no room
 *     |                    |&lt;-- Taken ------------|
 *     |&lt;---------------------- Claim -------------|
 *     |----------------------- Claimed ----------&gt;|      the NI knows who has its order
 *     |                                           |
 *     |-- WhereIs --&gt; (nothing) A is lost         |
 *     |---- OrderAgain --------------------------&gt;|      in place of A
 *     |                                           |---- Census ----&gt;|
 *     |                                           |&lt;--- Resides ----|
 * </pre>
 *
 * <p>Sets of nodes are bits of a long, by number.
 */
public sealed interface ControlParcel extends Parcel {
    /** First number of these kinds in a checkpoint; see {@link ParcelCodec}. */
    int FIRST_KIND = 1000;

    /** Number of the kind, counted from {@link #FIRST_KIND}. */
    int kind();

    @Override
    default VirtualNetwork network() {
        return VirtualNetwork.CONTROL;
    }

    /** A node has the order, or the question, about an actor. */
    @Travels(on = VirtualNetwork.CONTROL)
    record InHand(long actor) implements ControlParcel {
        @Override
        public int kind() {
            return 0;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
        }
    }

    /** A network interface gives an order to another node, because these nodes answer no more. */
    @Travels(on = VirtualNetwork.REQUEST)
    record OrderAgain(PlaneParcel.SpawnOrder order, long lost) implements ControlParcel {
        @Override
        public int kind() {
            return 1;
        }

        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return order.bytes() + Long.BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {
            order.writeFields(out);
            out.writeLong(lost);
        }
    }

    /**
     * A node that has no room passes an order on.
     *
     * @param origin endpoint that gave the order
     * @param asked  nodes that have no room
     * @param lost   nodes that answer no more, as far as the one who passes knows
     */
    @Travels(on = VirtualNetwork.REQUEST)
    record Passed(PlaneParcel.SpawnOrder order, int origin, long asked, long lost) implements ControlParcel {
        @Override
        public int kind() {
            return 2;
        }

        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return order.bytes() + 2 * Long.BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {
            order.writeFields(out);
            out.writeInt(origin);
            out.writeLong(asked);
            out.writeLong(lost);
        }
    }

    /** An order that was passed on has come. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Taken(long actor) implements ControlParcel {
        @Override
        public int kind() {
            return 3;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
        }
    }

    /** A node that an order was passed to by endpoint {@code from} asks whoever gave it whether it may have it. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Claim(long actor, int from) implements ControlParcel {
        @Override
        public int kind() {
            return 4;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
            out.writeInt(from);
        }
    }

    /** The answer to a {@link Claim}; no, if another node was given the order meanwhile. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Claimed(long actor, boolean granted) implements ControlParcel {
        @Override
        public int kind() {
            return 5;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
            out.writeBoolean(granted);
        }
    }

    /** A node tells the others where an actor lives, or that it never came to life. */
    @Travels(
            on = VirtualNetwork.CONTROL,
            after = {ReportParcel.LoadResult.class, Resides.class, Elsewhere.class})
    record Resolved(long actor, int place) implements ControlParcel {
        @Override
        public int kind() {
            return 6;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
            out.writeInt(place);
        }
    }

    /** A node tells the others that it has taken over what these lost nodes had. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Adopted(long lost) implements ControlParcel {
        @Override
        public int kind() {
            return 7;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(lost);
        }
    }

    /** A node tells an enclave of lost nodes that it obeys this one now, and asks who lives there. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Census(long lost) implements ControlParcel {
        @Override
        public int kind() {
            return 8;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(lost);
        }
    }

    /**
     * The answer to a {@link Census}.
     *
     * @param actor  who lives there or is being loaded; 0 if nobody
     * @param coming whether it is being loaded
     * @param domain its trust domain, empty if nobody lives there
     */
    @Travels(on = VirtualNetwork.CONTROL)
    record Resides(long actor, boolean coming, String domain) implements ControlParcel {
        @Override
        public int kind() {
            return 9;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
            out.writeBoolean(coming);
            out.writeString(domain);
        }
    }

    /** Image management refuses a load of a new actor: the enclave obeys another node by now. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Elsewhere(long actor) implements ControlParcel {
        @Override
        public int kind() {
            return 10;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
        }
    }

    /** Reads the fields of a parcel of a kind, counted from {@link #FIRST_KIND}; null if there is none such. */
    static Parcel readFields(int kind, StateReader in) {
        return switch (kind) {
            case 0 -> new InHand(in.readLong());
            case 1 -> new OrderAgain(ParcelCodec.readSpawnOrder(in), in.readLong());
            case 2 -> new Passed(ParcelCodec.readSpawnOrder(in), in.readInt(), in.readLong(), in.readLong());
            case 3 -> new Taken(in.readLong());
            case 4 -> new Claim(in.readLong(), in.readInt());
            case 5 -> new Claimed(in.readLong(), in.readBoolean());
            case 6 -> new Resolved(in.readLong(), in.readInt());
            case 7 -> new Adopted(in.readLong());
            case 8 -> new Census(in.readLong());
            case 9 -> new Resides(in.readLong(), in.readBoolean(), in.readString());
            case 10 -> new Elsewhere(in.readLong());
            default -> null;
        };
    }
}
