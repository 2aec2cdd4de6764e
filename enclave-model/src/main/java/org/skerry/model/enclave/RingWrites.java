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
 *               +--another one at the same place that hides all of it--> nothing
 * </pre>
 */
final class RingWrites implements Runnable {
    /** So many wait at most: enough for the mailboxes of all but a flood. Assumption. */
    private static final int MOST = 8;

    private final SparseBytes bytes;
    private Message[] messages = new Message[1]; // in the order in which they were written
    private int[] places = new int[1];
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
        if (at == 0 && count > 0 && hidesAll(message)) {
            Arrays.fill(messages, 1, count, null);
            messages[0] = message;
            places[0] = 0;
            count = 1;
            return;
        }
        if (count == MOST) {
            bytes.defer(null);
            run();
        }
        if (count == messages.length) {
            messages = Arrays.copyOf(messages, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
        }
        messages[count] = message;
        places[count] = at;
        count++;
        bytes.defer(this);
    }

    /** Whether a message at the beginning of the ring lies over every one that is not written. */
    private boolean hidesAll(Message message) {
        int end = message.payload().length;
        for (int i = 0; i < count; i++) {
            if (places[i] + messages[i].payload().length > end) {
                return false;
            }
        }
        return true;
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
