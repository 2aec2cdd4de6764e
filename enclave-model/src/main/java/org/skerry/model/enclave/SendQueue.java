package org.skerry.model.enclave;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.skerry.model.protocol.Delivery;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.model.protocol.Outbox;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The sending side of a network interface: a bounded number of messages, in a queue for each destination, which never wait for each
 * other. The first message of a queue leaves on credits of the pair, or when the receiver has granted room for it.
 *
 * <pre>
 *   core --send--> place known?  --yes--> queue of destination --credits or grant--> outbox --> network
 *                       |
 *                       no: waits by target until the control plane says where it is
 * </pre>
 */
final class SendQueue implements Stateful {
    /** The place of an actor that never came to life. */
    static final int NOWHERE = -2;

    private static final int UNKNOWN = Capability.UNPLACED;

    /** What there is to know of one destination while something waits for it. */
    private static final class Channel {
        final ArrayDeque<Parcel> waiting = new ArrayDeque<>();
        boolean requested; // room for the first one has been asked for

        boolean idle() {
            return waiting.isEmpty() && !requested;
        }
    }

    private final int slots;
    private final int enclave;
    private final Outbox outbox;
    private final PairCredits credits;
    private final ControlPort control;
    private final Int2ObjectHashMap<Channel> channels =
            new Int2ObjectHashMap<>(); // by destination; only those not idle
    private Long2ObjectHashMap<ArrayDeque<Parcel>> unplaced; // by target; null until there is one, as the next
    private Long2LongHashMap places; // of targets that were promised
    private Channel spare; // an idle one, to be used again
    private int occupied;

    /** An empty queue of the enclave with this number. */
    SendQueue(ChipPlan plan, int enclave, Outbox outbox, ControlPort control, PairCredits credits) {
        this.credits = credits;
        slots = plan.spec().enclave().sendQueueMessages();
        this.enclave = enclave;
        this.outbox = outbox;
        this.control = control;
    }

    /** Reads what the next message will need; the number means nothing. */
    long foresee() {
        return hasRoom() ? 1 : 0;
    }

    /** Whether one more message has room. */
    boolean hasRoom() {
        return occupied < slots;
    }

    boolean isEmpty() {
        return occupied == 0;
    }

    /** Where the target of a capability is as far as this interface knows: a place, unknown, or {@link #NOWHERE}. */
    int placeOf(Capability to) {
        return to.place() != Capability.UNPLACED
                ? to.place()
                : (int) (places == null ? UNKNOWN : places.get(to.target()));
    }

    /** Expects the control plane to say where an actor is, without asking. */
    void expect(long target) {
        makeMaps();
        unplaced.computeIfAbsent(target, each -> new ArrayDeque<>());
    }

    private void makeMaps() {
        if (unplaced == null) {
            unplaced = new Long2ObjectHashMap<>();
            places = new Long2LongHashMap(UNKNOWN);
        }
    }

    /** The capability that a message, a revocation or a monitor goes by. */
    static Capability target(Parcel parcel) {
        if (parcel instanceof Delivery delivery) {
            return delivery.message().to();
        }
        return parcel instanceof MessageParcel.Watch watch
                ? watch.wish().to()
                : ((MessageParcel.Revocation) parcel).capability();
    }

    /**
     * Sends a message, which answers no call, on its way if nothing waits here, its place is known, and there are
     * credits for it.
     *
     * @param softwareCycles cycles of the core's software that handed it over
     * @param stallCycles    cycles for which the core then stood still
     */
    boolean leaves(long cycle, Message message, long softwareCycles, long stallCycles) {
        int destination = message.place();
        int bytes = message.wireBytes();
        if (destination == UNKNOWN || occupied > 0 || !credits.leaves(enclave, destination, bytes)) {
            return false;
        }
        Delivery delivery = Delivery.leaving(message, bytes, softwareCycles, stallCycles, cycle);
        if (!outbox.sendOrPass(cycle, destination, VirtualNetwork.REQUEST, bytes, delivery)) {
            occupied++;
        }
        return true;
    }

    private void leave(long cycle, int destination, Delivery delivery) {
        delivery.first(cycle);
        delivery.ready(cycle, true);
        if (outbox.sendOrPass(cycle, destination, delivery.network(), delivery.bytes(), delivery)) {
            left();
        }
    }

    /** Takes a message or a revocation whose target is not nowhere. There is room. */
    void add(long cycle, Parcel item) {
        occupied++;
        Capability to = target(item);
        int place = placeOf(to);
        long target = to.target();
        ArrayDeque<Parcel> waiting = unplaced == null ? null : unplaced.get(target);
        // What goes through a handle that knows the place must not overtake what went through a promise that does not
        // yet.
        boolean othersWait = waiting != null && !waiting.isEmpty();
        if (place != UNKNOWN && !othersWait) {
            enqueue(cycle, place, item);
            return;
        }
        if (waiting == null) {
            expect(target);
            waiting = unplaced.get(target);
            control.ask(cycle, target);
        }
        waiting.add(item);
    }

    /** The control plane has said where an actor is. Returns what waited for it in vain, in order, or null. */
    ArrayDeque<Parcel> placed(long cycle, long target, int place) {
        makeMaps();
        places.put(target, place < 0 ? NOWHERE : place);
        ArrayDeque<Parcel> waiting = unplaced.remove(target);
        if (waiting == null) {
            return null;
        }
        if (place < 0) {
            occupied -= waiting.size();
            return waiting;
        }
        for (Parcel item : waiting) {
            enqueue(cycle, place, item);
        }
        return null;
    }

    private void enqueue(long cycle, int destination, Parcel item) {
        Channel channel = channels.isEmpty() ? null : channels.get(destination);
        if (channel == null) {
            if (item instanceof Delivery delivery && credits.leaves(enclave, destination, delivery.bytes())) {
                leave(cycle, destination, delivery);
                return;
            }
            channel = open(destination);
        }
        channel.waiting.add(item);
        if (channel.waiting.size() == 1) {
            if (item instanceof Delivery delivery) {
                delivery.first(cycle);
            }
            advance(cycle, destination, channel);
        }
    }

    private Channel open(int destination) {
        Channel channel = spare == null ? new Channel() : spare;
        spare = null;
        channels.put(destination, channel);
        return channel;
    }

    /** Sends what may leave for one destination, and asks for room for the first that may not. */
    private void advance(long cycle, int destination, Channel channel) {
        while (!channel.waiting.isEmpty() && !channel.requested) {
            Parcel first = channel.waiting.peek();
            if (!(first instanceof Delivery delivery)) {
                takeFirst(cycle, channel);
                outbox.send(cycle, destination, first);
            } else if (credits.leaves(enclave, destination, delivery.bytes())) {
                takeFirst(cycle, channel);
                delivery.ready(cycle, true);
                outbox.send(cycle, destination, delivery);
            } else {
                channel.requested = true;
                outbox.send(cycle, destination, new MessageParcel.RoomRequest(delivery.bytes()));
            }
        }
        if (channel.idle()) {
            channels.remove(destination);
            spare = channel;
        }
    }

    private static void takeFirst(long cycle, Channel channel) {
        channel.waiting.remove();
        if (channel.waiting.peek() instanceof Delivery next) {
            next.first(cycle);
        }
    }

    /** The receiver has granted room for the first message. */
    void granted(long cycle, int destination) {
        Channel channel = channels.get(destination);
        if (channel == null) {
            return; // nothing is sent there any more
        }
        Delivery first = (Delivery) channel.waiting.peek();
        takeFirst(cycle, channel);
        channel.requested = false;
        first.ready(cycle, false);
        outbox.send(cycle, destination, first);
        advance(cycle, destination, channel);
    }

    /** Room has come back from a destination. */
    void credited(long cycle, int destination, int bytes) {
        credits.returned(enclave, destination, bytes);
        Channel channel = channels.isEmpty() ? null : channels.get(destination);
        if (channel != null) {
            advance(cycle, destination, channel);
        }
    }

    /**
     * Forgets the messages that wait, and tells {@code lost} of each. A message that room has been asked for stays, since its room will
     * be granted; so do revocations, which took effect when they were made.
     */
    void forget(Consumer<Message> lost) {
        for (int destination : destinations()) {
            Channel channel = channels.get(destination);
            Parcel promised = channel.requested ? channel.waiting.peek() : null;
            forget(channel.waiting, promised, lost);
        }
        makeMaps();
        for (long target : sorted(unplaced.keySet().toArray(new Long[0]))) {
            forget(unplaced.get(target), null, lost);
        }
    }

    private void forget(ArrayDeque<Parcel> waiting, Parcel promised, Consumer<Message> lost) {
        waiting.removeIf(item -> {
            if (item == promised || !(item instanceof Delivery delivery)) {
                return false;
            }
            occupied--;
            lost.accept(delivery.message());
            return true;
        });
    }

    /** Nothing can be sent to a destination any more. Returns what waited for it, in order. */
    ArrayDeque<Parcel> sever(int destination) {
        Channel channel = channels.remove(destination);
        if (channel == null) {
            return new ArrayDeque<>();
        }
        occupied -= channel.waiting.size();
        return channel.waiting;
    }

    /** Everything that waits is lost, and {@code lost} is told of each message. */
    void lose(Consumer<Message> lost) {
        forget(lost);
        channels.clear();
        makeMaps();
        unplaced.clear();
        occupied = 0;
    }

    /** The network has taken a message or a revocation: its slot is free. */
    void left() {
        occupied--;
    }

    /** The lowest destination whose mailbox something waits for, or -1. */
    int lowestBlocked() {
        int lowest = -1;
        for (Int2ObjectHashMap<Channel>.KeyIterator each = channels.keySet().iterator(); each.hasNext(); ) {
            int destination = each.nextInt();
            if (!channels.get(destination).waiting.isEmpty() && (lowest < 0 || destination < lowest)) {
                lowest = destination;
            }
        }
        return lowest;
    }

    /** Bytes that could go to a destination without asking for room; 0 if it is unknown or nowhere. */
    int creditsFor(int destination) {
        return destination < 0 ? 0 : credits.atHome(enclave, destination);
    }

    private int[] destinations() {
        int[] keys = new int[channels.size()];
        int count = 0;
        for (Int2ObjectHashMap<Channel>.KeyIterator each = channels.keySet().iterator(); each.hasNext(); ) {
            keys[count++] = each.nextInt();
        }
        Arrays.sort(keys);
        return keys;
    }

    private static void writeAll(ArrayDeque<Parcel> items, StateWriter out) {
        out.writeInt(items.size());
        items.forEach(item -> Parcel.write(item, out));
    }

    private static void readAll(ArrayDeque<Parcel> items, StateReader in) {
        for (int left = in.readCount(1); left > 0; left--) {
            items.add(Parcel.read(in));
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(occupied);
        credits.save(enclave, out);
        out.writeInt(channels.size());
        for (int destination : destinations()) {
            Channel channel = channels.get(destination);
            out.writeInt(destination);
            out.writeBoolean(channel.requested);
            writeAll(channel.waiting, out);
        }
        makeMaps();
        out.writeInt(unplaced.size());
        for (long target : sorted(unplaced.keySet().toArray(new Long[0]))) {
            out.writeLong(target);
            writeAll(unplaced.get(target), out);
        }
        out.writeInt(places.size());
        for (long target : sorted(places.keySet().toArray(new Long[0]))) {
            out.writeLong(target);
            out.writeInt((int) places.get(target));
        }
    }

    private static Long[] sorted(Long[] keys) {
        Arrays.sort(keys);
        return keys;
    }

    @Override
    public void load(StateReader in) {
        occupied = in.readInt();
        channels.clear();
        credits.load(enclave, in);
        for (int left = in.readCount(1); left > 0; left--) {
            Channel channel = open(in.readInt());
            channel.requested = in.readBoolean();
            readAll(channel.waiting, in);
        }
        makeMaps();
        unplaced.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            ArrayDeque<Parcel> waiting = new ArrayDeque<>();
            unplaced.put(in.readLong(), waiting);
            readAll(waiting, in);
        }
        places.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            places.put(in.readLong(), in.readInt());
        }
    }
}
