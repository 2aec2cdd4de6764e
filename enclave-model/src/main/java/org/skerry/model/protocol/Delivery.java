package org.skerry.model.protocol;

import org.skerry.noc.Timed;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A message between actors, from the network interface that takes it from its core to the core that takes it from its mailbox. Replies travel on
 * their own virtual network, since their room is reserved.
 *
 * <p>On its way it notes when it came where. Nothing that is simulated reads these notes; they become the parts of what a message
 * costs. Where it has arrived it notes where it lies.
 */
@Travels(
        on = {VirtualNetwork.REQUEST, VirtualNetwork.REPLY},
        after = {
            MessageParcel.Credit.class,
            MessageParcel.RoomGrant.class,
            MessageParcel.Notice.class,
            PlaneParcel.Placed.class
        })
public final class Delivery extends Timed implements MessageParcel {
    /** Which room a message takes in the mailbox. */
    public enum Room {
        /** None: that of a reply is the caller's reply buffer, and what the machine itself says lies in the network interface. */
        NONE,
        /** That which is set aside for its sender. */
        STANDING,
        /** Room that was granted for it. */
        GRANTED
    }

    private static final Room[] ROOMS = Room.values();

    private final Message message;
    private final boolean answers; // a call; asked for again and again on the way, as the next
    private final int bytes;
    private final long softwareCycles;
    private final long stallCycles;
    private final long sentCycle;
    private long firstCycle;
    private long readyCycle;
    private Room room;
    private int source; // endpoint it came from, once it has arrived; as the next two
    private long arrivedCycle;
    private int at; // in the ring of the mailbox, if it takes room there
    private boolean said; // by the machine itself, so that it has no way behind it
    private Delivery next; // behind it in the mailbox, if another one waits there

    /**
     * A message that the network interface takes from its core.
     *
     * @param message        the message
     * @param softwareCycles cycles of the core's software that handed it over
     * @param stallCycles    cycles for which the core then stood still
     * @param sentCycle      cycle at which it is taken
     */
    public Delivery(Message message, long softwareCycles, long stallCycles, long sentCycle) {
        this(message, answersCall(message), message.wireBytes(), softwareCycles, stallCycles, sentCycle, 0, Room.NONE);
    }

    private Delivery(
            Message message,
            boolean answers,
            int bytes,
            long softwareCycles,
            long stallCycles,
            long sentCycle,
            long readyCycle,
            Room room) {
        this.message = message;
        this.answers = answers;
        this.bytes = bytes;
        this.softwareCycles = softwareCycles;
        this.stallCycles = stallCycles;
        this.sentCycle = sentCycle;
        this.firstCycle = sentCycle;
        this.readyCycle = readyCycle;
        this.room = room;
    }

    /** The same for a message of so many bytes that answers no call and leaves at once, on credits. */
    public static Delivery leaving(Message message, int bytes, long softwareCycles, long stallCycles, long cycle) {
        return new Delivery(message, false, bytes, softwareCycles, stallCycles, cycle, cycle, Room.STANDING);
    }

    private static boolean answersCall(Message message) {
        return message.callId() != 0 && message.replyTo() == null;
    }

    /** The same with another message in it. */
    public Delivery with(Message other) {
        Delivery delivery = new Delivery(other, softwareCycles, stallCycles, sentCycle);
        delivery.firstCycle = firstCycle;
        delivery.readyCycle = readyCycle;
        delivery.entered(enteredCycle());
        delivery.room = room;
        delivery.source = source;
        delivery.arrivedCycle = arrivedCycle;
        delivery.at = at;
        delivery.said = said;
        return delivery;
    }

    /** Reads what its arrival will need, so that the host fetches it together with that of others; the number means nothing. */
    public long foresee() {
        return bytes + readyCycle;
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

    /** The room that it takes. */
    public Room room() {
        return room;
    }

    /** Whether the machine itself says it; if so, nothing but the message means anything of what it notes. */
    public boolean isSaid() {
        return said;
    }

    /** It is the first of those that wait for its destination. */
    public void first(long cycle) {
        firstCycle = cycle;
    }

    /** It may leave: on credits, if {@code onCredit}, or into room that was granted. */
    public void ready(long cycle, boolean onCredit) {
        readyCycle = cycle;
        room = onCredit ? Room.STANDING : Room.GRANTED;
    }

    /** It may leave, as it takes no room. */
    public void ready(long cycle) {
        readyCycle = cycle;
    }

    /** The machine itself says it to the actor at {@code place}: it is there at once. */
    public void saidTo(int place, long cycle) {
        said = true;
        arrived(cycle, place);
    }

    /** It has arrived from an endpoint. */
    public void arrived(long cycle, int from) {
        arrivedCycle = cycle;
        source = from;
    }

    /** It lies in the ring of the mailbox from here on. */
    public void put(int place) {
        at = place;
    }

    /** This one waits behind it in the mailbox; null if none does. */
    public void precede(Delivery behind) {
        next = behind;
    }

    /** The one that waits behind it in the mailbox, or null. */
    public Delivery next() {
        return next;
    }

    /** Endpoint that it came from, once it has arrived. */
    public int source() {
        return source;
    }

    /** Cycle at which it arrived. */
    public long arrivedCycle() {
        return arrivedCycle;
    }

    /** Its place in the ring of the mailbox, if it takes room there. */
    public int at() {
        return at;
    }

    /** Cycle at which it was the first for its destination. */
    public long firstCycle() {
        return firstCycle;
    }

    /** Cycle at which it had credit or room. */
    public long readyCycle() {
        return readyCycle;
    }

    @Override
    public VirtualNetwork network() {
        return answers ? VirtualNetwork.REPLY : VirtualNetwork.REQUEST;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public void writeFields(StateWriter out) {
        message.write(out);
        out.writeLong(softwareCycles);
        out.writeLong(stallCycles);
        out.writeLong(sentCycle);
        out.writeLong(firstCycle);
        out.writeLong(readyCycle);
        out.writeLong(enteredCycle());
        out.writeInt(room.ordinal());
    }

    /** Writes one that has arrived. */
    public void writeArrived(StateWriter out) {
        writeFields(out);
        out.writeInt(source);
        out.writeLong(arrivedCycle);
        out.writeInt(at);
        out.writeBoolean(said);
    }

    /** Reads what {@link #writeArrived} wrote. */
    public static Delivery readArrived(StateReader in) {
        Delivery delivery = readFields(in);
        delivery.source = in.readInt();
        delivery.arrivedCycle = in.readLong();
        delivery.at = in.readInt();
        delivery.said = in.readBoolean();
        return delivery;
    }

    static Delivery readFields(StateReader in) {
        Delivery delivery = new Delivery(Message.read(in), in.readLong(), in.readLong(), in.readLong());
        delivery.firstCycle = in.readLong();
        delivery.readyCycle = in.readLong();
        delivery.entered(in.readLong());
        delivery.room = ROOMS[in.readIndex(ROOMS.length, "kinds of room")];
        return delivery;
    }
}
