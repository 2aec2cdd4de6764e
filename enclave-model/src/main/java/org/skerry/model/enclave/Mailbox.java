package org.skerry.model.enclave;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private record Request(int source, int bytes) {}

    private final int ringBytes;
    private final int grantableBytes;
    private Delivery first; // of the messages that wait, each of which knows the next; null if none does
    private Delivery last; // means nothing if none does
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
        return tail + (first == null ? 0 : 1);
    }

    /** The same of what waits in it. */
    long foreseeParts() {
        return first == null || last.next() == null ? 0 : 1;
    }

    /** The message that is taken next; null if none waits. */
    Delivery first() {
        return first;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Bytes of room that are granted, for messages that wait and for messages on their way. */
    int grantedBytes() {
        return grantedBytes;
    }

    /** Bytes of room that could be granted now. */
    int freeBytes() {
        return grantableBytes - grantedBytes;
    }

    /** Puts a message that has arrived, or that the machine itself says, behind the others. */
    void put(Delivery delivery, MessageRing ring) {
        if (delivery.room() == Delivery.Room.NONE) {
            add(delivery);
            return;
        }
        if (inRing++ == 0) {
            tail = 0;
            gaps = false;
        } else if (gaps) {
            close(ring);
        }
        add(delivery);
        write(delivery, ring);
    }

    private void add(Delivery delivery) {
        if (first == null) {
            first = delivery;
        } else {
            last.precede(delivery);
        }
        last = delivery;
    }

    /** Takes out the one behind {@code before}, or the first if that is null. */
    private Delivery removeBehind(Delivery before) {
        Delivery removed = before == null ? first : before.next();
        Delivery next = removed.next();
        if (before == null) {
            first = next;
        } else {
            before.precede(next);
        }
        if (next == null) {
            last = before;
        } else {
            removed.precede(null);
        }
        return removed;
    }

    /** All that wait, in order. */
    private List<Delivery> all() {
        List<Delivery> all = new ArrayList<>();
        for (Delivery each = first; each != null; each = each.next()) {
            all.add(each);
        }
        return all;
    }

    private void replaceAll(List<Delivery> all) {
        while (first != null) {
            removeBehind(null);
        }
        all.forEach(this::add);
    }

    /** A message arrives that takes room, while nothing waits, and is taken at once: as if it was put here and taken out again. */
    void pass(Delivery delivery, MessageRing ring) {
        ring.write(0, delivery.message());
        release(delivery.room(), delivery.bytes());
    }

    private void write(Delivery delivery, MessageRing ring) {
        delivery.put(tail);
        ring.write(tail, delivery.message());
        int next = tail + delivery.bytes();
        tail = next < ringBytes ? next : next % ringBytes;
    }

    /** Moves what waits together, so that it takes no more of the ring than its bytes. */
    private void close(MessageRing ring) {
        List<Delivery> all = all();
        all.replaceAll(entry -> entry.room() == Delivery.Room.NONE ? entry : found(entry, ring));
        replaceAll(all);
        tail = 0;
        for (Delivery entry : all) {
            if (entry.room() != Delivery.Room.NONE) {
                write(entry, ring);
            }
        }
        gaps = false;
    }

    /** Whether a message waits for this actor. */
    boolean holdsFor(long target) {
        for (Delivery each = first; each != null; each = each.next()) {
            if (each.message().target() == target) {
                return true;
            }
        }
        return false;
    }

    /** Takes out the first message for this actor, of which there is one; otherwise as {@link #take(MessageRing)}. */
    Delivery take(MessageRing ring, long target) {
        boolean inFront = true;
        Delivery before = null;
        for (Delivery each = first; each != null; each = each.next()) {
            if (each.message().target() == target) {
                gaps |= !inFront && each.room() != Delivery.Room.NONE;
                return out(removeBehind(before), ring);
            }
            inFront &= each.room() == Delivery.Room.NONE;
            before = each;
        }
        throw new IllegalStateException("no message waits for actor " + Long.toHexString(target));
    }

    /** Takes the first message out, with the bytes that the mailbox holds for it now; its room is free again. */
    Delivery take(MessageRing ring) {
        return out(removeBehind(null), ring);
    }

    private Delivery out(Delivery entry, MessageRing ring) {
        if (entry.room() == Delivery.Room.NONE) {
            return entry;
        }
        inRing--;
        release(entry.room(), entry.bytes());
        return found(entry, ring);
    }

    private Delivery found(Delivery entry, MessageRing ring) {
        Message found = ring.read(entry.at(), entry.message());
        return found == entry.message() ? entry : entry.with(found);
    }

    /** Takes out what the machine has said to an actor and the actor does not expect any more. It takes no room. */
    void takeBack(long target, Predicate<Message> expected) {
        List<Delivery> all = all();
        all.removeIf(entry -> entry.room() == Delivery.Room.NONE
                && entry.message().target() == target
                && !expected.test(entry.message()));
        replaceAll(all);
    }

    /** Room that was granted is not needed any more. */
    void release(Delivery.Room room, int bytes) {
        if (room == Delivery.Room.GRANTED) {
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
        List<Delivery> all = all();
        out.writeInt(all.size());
        all.forEach(entry -> entry.writeArrived(out));
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
        replaceAll(List.of());
        for (int left = in.readCount(1); left > 0; left--) {
            add(Delivery.readArrived(in));
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
