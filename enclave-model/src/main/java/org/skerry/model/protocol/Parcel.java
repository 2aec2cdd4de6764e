package org.skerry.model.protocol;

import org.skerry.noc.Timed;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
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
     * <p>On its way it notes when it came where. Nothing that is simulated reads these notes; they become the parts of what a message
     * costs.
     */
    @Travels(
            on = {VirtualNetwork.REQUEST, VirtualNetwork.REPLY},
            after = {Credit.class, RoomGrant.class, Notice.class, Placed.class})
    final class Delivery implements Parcel, Timed {
        private final Message message;
        private final long softwareCycles;
        private final long stallCycles;
        private final long sentCycle;
        private long firstCycle;
        private long readyCycle;
        private long enteredCycle;
        private boolean eager;

        /**
         * A message that the network interface takes from its core.
         *
         * @param message        the message
         * @param softwareCycles cycles of the core's software that handed it over
         * @param stallCycles    cycles for which the core then stood still
         * @param sentCycle      cycle at which it is taken
         */
        public Delivery(Message message, long softwareCycles, long stallCycles, long sentCycle) {
            this.message = message;
            this.softwareCycles = softwareCycles;
            this.stallCycles = stallCycles;
            this.sentCycle = sentCycle;
            this.firstCycle = sentCycle;
        }

        /** The message. */
        public Message message() {
            return message;
        }

        /** Cycle at which the network interface took it from the core. */
        public long sentCycle() {
            return sentCycle;
        }

        /** Cycles of the software of its sender. */
        public long softwareCycles() {
            return softwareCycles;
        }

        /** Cycles for which the core stood still before it was taken. */
        public long stallCycles() {
            return stallCycles;
        }

        /** Whether it uses the standing credit of its sender rather than room that was granted. */
        public boolean eager() {
            return eager;
        }

        /** It is the first of those that wait for its destination. */
        public void first(long cycle) {
            firstCycle = cycle;
        }

        /** It may leave: on the standing credit, if {@code onCredit}, or into room that is its own. */
        public void ready(long cycle, boolean onCredit) {
            readyCycle = cycle;
            eager = onCredit;
        }

        @Override
        public void entered(long cycle) {
            enteredCycle = cycle;
        }

        /** Cycle at which it was the first for its destination. */
        public long firstCycle() {
            return firstCycle;
        }

        /** Cycle at which it had credit or room. */
        public long readyCycle() {
            return readyCycle;
        }

        /** Cycle at which its first flit entered a router. */
        public long enteredCycle() {
            return enteredCycle;
        }

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
            writeNotes(out);
        }

        /** Writes everything but the message. */
        public void writeNotes(StateWriter out) {
            out.writeLong(softwareCycles);
            out.writeLong(stallCycles);
            out.writeLong(sentCycle);
            out.writeLong(firstCycle);
            out.writeLong(readyCycle);
            out.writeLong(enteredCycle);
            out.writeBoolean(eager);
        }

        /** Reads what {@link #writeNotes} wrote about a message. */
        public static Delivery readNotes(Message message, StateReader in) {
            Delivery delivery = new Delivery(message, in.readLong(), in.readLong(), in.readLong());
            delivery.firstCycle = in.readLong();
            delivery.readyCycle = in.readLong();
            delivery.enteredCycle = in.readLong();
            delivery.eager = in.readBoolean();
            return delivery;
        }
    }

    /**
     * A piece of a parcel that is larger than a packet. What the parcel says travels with the last one; the bytes of the others are as
     * many, and say nothing to the simulator.
     */
    @Travels(on = {VirtualNetwork.REQUEST, VirtualNetwork.REPLY, VirtualNetwork.CONTROL})
    final class Segment implements Parcel, Timed {
        private final int index;
        private final int count;
        private final int bytes;
        private final VirtualNetwork network;
        private final Parcel whole;
        private long enteredCycle;

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

        boolean last() {
            return index == count - 1;
        }

        Parcel whole() {
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
        public void entered(long cycle) {
            enteredCycle = cycle;
        }

        long enteredCycle() {
            return enteredCycle;
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
            out.writeLong(enteredCycle);
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
            segment.enteredCycle = entered;
            return segment;
        }
    }

    /** Asks for room for a message of so many bytes in the receiver's mailbox. */
    @Travels(on = VirtualNetwork.REQUEST, after = Placed.class)
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
    @Travels(on = VirtualNetwork.CONTROL)
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
    @Travels(on = VirtualNetwork.CONTROL)
    record Credit() implements Parcel {
        /** One is like another. */
        public static final Credit ANY = new Credit();

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
    @Travels(on = VirtualNetwork.REPLY)
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
    @Travels(
            on = VirtualNetwork.REQUEST,
            after = {Credit.class, RoomGrant.class, Notice.class, Placed.class})
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

    /**
     * An enclave asks the control plane for an actor.
     *
     * @param request what the actor is to be
     * @param name    as people will know it
     * @param domain  its trust domain, which is its parent's
     */
    @Travels(on = VirtualNetwork.REQUEST)
    record SpawnOrder(SpawnRequest request, String name, String domain) implements Parcel {
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
            out.writeString(domain);
        }
    }

    /** A parcel that carries an image, for a memory that image management has said to be {@link Cleared}. */
    sealed interface Load extends Parcel {
        /** Number of the order that it answers to; {@link Command#NO_ORDER} for a spawn. */
        int order();

        /** The actor that is to live there. */
        long actor();

        /** Identifier of the image. */
        long imageId();

        /** The image as it streams; nobody writes it. */
        byte[] image();

        /** What the control plane declares about it. */
        Manifest manifest();
    }

    /**
     * The control plane streams an image into an enclave for a new actor and has it started.
     *
     * @param spawn    what was asked for
     * @param image    the image, which streams with this packet
     * @param manifest what it declares about the image
     * @param rank     how many actors came to life on the chip before
     */
    @Travels(on = VirtualNetwork.CONTROL, after = Cleared.class)
    record LoadOrder(SpawnOrder spawn, byte[] image, Manifest manifest, int rank) implements Load {
        @Override
        public int order() {
            return Command.NO_ORDER;
        }

        @Override
        public long actor() {
            return spawn.request().child();
        }

        @Override
        public long imageId() {
            return spawn.request().image();
        }

        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES
                    + Manifest.BYTES
                    + image.length
                    + spawn.request().start().wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            spawn.writeFields(out);
            out.writeBytes(image);
            manifest.write(out);
            out.writeInt(rank);
        }
    }

    /** Image management tells who ordered a load whether the actor came to life; if not, the enclave stays held and clear. */
    @Travels(on = VirtualNetwork.CONTROL)
    record LoadResult(int order, long actor, boolean alive) implements Parcel {
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
            out.writeBoolean(alive);
        }
    }

    /**
     * An enclave tells the control plane that its actor has ended and everything it sent has left. It waits for what messages wait for, and
     * so travels as they do.
     */
    @Travels(
            on = VirtualNetwork.REQUEST,
            after = {Credit.class, RoomGrant.class, Notice.class, Placed.class})
    record Vacated(long actor) implements Parcel {
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

    /** A network interface asks the control plane where an actor is that was promised. */
    @Travels(on = VirtualNetwork.REQUEST)
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
    @Travels(
            on = VirtualNetwork.CONTROL,
            after = {LoadResult.class, ControlParcel.Resolved.class})
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
        /** The number of what the control plane does by itself, such as placing an actor that was spawned. */
        int NO_ORDER = -1;

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
    @Travels(on = VirtualNetwork.CONTROL)
    record Halt(int order, long actor) implements Command {}

    /**
     * The core is held in reset, and memory and queues are cleared; {@link Cleared} answers. The first half of every load: with
     * {@link #NO_ORDER} for an actor that is to be born where nobody lives, else for another image in the place of the actor's.
     */
    @Travels(
            on = VirtualNetwork.CONTROL,
            after = {ControlParcel.Claimed.class, ControlParcel.Resides.class})
    record Zeroise(int order, long actor) implements Command {}

    /** An image streams into a memory that is clear, and its program is started in the place of the actor's. */
    @Travels(on = VirtualNetwork.CONTROL, after = Cleared.class)
    record Reload(int order, long actor, long imageId, byte[] image, Manifest manifest) implements Load {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + Manifest.BYTES + image.length;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeInt(order);
            out.writeLong(actor);
            out.writeLong(imageId);
            out.writeBytes(image);
            manifest.write(out);
        }
    }

    /** Registers of the network interface that lead to {@code from} are to lead to {@code to} at {@code place}. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Rewire(int order, long actor, long from, long to, int place) implements Command {
        @Override
        public void writeFields(StateWriter out) {
            Command.super.writeFields(out);
            out.writeLong(from);
            out.writeLong(to);
            out.writeInt(place);
        }
    }

    /** Image management tells who ordered it that a memory is clear. */
    @Travels(on = VirtualNetwork.CONTROL)
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

    /**
     * Somebody asks the image management of a tile what runs in one of its enclaves.
     *
     * @param question number that the answer bears
     * @param actor    who should live there
     * @param nonce    so that no older answer fits; nobody writes it
     */
    @Travels(on = VirtualNetwork.REQUEST)
    record AttestRequest(long question, long actor, byte[] nonce) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + 2 * Long.BYTES + nonce.length;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(question);
            out.writeLong(actor);
            out.writeBytes(nonce);
        }
    }

    /**
     * Image management answers to who asked.
     *
     * @param question number of the question
     * @param evidence as it travels; empty if the actor does not run there
     */
    @Travels(on = VirtualNetwork.REPLY)
    record AttestAnswer(long question, byte[] evidence) implements Parcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REPLY;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + Long.BYTES + evidence.length;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(question);
            out.writeBytes(evidence);
        }
    }

    /** Asks the network interface of a target to tell of its end, or not to any more. Keeps its order with messages of the same pair. */
    @Travels(
            on = VirtualNetwork.REQUEST,
            after = {Credit.class, RoomGrant.class, Notice.class, Placed.class})
    record Watch(Oversight wish) implements Parcel {
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

    /** A holder of CONTROL asks the control plane to stop or to restart an actor. */
    @Travels(on = VirtualNetwork.REQUEST)
    record ControlOrder(Oversight wish) implements Parcel {
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

    /**
     * What a holder of CONTROL has asked for, on its way to where the actor lives; its capability is judged there. A restart then takes the
     * steps of a load.
     *
     * @param asker place of the holder
     */
    @Travels(on = VirtualNetwork.CONTROL, after = LoadResult.class)
    record Overrule(int order, Oversight wish, int asker) implements Command {
        @Override
        public long actor() {
            return wish.to().target();
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + wish.wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeInt(order);
            wish.write(out);
            out.writeInt(asker);
        }
    }

    /** What concerns several nodes of the control plane: {@link ControlParcel}. */
    non-sealed interface BetweenNodes extends Parcel {}

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
