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
    private static final int MOST = 8;

    private final SparseBytes bytes;
    private Message[] messages = new Message[1]; // in the order in which they were written
    private int[] places = new int[1];
    private int[] ends = new int[1]; // behind the last byte, beyond the ring's end if it goes on at its beginning
    private int ringBytes;
    private int count;

    /** Writes for the mailbox of a memory with these bytes. */
    RingWrites(SparseBytes bytes) {
        this.bytes = bytes;
    }

    /** Reads what the next message will need; the number means nothing. */
    long foresee() {
        return places[0] + messages.length;
    }

    /** Writes header and payload of a message at a place of the ring. */
    void write(int at, int newRingBytes, Message message) {
        ringBytes = newRingBytes;
        int end = at + MemoryLayout.HEADER_BYTES + message.payload().length;
        if (count > 0 && end <= ringBytes) {
            forgetHidden(at, end);
        }
        if (count == MOST) {
            bytes.defer(null);
            run();
        }
        if (count == messages.length) {
            messages = Arrays.copyOf(messages, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        messages[count] = message;
        places[count] = at;
        ends[count] = end;
        if (count++ == 0) {
            bytes.defer(this);
        }
    }

    /** Leaves out those that are not written and lie between these places of the ring, over which something is about to be written. */
    private void forgetHidden(int from, int to) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (places[i] < from || ends[i] > to) {
                messages[kept] = messages[i];
                places[kept] = places[i];
                ends[kept] = ends[i];
                kept++;
            }
        }
        Arrays.fill(messages, kept, count, null);
        count = kept;
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
            write(places[i], header);
            write((places[i] + header.length) % ringBytes, message.payload());
        }
    }

    private void write(int at, byte[] source) {
        int first = Math.min(source.length, ringBytes - at);
        bytes.write(MemoryLayout.MAILBOX_BASE + at, source, 0, first);
        bytes.write(MemoryLayout.MAILBOX_BASE, source, first, source.length - first);
    }
}
