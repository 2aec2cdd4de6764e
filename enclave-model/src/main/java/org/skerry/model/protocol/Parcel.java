package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The body of one packet on the chip.
 *
 * <pre>
 *   sender's NI                      receiver's NI            a message that fits the standing credit
 *      |------------- Delivery ----------->|
 *      |<------------ Credit --------------|  when the core has taken the message
 *
 *      |------------- RoomRequest -------->|                  a larger or a further message
 *      |<------------ RoomGrant -----------|  when the mailbox has room
 *      |------------- Delivery ----------->|
 * </pre>
 */
public sealed interface Parcel {
    /** Size of a packet that is all header: kind, endpoints, a number. Assumption: half a flit of 32 bytes. */
    int HEADER_BYTES = 16;

    /** Virtual network it travels on. */
    VirtualNetwork network();

    /** Bytes on the wire. */
    int bytes();

    /** Writes the fields; {@link #write} has written the kind. */
    void writeFields(StateWriter out);

    /**
     * A message between actors. Replies travel on their own virtual network, since their room is reserved.
     *
     * @param message   the message
     * @param sentCycle cycle at which its sender sent it
     * @param eager     whether it uses the standing credit of its sender rather than room that was granted
     */
    record Delivery(Message message, long sentCycle, boolean eager) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return message.callId() != 0 && message.replyTo() == null ? VirtualNetwork.REPLY : VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return message.wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            message.write(out);
            out.writeLong(sentCycle);
            out.writeBoolean(eager);
        }
    }

    /** Asks for room for a message of so many bytes in the receiver's mailbox. */
    record RoomRequest(int messageBytes) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeInt(messageBytes);
        }
    }

    /** Room for the message that was asked for is reserved. */
    record RoomGrant() implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {}
    }

    /** The standing credit comes back. */
    record Credit() implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {}
    }

    /**
     * The machine tells an actor something: a refusal, or that a revocation is complete.
     *
     * @param message what is told
     * @param credit  whether a standing credit comes back with it
     */
    record Notice(Message message, boolean credit) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REPLY;
        }

        @Override
        public int bytes() {
            return message.wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            message.write(out);
            out.writeBoolean(credit);
        }
    }

    /**
     * Kills a capability at the place of its target. Travels behind earlier messages of the same pair, which were sent before it.
     *
     * @param capability what is revoked
     * @param handle     the handle it had, for the acknowledgement
     * @param revoker    actor that is told
     */
    record Revocation(Capability capability, int handle, long revoker) implements Parcel {
        /** What the revoker is told when no later use can be accepted. */
        public Message acknowledgement() {
            return Message.revoked(capability, handle, revoker);
        }

        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + capability.encodedBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            capability.write(out);
            out.writeInt(handle);
            out.writeLong(revoker);
        }
    }

    /** An enclave asks the control plane for an actor, which people will know as {@code name}. */
    record SpawnOrder(SpawnRequest request, String name) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + request.start().wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            request.write(out);
            out.writeString(name);
        }
    }

    /**
     * The control plane streams an image into an enclave and starts it.
     *
     * @param order      what was asked for
     * @param imageBytes size of the image, which streams with this packet
     * @param rank       how many actors came to life on the chip before
     */
    record LoadOrder(SpawnOrder order, int imageBytes, int rank) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + imageBytes + order.request().start().wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            order.writeFields(out);
            out.writeInt(imageBytes);
            out.writeInt(rank);
        }
    }

    /** An enclave tells the control plane whether the actor it was given came to life. */
    record LoadResult(long actor, boolean alive) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
            out.writeBoolean(alive);
        }
    }

    /** An enclave tells the control plane that its actor has ended and everything it sent has left. */
    record Vacated(long actor) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
        }
    }

    /** A network interface asks the control plane where an actor is that was promised. */
    record WhereIs(long actor) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
        }
    }

    /** The control plane says where a promised actor is; a place below 0 means that it never came to life. */
    record Placed(long actor, int place) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
            out.writeInt(place);
        }
    }

    /**
     * What the control plane tells the power and image management of a tile, or the network interface, to do to an actor. There is none
     * that asks for bytes of memory.
     */
    sealed interface Command extends Parcel {
        /** Number of the order it carries out. */
        int order();

        /** The actor; without effect if another one lives there by now. */
        long actor();

        @Override
        default VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        default int bytes() {
            return HEADER_BYTES;
        }

        @Override
        default void writeFields(StateWriter out) {
            out.writeInt(order());
            out.writeLong(actor());
        }
    }

    /** The core takes no further turn. */
    record Halt(int order, long actor) implements Command {}

    /** The core is reset and the memory cleared; {@link Cleared} answers. */
    record Zeroise(int order, long actor) implements Command {}

    /** An image streams into a memory that is clear, and its program is started. */
    record Reload(int order, long actor, long image, int imageBytes) implements Command {
        @Override
        public int bytes() {
            return HEADER_BYTES + imageBytes;
        }

        @Override
        public void writeFields(StateWriter out) {
            Command.super.writeFields(out);
            out.writeLong(image);
            out.writeInt(imageBytes);
        }
    }

    /** Registers of the network interface that lead to {@code from} are to lead to {@code to} at {@code place}. */
    record Rewire(int order, long actor, long from, long to, int place) implements Command {
        @Override
        public void writeFields(StateWriter out) {
            Command.super.writeFields(out);
            out.writeLong(from);
            out.writeLong(to);
            out.writeInt(place);
        }
    }

    /** Image management tells the control plane that a memory is clear. */
    record Cleared(int order, long actor) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeInt(order);
            out.writeLong(actor);
        }
    }

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
