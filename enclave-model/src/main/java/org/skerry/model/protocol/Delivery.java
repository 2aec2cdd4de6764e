package org.skerry.model.protocol;

import org.skerry.noc.Timed;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A message between actors. Replies travel on their own virtual network, since their room is reserved.
 *
 * <p>On its way it notes when it came where. Nothing that is simulated reads these notes; they become the parts of what a message
 * costs.
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
    private final Message message;
    private final VirtualNetwork network; // asked for again and again on the way, as the next
    private final int bytes;
    private final long softwareCycles;
    private final long stallCycles;
    private final long sentCycle;
    private long firstCycle;
    private long readyCycle;
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
        this.network =
                message.callId() != 0 && message.replyTo() == null ? VirtualNetwork.REPLY : VirtualNetwork.REQUEST;
        this.bytes = message.wireBytes();
        this.softwareCycles = softwareCycles;
        this.stallCycles = stallCycles;
        this.sentCycle = sentCycle;
        this.firstCycle = sentCycle;
    }

    /** The same on its way with another message in it. */
    Delivery with(Message other) {
        Delivery delivery = new Delivery(other, softwareCycles, stallCycles, sentCycle);
        delivery.firstCycle = firstCycle;
        delivery.readyCycle = readyCycle;
        delivery.entered(enteredCycle());
        delivery.eager = eager;
        return delivery;
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
        return network;
    }

    @Override
    public int bytes() {
        return bytes;
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
        out.writeLong(enteredCycle());
        out.writeBoolean(eager);
    }

    /** Reads what {@link #writeNotes} wrote about a message. */
    public static Delivery readNotes(Message message, StateReader in) {
        Delivery delivery = new Delivery(message, in.readLong(), in.readLong(), in.readLong());
        delivery.firstCycle = in.readLong();
        delivery.readyCycle = in.readLong();
        delivery.entered(in.readLong());
        delivery.eager = in.readBoolean();
        return delivery;
    }
}
