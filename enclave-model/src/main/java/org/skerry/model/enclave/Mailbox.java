package org.skerry.model.enclave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The messages that wait for an enclave's core, in order of arrival. Their bytes lie in private memory; what the network interface
 * knows of them (where they lie, who sent them, the capabilities that came with them) lies in its registers.
 *
 * <p>Room is given out before a message is sent, so a message that arrives always fits:
 *
 * <pre>
 *   |<---------------------- mailbox bytes ---------------------->|
 *   | standing credits: peers x eager bytes |  grantable          |
 *                                           |granted, taken| free |
 * </pre>
 *
 * <p>Requests for room are granted in order of arrival; the first that does not fit holds back those behind it. The ring starts at
 * its beginning again whenever it is empty, so that it touches no more memory than it needs.
 */
final class Mailbox implements Stateful {
    /** Which room a message takes. */
    enum Room {
        /** None: what the machine itself says lies in the network interface. */
        NONE,
        /** That of its sender's standing credit. */
        STANDING,
        /** Room that was granted for it. */
        GRANTED
    }

    private static final Room[] ROOMS = Room.values();

    /**
     * A message that waits; {@code at} is its place in the ring, {@code source} the endpoint it came from. What it noted on its way is in
     * {@code delivery}, which is null for what the machine itself says.
     */
    record Entry(Message message, int source, long sentCycle, Room room, int at, Delivery delivery, long arrivedCycle) {
        int bytes() {
            return room == Room.NONE ? 0 : message.wireBytes();
        }

        void write(StateWriter out) {
            message.write(out);
            out.writeInt(source);
            out.writeLong(sentCycle);
            out.writeInt(room.ordinal());
            out.writeInt(at);
            out.writeBoolean(delivery != null);
            if (delivery != null) {
                delivery.writeNotes(out);
            }
            out.writeLong(arrivedCycle);
        }

        static Entry read(StateReader in) {
            Message message = Message.read(in);
            return new Entry(
                    message,
                    in.readInt(),
                    in.readLong(),
                    ROOMS[in.readIndex(ROOMS.length, "kinds of room")],
                    in.readInt(),
                    in.readBoolean() ? Delivery.readNotes(message, in) : null,
                    in.readLong());
        }
    }

    private record Request(int source, int bytes) {}

    private final int ringBytes;
    private final int grantableBytes;
    private final ArrayDeque<Entry> entries =
            new ArrayDeque<>(2); // on a large chip there are many mailboxes, and few messages in each
    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private final Map<Integer, Integer>
            awaited; // by source, bytes granted and not come yet; null where nothing can break
    private int grantedBytes; // granted and not yet taken out again
    private int tail; // where the next message goes
    private int inRing; // messages that take room
    private boolean gaps; // one was taken out of the middle

    Mailbox(ChipSpec spec, StandingCredits credits) {
        this(spec, credits, false);
    }

    /** A mailbox that can tell, if {@code canBreak}, which room nobody will use any more. */
    Mailbox(ChipSpec spec, StandingCredits credits, boolean canBreak) {
        awaited = canBreak ? new TreeMap<>() : null;
        ringBytes = spec.enclave().mailboxBytes();
        grantableBytes = credits.grantableBytes();
    }

    /** Reads of itself what the next message will need; the number means nothing. */
    long foresee() {
        return tail;
    }

    /** The same of what it consists of. */
    long foreseeParts() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Bytes of room that are granted, for messages that wait and for messages on their way. */
    int grantedBytes() {
        return grantedBytes;
    }

    /** Bytes of room that could be granted now. */
    int freeBytes() {
        return grantableBytes - grantedBytes;
    }

    /** Puts what the machine itself says behind the others. */
    void put(Message message, int source, long sentCycle, Room room, EnclaveMemory memory) {
        put(message, source, sentCycle, room, memory, null, sentCycle);
    }

    /** Puts a message that arrived behind the others. */
    void put(
            Message message,
            int source,
            long sentCycle,
            Room room,
            EnclaveMemory memory,
            Delivery delivery,
            long cycle) {
        if (room == Room.NONE) {
            entries.add(new Entry(message, source, sentCycle, room, 0, delivery, cycle));
            return;
        }
        if (inRing++ == 0) {
            tail = 0;
            gaps = false;
        } else if (gaps) {
            close(memory);
        }
        entries.add(new Entry(message, source, sentCycle, room, tail, delivery, cycle));
        memory.writeToMailbox(tail, ringBytes, message);
        advance(message);
    }

    /** A message arrives that takes room, while nothing waits, and is taken at once: as if it was put here and taken out again. */
    Entry pass(
            Message message,
            int source,
            long sentCycle,
            Room room,
            EnclaveMemory memory,
            Delivery delivery,
            long cycle) {
        tail = 0;
        gaps = false;
        memory.writeToMailbox(0, ringBytes, message);
        advance(message);
        release(room, message.wireBytes());
        return new Entry(message, source, sentCycle, room, 0, delivery, cycle);
    }

    private void advance(Message message) {
        int next = tail + message.wireBytes();
        tail = next < ringBytes ? next : next % ringBytes;
    }

    /** Moves what waits together, so that it takes no more of the ring than its bytes. */
    private void close(EnclaveMemory memory) {
        List<Entry> all = new ArrayList<>();
        entries.forEach(entry -> all.add(entry.room == Room.NONE ? entry : found(entry, memory)));
        entries.clear();
        tail = 0;
        for (Entry entry : all) {
            if (entry.room == Room.NONE) {
                entries.add(entry);
                continue;
            }
            entries.add(new Entry(
                    entry.message,
                    entry.source,
                    entry.sentCycle,
                    entry.room,
                    tail,
                    entry.delivery,
                    entry.arrivedCycle));
            memory.writeToMailbox(tail, ringBytes, entry.message);
            advance(entry.message);
        }
        gaps = false;
    }

    /** Whether a message waits for this actor. */
    boolean holdsFor(long target) {
        for (Entry entry : entries) {
            if (entry.message.target() == target) {
                return true;
            }
        }
        return false;
    }

    /** Takes out the first message for this actor, of which there is one; otherwise as {@link #take(EnclaveMemory)}. */
    Entry take(EnclaveMemory memory, long target) {
        boolean inFront = true;
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.message.target() == target) {
                each.remove();
                gaps |= !inFront && entry.room != Room.NONE;
                return out(entry, memory);
            }
            inFront &= entry.room == Room.NONE;
        }
        throw new IllegalStateException("no message waits for actor " + Long.toHexString(target));
    }

    /** Takes the first message out, with the bytes that the mailbox holds for it now; its room is free again. */
    Entry take(EnclaveMemory memory) {
        return out(entries.remove(), memory);
    }

    private Entry out(Entry entry, EnclaveMemory memory) {
        if (entry.room == Room.NONE) {
            return entry;
        }
        inRing--;
        release(entry.room, entry.bytes());
        return found(entry, memory);
    }

    private Entry found(Entry entry, EnclaveMemory memory) {
        Message found = memory.readFromMailbox(entry.at, ringBytes, entry.message);
        return found == entry.message
                ? entry
                : new Entry(
                        found, entry.source, entry.sentCycle, entry.room, entry.at, entry.delivery, entry.arrivedCycle);
    }

    /** Takes out what the machine has said to an actor and the actor does not expect any more. It takes no room. */
    void takeBack(long target, Predicate<Message> expected) {
        entries.removeIf(
                entry -> entry.room == Room.NONE && entry.message.target() == target && !expected.test(entry.message));
    }

    /** Room that was granted is not needed any more. */
    void release(Room room, int bytes) {
        if (room == Room.GRANTED) {
            grantedBytes -= bytes;
        }
    }

    /** What room was granted to a source for has come. */
    void arrived(int source) {
        if (awaited != null) {
            awaited.remove(source);
        }
    }

    /** Nothing comes from a source any more: room that it asked for or was granted is free. */
    void sever(int source) {
        requests.removeIf(request -> request.source == source);
        Integer bytes = awaited.remove(source);
        grantedBytes -= bytes == null ? 0 : bytes;
    }

    /** A sender asks for room. */
    void request(int source, int bytes) {
        requests.add(new Request(source, bytes));
    }

    /** The endpoint whose request for room is granted now, or -1 if there is none that fits. */
    int grantNext() {
        Request first = requests.peek();
        if (first == null || first.bytes > grantableBytes - grantedBytes) {
            return -1;
        }
        grantedBytes += first.bytes;
        if (awaited != null) {
            awaited.put(first.source, first.bytes);
        }
        return requests.remove().source;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(entries.size());
        entries.forEach(entry -> entry.write(out));
        out.writeInt(requests.size());
        for (Request request : requests) {
            out.writeInt(request.source);
            out.writeInt(request.bytes);
        }
        out.writeInt(grantedBytes);
        out.writeInt(tail);
        out.writeInt(inRing);
        out.writeBoolean(gaps);
        if (awaited != null) {
            out.writeInt(awaited.size());
            awaited.forEach((source, bytes) -> {
                out.writeInt(source);
                out.writeInt(bytes);
            });
        }
    }

    @Override
    public void load(StateReader in) {
        entries.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            entries.add(Entry.read(in));
        }
        requests.clear();
        for (int left = in.readCount(8); left > 0; left--) {
            requests.add(new Request(in.readInt(), in.readInt()));
        }
        grantedBytes = in.readInt();
        tail = in.readInt();
        inRing = in.readInt();
        gaps = in.readBoolean();
        if (awaited != null) {
            awaited.clear();
            for (int left = in.readCount(8); left > 0; left--) {
                awaited.put(in.readInt(), in.readInt());
            }
        }
    }
}
