package org.skerry.model.enclave;

import java.util.Arrays;
import org.skerry.sim.actor.Message;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.SparseBytes;

/**
 * Messages that lie in the mailbox ring of an enclave, and whose bytes the simulator writes when somebody looks at the memory or writes
 * there otherwise; almost always the next message has taken their place before. What can be seen is the same.
 *
 * <pre>
 *   put --> unwritten --somebody looks, or too many--> bytes of the memory
 *               |
 *               +--another one that lies over all of it--> nothing
 * </pre>
 */
final class RingWrites implements Runnable {
    /** So many wait at most: enough for the mailboxes of all but a flood. Assumption. */
    private static final int MOST = 16;

    private final SparseBytes bytes;
    private Message[] messages = new Message[1]; // in the order in which they were written, unless they lie apart
    private long[] extents = new long[1]; // of each, see extent
    private int ringBytes;
    private int count;
    private boolean apart = true; // no two of them lie over each other, so that their order means nothing

    /** Writes for the mailbox of a memory with these bytes. */
    RingWrites(SparseBytes bytes) {
        this.bytes = bytes;
    }

    /** Reads what the next message will need; the number means nothing. */
    long foresee() {
        return extents[0] + messages.length;
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

    /** Writes header and payload of a message at a place of the ring. */
    void write(int at, int newRingBytes, Message message) {
        ringBytes = newRingBytes;
        long extent = extent(at, at + MemoryLayout.HEADER_BYTES + message.payload().length);
        if (apart) {
            for (int i = 0; i < count; i++) {
                if (extents[i] == extent) { // in the place of one as long: nearly always
                    messages[i] = message;
                    return;
                }
            }
        }
        writeOver(extent, message);
    }

    private void writeOver(long extent, Message message) {
        if (end(extent) <= ringBytes) {
            forgetHidden(extent);
        }
        if (count == MOST) {
            bytes.defer(null);
            run();
        }
        if (count == messages.length) {
            messages = Arrays.copyOf(messages, 2 * count);
            extents = Arrays.copyOf(extents, 2 * count);
        }
        apart = isApart(extent);
        messages[count] = message;
        extents[count] = extent;
        if (count++ == 0) {
            bytes.defer(this);
        }
    }

    /** Leaves out those that are not written and lie within an extent of the ring, over which something is about to be written. */
    private void forgetHidden(long extent) {
        int kept = 0;
        while (kept < count && !hides(extent, extents[kept])) {
            kept++;
        }
        if (kept == count) {
            return;
        }
        for (int i = kept + 1; i < count; i++) {
            if (!hides(extent, extents[i])) {
                messages[kept] = messages[i];
                extents[kept] = extents[i];
                kept++;
            }
        }
        Arrays.fill(messages, kept, count, null);
        count = kept;
    }

    private static boolean hides(long over, long under) {
        return at(under) >= at(over) && end(under) <= end(over);
    }

    /** Whether those that are not written and one with this extent all lie apart. Where the ring's end is in between, it is not asked further. */
    private boolean isApart(long extent) {
        boolean all = count == 0 || apart && end(extent) <= ringBytes;
        for (int i = 0; i < count && all; i++) {
            all = end(extents[i]) <= ringBytes && (end(extents[i]) <= at(extent) || at(extents[i]) >= end(extent));
        }
        return all;
    }

    /** Whether this message is in the ring as it was put there: nobody has looked at or written anything since. */
    boolean untouched(Message message) {
        for (int i = 0; i < count; i++) {
            if (messages[i] == message) {
                return true;
            }
        }
        return false;
    }

    /** The memory holds other bytes now. */
    void forget() {
        Arrays.fill(messages, 0, count, null);
        count = 0;
    }

    /** Writes what is not written. */
    @Override
    public void run() {
        byte[] header = new byte[MemoryLayout.HEADER_BYTES];
        int writes = count;
        count = 0;
        for (int i = 0; i < writes; i++) {
            Message message = messages[i];
            messages[i] = null;
            LinearMemory.writeWindow(header, 0, 4, message.payload().length);
            LinearMemory.writeWindow(header, 4, 4, message.kind().code());
            LinearMemory.writeWindow(header, 8, 8, message.label());
            LinearMemory.writeWindow(header, 16, 8, message.id());
            LinearMemory.writeWindow(header, 24, 4, message.grants().length);
            write(at(extents[i]), header);
            write((at(extents[i]) + header.length) % ringBytes, message.payload());
        }
    }

    private void write(int at, byte[] source) {
        int first = Math.min(source.length, ringBytes - at);
        bytes.write(MemoryLayout.MAILBOX_BASE + at, source, 0, first);
        bytes.write(MemoryLayout.MAILBOX_BASE, source, first, source.length - first);
    }
}
