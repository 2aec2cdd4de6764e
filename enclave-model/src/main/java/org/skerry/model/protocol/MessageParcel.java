package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.state.StateWriter;

/**
 * What network interfaces say to each other about actors: messages, the room for them, and what becomes of rights.
 *
 * <pre>
 *   sender's NI                      receiver's NI            a message for which there are credits
 *      |------------- Delivery -----------&gt;|
 *      |&lt;------------ Credit --------------|  when the core has taken it, for one or several
 *
 *      |------------- RoomRequest --------&gt;|                  a larger or a further message
 *      |&lt;------------ RoomGrant -----------|  when the mailbox has room
 *      |------------- Delivery -----------&gt;|
 * </pre>
 */
public sealed interface MessageParcel extends Parcel
        permits Delivery,
                MessageParcel.RoomRequest,
                MessageParcel.RoomGrant,
                MessageParcel.Credit,
                MessageParcel.Notice,
                MessageParcel.Revocation,
                MessageParcel.Watch {
    /** Asks for room for a message of so many bytes in the receiver's mailbox. */
    @Travels(on = VirtualNetwork.REQUEST, after = PlaneParcel.Placed.class)
    record RoomRequest(int messageBytes) implements MessageParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeInt(messageBytes);
        }
    }

    /** Room for the message that was asked for is reserved. */
    @Travels(on = VirtualNetwork.CONTROL)
    record RoomGrant() implements MessageParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public void writeFields(StateWriter out) {}
    }

    /** So many bytes of the room that is set aside for the pair are free again. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Credit(int bytes) implements MessageParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeInt(bytes);
        }
    }

    /**
     * The machine tells an actor something: a refusal, or that a revocation is complete.
     *
     * @param message what is told
     * @param credit  bytes of the room set aside for the pair that are free again
     */
    @Travels(on = VirtualNetwork.REPLY)
    record Notice(Message message, int credit) implements MessageParcel {
        /** One with which no room comes back. */
        public Notice(Message message) {
            this(message, 0);
        }

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
            out.writeInt(credit);
        }
    }

    /**
     * Kills a capability at the place of its target. Travels behind earlier messages of the same pair, which were sent before it.
     *
     * @param capability what is revoked
     * @param handle     the handle it had, for the acknowledgement
     * @param revoker    actor that is told
     */
    @Travels(
            on = VirtualNetwork.REQUEST,
            after = {Credit.class, RoomGrant.class, Notice.class, PlaneParcel.Placed.class})
    record Revocation(Capability capability, int handle, long revoker) implements MessageParcel {
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

    /** Asks the network interface of a target to tell of its end, or not to any more. Keeps its order with messages of the same pair. */
    @Travels(
            on = VirtualNetwork.REQUEST,
            after = {Credit.class, RoomGrant.class, Notice.class, PlaneParcel.Placed.class})
    record Watch(Oversight wish) implements MessageParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return wish.wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            wish.write(out);
        }
    }
}
