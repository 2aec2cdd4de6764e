package org.skerry.model.sharedmem.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.skerry.model.memory.AddressSpace;
import org.skerry.sim.actor.Message;

/**
 * A bounded ring of message records in memory:
 *
 * <pre>
 *   +0   tag
 *   +8   capacity of the ring in bytes, a multiple of 64
 *   +16  head: bytes taken since the mailbox was last empty
 *   +24  tail: bytes put in since then
 *   ...  in the same line whether its actor waits to be run: no bytes, but the traffic of a line that is written for both at once
 *   +64  ring; the record at head begins at head modulo capacity and may wrap around
 * </pre>
 *
 * <p>An empty mailbox begins at the beginning of its ring again, so that a short queue stays on few lines that are in the caches.
 * Nothing about its content is known outside these bytes. The mailbox is where the actor's control block says.
 */
public final class Mailbox {
    /** Bytes in front of the ring. */
    public static final int HEADER_BYTES = 64;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long TAG = 0x3130584f424c4941L; // "AILBOX01"
    private static final int CAPACITY = 8;
    private static final int HEAD = 16;
    private static final int TAIL = 24;

    private final AddressSpace space;
    private final ControlBlock control;

    /** The mailbox that {@code control} points to. */
    public Mailbox(AddressSpace space, ControlBlock control) {
        this.space = space;
        this.control = control;
    }

    /** Makes the bytes at {@code address}, {@link #HEADER_BYTES} and the ring, an empty mailbox. */
    public static void format(AddressSpace space, long address, long ringBytes) {
        space.store(address, Long.BYTES, TAG);
        space.store(address + CAPACITY, Long.BYTES, ringBytes);
        space.store(address + HEAD, Long.BYTES, 0);
        space.store(address + TAIL, Long.BYTES, 0);
    }

    /** Where its header lies. */
    public long address() {
        return control.mailbox();
    }

    /** Whether no message waits. */
    public boolean isEmpty() {
        long at = checked();
        return head(at) == tail(at);
    }

    /** Bytes of waiting messages. */
    public long usedBytes() {
        long at = checked();
        return tail(at) - head(at);
    }

    /** Bytes of the ring. */
    public long capacityBytes() {
        return capacity(checked());
    }

    /** Puts a record at the tail; the caller has seen that there is room. */
    public void put(MessageRecord record) {
        long at = checked();
        long tail = tail(at);
        long capacity = capacity(at);
        byte[] bytes = record.encode();
        if (bytes.length > capacity - (tail - head(at))) {
            throw new IllegalStateException("mailbox at 0x" + Long.toHexString(at) + " has no room for " + record);
        }
        for (int i = 0; i < bytes.length; i += 8) {
            space.store(ring(at, tail + i, capacity), 8, word(bytes, i));
        }
        space.store(at + TAIL, Long.BYTES, tail + bytes.length);
    }

    /** Takes the record at the head, from the bytes as they are now. */
    public MessageRecord take() {
        long at = checked();
        long head = head(at);
        long tail = tail(at);
        long capacity = capacity(at);
        int size = MessageRecord.sizeOf(space.load(ring(at, head, capacity), 8));
        if (size < 0 || size > tail - head) {
            throw new MailboxCorrupted("no record begins at its head");
        }
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i += 8) {
            putWord(bytes, i, space.load(ring(at, head + i, capacity), 8));
        }
        MessageRecord record = MessageRecord.decode(bytes);
        if (record == null) {
            throw new MailboxCorrupted("the record at its head makes no sense");
        }
        boolean empty = head + size == tail;
        space.store(at + HEAD, Long.BYTES, empty ? 0 : head + size);
        space.store(at + TAIL, Long.BYTES, empty ? 0 : tail);
        return record;
    }

    /** Bytes of the record at the head, or 0 if that cannot be told; for the traffic of taking it. */
    public int nextBytes() {
        long at = checked();
        return Math.max(0, MessageRecord.sizeOf(space.load(ring(at, head(at)), 8)));
    }

    /** Bytes of the record that begins so many bytes behind the head, or 0 if there is none or that cannot be told. */
    public int bytesAt(long behindHead) {
        long at = checked();
        if (behindHead >= tail(at) - head(at)) {
            return 0;
        }
        return Math.max(0, MessageRecord.sizeOf(space.load(ring(at, head(at) + behindHead), 8)));
    }

    /** Address of the byte so many bytes behind the head. */
    public long addressAt(long behindHead) {
        long at = checked();
        return ring(at, head(at) + behindHead);
    }

    /** Identifier of the message at the head. */
    public long nextIdentifier() {
        long at = checked();
        return space.load(ring(at, head(at) + MessageRecord.IDENTIFIER), 8);
    }

    /** Who sent the message at the head, or 0 if there is none. */
    public long nextSender() {
        long at = checked();
        return head(at) == tail(at) ? 0 : space.load(ring(at, head(at) + MessageRecord.SENDER, capacity(at)), 8);
    }

    /** Address of the next byte to take, and of the next byte to put. */
    public long headAddress() {
        long at = checked();
        return ring(at, head(at));
    }

    /** Address of the next byte to put in. */
    public long tailAddress() {
        long at = checked();
        return ring(at, tail(at));
    }

    /** First address behind the ring, where its addresses wrap around. */
    public long endAddress() {
        long at = checked();
        return at + HEADER_BYTES + capacity(at);
    }

    /** Moves the waiting messages to an empty, larger mailbox at {@code address}, which takes this one's place. */
    public void moveTo(long address) {
        long at = checked();
        long used = tail(at) - head(at);
        for (long i = 0; i < used; i += 8) {
            space.store(ring(address, i), 8, space.load(ring(at, head(at) + i), 8));
        }
        space.store(address + TAIL, Long.BYTES, used);
        control.mailbox(address);
    }

    /** Whether a record of this message, put in by the runtime itself, has room. */
    public boolean hasRoom(Message message) {
        long at = checked();
        return MessageRecord.bytes(message) <= capacity(at) - (tail(at) - head(at));
    }

    /** Address of the mailbox, if its header makes sense. */
    private long checked() {
        long at = control.mailbox();
        if (!space.decodes(at, HEADER_BYTES) || space.load(at, Long.BYTES) != TAG) {
            throw new MailboxCorrupted("there is none at 0x" + Long.toHexString(at));
        }
        long capacity = capacity(at);
        long used = tail(at) - head(at);
        if (capacity < HEADER_BYTES || capacity % 64 != 0 || !space.decodes(at + HEADER_BYTES, capacity)) {
            throw new MailboxCorrupted("its capacity is 0x" + Long.toHexString(capacity));
        }
        if (used < 0 || used > capacity || head(at) < 0 || used % 8 != 0 || head(at) % 8 != 0) {
            throw new MailboxCorrupted(
                    "its head is 0x" + Long.toHexString(head(at)) + " and its tail 0x" + Long.toHexString(tail(at)));
        }
        return at;
    }

    private long capacity(long at) {
        return space.load(at + CAPACITY, Long.BYTES);
    }

    private long head(long at) {
        return space.load(at + HEAD, Long.BYTES);
    }

    private long tail(long at) {
        return space.load(at + TAIL, Long.BYTES);
    }

    private long ring(long at, long position) {
        return ring(at, position, capacity(at));
    }

    private static long ring(long at, long position, long capacity) {
        return at + HEADER_BYTES + position % capacity;
    }

    static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    static void putWord(byte[] bytes, int at, long value) {
        WORDS.set(bytes, at, value);
    }
}
