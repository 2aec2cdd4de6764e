package org.skerry.model.enclave;

import java.util.Arrays;
import org.skerry.sim.actor.Message;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.SparseBytes;

/**
 * The ring in the memory of an enclave that messages lie in which wait for its core. The simulator writes their bytes when somebody
 * looks at the memory or writes there otherwise; almost always the next message has taken their place before. What can be seen is the
 * same.
 *
 * <pre>
 *   put --> unwritten --somebody looks, or too many--> bytes of the memory
 *               |
 *               +--another one that lies over all of it--> nothing
 * </pre>
 */
final class MessageRing implements Runnable {
    /** So many wait at most: enough for the mailboxes of all but a flood. Assumption. */
    private static final int MOST = 16;

    private static final long NOWHERE = -1; // as an extent

    // In the order in which they were written, unless they lie apart. The first, nearly always the only one that is
    // looked at, is here.
    private Message first; // null if there is none
    private long firstExtent = NOWHERE; // see extent
    private Message[] others = {};
    private long[] otherExtents = {};
    private int count;
    private int next; // of the others, the one that lies behind what was written last, as far as it is known
    private boolean apart = true; // no two of them lie over each other, so that their order means nothing
    private final int ringBytes;
    private final SparseBytes bytes; // of the memory

    /** A ring of so many bytes in a memory. */
    MessageRing(SparseBytes bytes, int ringBytes) {
        this.bytes = bytes;
        this.ringBytes = ringBytes;
    }

    /** Reads what the next message will need; the number means nothing. */
    long foresee() {
        return firstExtent + (first == null ? 0 : 1);
    }

    /** Where something lies in the ring: its first byte, and the one behind its last, beyond the ring's end if it goes on at its beginning. */
    private static long extent(int at, int end) {
        return (long) at << Integer.SIZE | end;
    }

    private static int at(long extent) {
        return (int) (extent >>> Integer.SIZE);
    }

    private static int end(long extent) {
        return (int) extent;
    }

    private static long extent(int at, Message message) {
        return extent(at, at + MemoryLayout.HEADER_BYTES + message.payload().length);
    }

    /** Writes header and payload of a message at a place of the ring, at the latest when somebody looks there. */
    void write(int at, Message message) {
        long extent = extent(at, message);
        if (apart && extent == firstExtent) { // in the place of one as long: nearly always
            first = message;
            next = 0;
        } else { // apart from this method, which so is small enough to become part of its callers
            writeAnother(extent, message);
        }
    }

    private void writeAnother(long extent, Message message) {
        if (apart && next < otherExtents.length && extent == otherExtents[next]) {
            others[next++] = message;
        } else {
            write(extent, message);
        }
    }

    private void write(long extent, Message message) {
        for (int i = 1; i < count && apart; i++) {
            if (otherExtents[i - 1] == extent) {
                others[i - 1] = message;
                next = i;
                return;
            }
        }
        if (end(extent) <= ringBytes) {
            forgetHidden(extent);
        }
        if (count == MOST) {
            bytes.defer(null);
            run();
        }
        apart = isApart(extent);
        if (count - 1 == others.length) {
            others = Arrays.copyOf(others, Math.max(1, 2 * others.length));
            otherExtents = Arrays.copyOf(otherExtents, others.length);
        }
        set(count, extent, message);
        next = count;
        if (count++ == 0) {
            bytes.defer(this);
        }
    }

    private Message message(int i) {
        return i == 0 ? first : others[i - 1];
    }

    private long extent(int i) {
        return i == 0 ? firstExtent : otherExtents[i - 1];
    }

    private void set(int i, long extent, Message message) {
        if (i == 0) {
            first = message;
            firstExtent = extent;
        } else {
            others[i - 1] = message;
            otherExtents[i - 1] = extent;
        }
    }

    /** Leaves out those that are not written and lie within an extent of the ring, over which something is about to be written. */
    private void forgetHidden(long extent) {
        int kept = 0;
        while (kept < count && !hides(extent, extent(kept))) {
            kept++;
        }
        for (int i = kept + 1; i < count; i++) {
            if (!hides(extent, extent(i))) {
                set(kept, extent(i), message(i));
                kept++;
            }
        }
        keep(kept);
    }

    private static boolean hides(long over, long under) {
        return at(under) >= at(over) && end(under) <= end(over);
    }

    private void keep(int kept) {
        for (int i = kept; i < count; i++) {
            set(i, NOWHERE, null);
        }
        count = kept;
    }

    /** Whether those that are not written and one with this extent all lie apart. Where the ring's end is in between, it is not asked further. */
    private boolean isApart(long extent) {
        boolean all = count == 0 || apart && end(extent) <= ringBytes;
        for (int i = 0; i < count && all; i++) {
            all = end(extent(i)) <= ringBytes && (end(extent(i)) <= at(extent) || at(extent(i)) >= end(extent));
        }
        return all;
    }

    /** The message as its bytes at a place of the ring say now. */
    Message read(int at, Message message) {
        if (untouched(message)) {
            return message;
        }
        byte[] found = new byte[message.payload().length];
        int from = (at + MemoryLayout.HEADER_BYTES) % ringBytes;
        for (int done = 0; done < found.length; from = 0) {
            int part = Math.min(found.length - done, ringBytes - from);
            bytes.read(MemoryLayout.MAILBOX_BASE + from, found, done, part);
            done += part;
        }
        return Arrays.equals(message.payload(), found) ? message : message.withPayload(found);
    }

    /** Whether this message is in the ring as it was put there: nobody has looked at or written anything since. */
    boolean untouched(Message message) {
        if (message == first) {
            return true;
        }
        for (int i = 1; i < count; i++) {
            if (message == others[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /** The memory holds other bytes now. */
    void forget() {
        keep(0);
    }

    /** Writes what is not written. */
    @Override
    public void run() {
        byte[] header = new byte[MemoryLayout.HEADER_BYTES];
        for (int i = 0; i < count; i++) {
            Message message = message(i);
            LinearMemory.writeWindow(header, 0, 4, message.payload().length);
            LinearMemory.writeWindow(header, 4, 4, message.kind().code());
            LinearMemory.writeWindow(header, 8, 8, message.label());
            LinearMemory.writeWindow(header, 16, 8, message.id());
            LinearMemory.writeWindow(header, 24, 4, message.grants().length);
            write(at(extent(i)), header);
            write((at(extent(i)) + header.length) % ringBytes, message.payload());
        }
        keep(0);
    }

    private void write(int at, byte[] source) {
        int to = at;
        for (int done = 0; done < source.length; to = 0) {
            int part = Math.min(source.length - done, ringBytes - to);
            bytes.write(MemoryLayout.MAILBOX_BASE + to, source, done, part);
            done += part;
        }
    }
}
