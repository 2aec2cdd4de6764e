package org.skerry.model.enclave;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.skerry.model.protocol.Outbox;
import org.skerry.model.protocol.Parcel;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The sending side of a network interface: a bounded number of messages, in a queue for each destination, which never wait for each
 * other. The first message of a queue leaves on the standing credit of the pair, or when the receiver has granted room for it.
 *
 * <pre>
 *   core --send--> place known?  --yes--> queue of destination --credit or grant--> outbox --> network
 *                       |
 *                       no: waits by target until the control plane says where it is
 * </pre>
 */
final class SendQueue implements Stateful {
    /** The place of an actor that never came to life. */
    static final int NOWHERE = -2;

    private static final int UNKNOWN = Capability.UNPLACED;

    /** A message, or a revocation, on its way out; the other one is null. */
    record Item(Message message, long sentCycle, Parcel.Revocation revocation) {
        Capability to() {
            return message != null ? message.to() : revocation.capability();
        }

        void write(StateWriter out) {
            out.writeBoolean(message != null);
            if (message != null) {
                message.write(out);
            } else {
                Parcel.write(revocation, out);
            }
            out.writeLong(sentCycle);
        }

        static Item read(StateReader in) {
            Message message = in.readBoolean() ? Message.read(in) : null;
            Parcel.Revocation revocation = message == null ? (Parcel.Revocation) Parcel.read(in) : null;
            return new Item(message, in.readLong(), revocation);
        }
    }

    /** What waits for one destination. */
    private static final class Channel {
        final ArrayDeque<Item> waiting = new ArrayDeque<>();
        boolean credit;
        boolean requested; // room for the first one has been asked for
    }

    private final ChipSpec spec;
    private final int enclave;
    private final Outbox outbox;
    private final Int2ObjectHashMap<Channel> channels = new Int2ObjectHashMap<>(); // by destination
    private final Long2ObjectHashMap<ArrayDeque<Item>> unplaced = new Long2ObjectHashMap<>(); // by target
    private final Long2LongHashMap places = new Long2LongHashMap(UNKNOWN); // of targets that were promised
    private int occupied;

    SendQueue(ChipSpec spec, int enclave, Outbox outbox) {
        this.spec = spec;
        this.enclave = enclave;
        this.outbox = outbox;
    }

    /** Whether one more message has room. */
    boolean hasRoom() {
        return occupied < spec.enclave().sendQueueMessages();
    }

    boolean isEmpty() {
        return occupied == 0;
    }

    /** Where the target of a capability is as far as this interface knows: a place, unknown, or {@link #NOWHERE}. */
    int placeOf(Capability to) {
        return to.place() != Capability.UNPLACED ? to.place() : (int) places.get(to.target());
    }

    /** Expects the control plane to say where an actor is, without asking. */
    void expect(long target) {
        unplaced.computeIfAbsent(target, each -> new ArrayDeque<>());
    }

    /** Takes an item whose target is not nowhere. There is room. */
    void add(long cycle, Item item) {
        occupied++;
        int place = placeOf(item.to());
        long target = item.to().target();
        ArrayDeque<Item> waiting = unplaced.get(target);
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
            outbox.send(cycle, spec.controlEndpoint(), new Parcel.WhereIs(target));
        }
        waiting.add(item);
    }

    /** The control plane has said where an actor is. Returns what waited for it in vain, in order, or null. */
    ArrayDeque<Item> placed(long cycle, long target, int place) {
        places.put(target, place < 0 ? NOWHERE : place);
        ArrayDeque<Item> waiting = unplaced.remove(target);
        if (waiting == null) {
            return null;
        }
        if (place < 0) {
            occupied -= waiting.size();
            return waiting;
        }
        for (Item item : waiting) {
            enqueue(cycle, place, item);
        }
        return null;
    }

    private void enqueue(long cycle, int destination, Item item) {
        Channel channel = channels.get(destination);
        if (channel == null) {
            channel = new Channel();
            channel.credit = spec.hasStandingCredit(enclave, destination);
            channels.put(destination, channel);
        }
        channel.waiting.add(item);
        if (channel.waiting.size() == 1) {
            advance(cycle, destination, channel);
        }
    }

    /** Sends what may leave for one destination, and asks for room for the first that may not. */
    private void advance(long cycle, int destination, Channel channel) {
        while (!channel.waiting.isEmpty() && !channel.requested) {
            Item first = channel.waiting.peek();
            if (first.revocation != null) {
                channel.waiting.remove();
                outbox.send(cycle, destination, first.revocation);
            } else if (channel.credit
                    && first.message.wireBytes() <= spec.enclave().eagerBytes()) {
                channel.waiting.remove();
                channel.credit = false;
                outbox.send(cycle, destination, new Parcel.Delivery(first.message, first.sentCycle, true));
            } else {
                channel.requested = true;
                outbox.send(cycle, destination, new Parcel.RoomRequest(first.message.wireBytes()));
            }
        }
    }

    /** The receiver has granted room for the first message. */
    void granted(long cycle, int destination) {
        Channel channel = channels.get(destination);
        Item first = channel.waiting.remove();
        channel.requested = false;
        outbox.send(cycle, destination, new Parcel.Delivery(first.message, first.sentCycle, false));
        advance(cycle, destination, channel);
    }

    /** The standing credit has come back. */
    void credited(long cycle, int destination) {
        Channel channel = channels.get(destination);
        channel.credit = true;
        advance(cycle, destination, channel);
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

    /** Whether the standing credit for a destination is at home; never where there is none. */
    boolean hasCredit(int destination) {
        Channel channel = channels.get(destination);
        return channel == null
                ? destination >= 0 && destination < spec.enclaves() && spec.hasStandingCredit(enclave, destination)
                : channel.credit;
    }

    /** Standing credits that are away: at most one a destination. */
    int creditsAway() {
        int away = 0;
        for (int destination : destinations()) {
            away += spec.hasStandingCredit(enclave, destination) && !channels.get(destination).credit ? 1 : 0;
        }
        return away;
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

    private static void writeAll(ArrayDeque<Item> items, StateWriter out) {
        out.writeInt(items.size());
        items.forEach(item -> item.write(out));
    }

    private static void readAll(ArrayDeque<Item> items, StateReader in) {
        for (int left = in.readCount(1); left > 0; left--) {
            items.add(Item.read(in));
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(occupied);
        out.writeInt(channels.size());
        for (int destination : destinations()) {
            Channel channel = channels.get(destination);
            out.writeInt(destination);
            out.writeBoolean(channel.credit);
            out.writeBoolean(channel.requested);
            writeAll(channel.waiting, out);
        }
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
        for (int left = in.readCount(1); left > 0; left--) {
            Channel channel = new Channel();
            channels.put(in.readInt(), channel);
            channel.credit = in.readBoolean();
            channel.requested = in.readBoolean();
            readAll(channel.waiting, in);
        }
        unplaced.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            ArrayDeque<Item> waiting = new ArrayDeque<>();
            unplaced.put(in.readLong(), waiting);
            readAll(waiting, in);
        }
        places.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            places.put(in.readLong(), in.readInt());
        }
    }
}
