package org.skerry.model.sharedmem.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;

/**
 * A message as bytes in a mailbox, little-endian:
 *
 * <pre>
 *   +0   tag (4)  bytes of the record, a multiple of 8 (4)
 *   +8   identifier
 *   +16  sender
 *   +24  target
 *   +32  call
 *   +40  cycle at which it was sent
 *   +48  kind (1)  has capability (1)  has reply capability (1)  grants (1)  handle used (4)
 *   +56  bytes of payload (4)  zero (4)
 *   +64  capability, reply capability, grants, payload, padding
 * </pre>
 *
 * @param message   the message
 * @param sentCycle cycle at which it was sent
 */
public record MessageRecord(Message message, long sentCycle) {
    /** Where in a record its sender stands. */
    static final int SENDER = 16;

    /** Bytes in front of capabilities and payload. */
    static final int HEADER_BYTES = 64;

    /** Where the identifier is in a record. */
    public static final int IDENTIFIER = 8;

    /** Bytes of the largest record: most handles, longest lineages, longest payload. */
    public static final int MAX_BYTES =
            HEADER_BYTES + (Message.MAX_HANDLES + 2) * CapabilityCodec.MAX_BYTES + Message.MAX_BYTES;

    private static final int TAG = 0x3147534d; // "MSG1", little-endian
    private static final MessageKind[] KINDS = MessageKind.values();

    /** Bytes that the record of a message takes. */
    public static int bytes(Message message) {
        int bytes = HEADER_BYTES + message.payload().length;
        bytes += message.to() == null ? 0 : message.to().encodedBytes();
        bytes += message.replyTo() == null ? 0 : message.replyTo().encodedBytes();
        for (Capability grant : message.grants()) {
            bytes += grant.encodedBytes();
        }
        return bytes + 7 & -8;
    }

    /** The record as bytes. */
    public byte[] encode() {
        int size = bytes(message);
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(TAG).putInt(size);
        out.putLong(message.id()).putLong(message.sender()).putLong(message.target());
        out.putLong(message.callId()).putLong(sentCycle);
        out.put((byte) message.kind().ordinal());
        out.put((byte) (message.to() == null ? 0 : 1));
        out.put((byte) (message.replyTo() == null ? 0 : 1));
        out.put((byte) message.grants().length);
        out.putInt(message.handle());
        out.putInt(message.payload().length).putInt(0);
        if (message.to() != null) {
            CapabilityCodec.write(message.to(), out);
        }
        if (message.replyTo() != null) {
            CapabilityCodec.write(message.replyTo(), out);
        }
        for (Capability grant : message.grants()) {
            CapabilityCodec.write(grant, out);
        }
        out.put(message.payload());
        return out.array();
    }

    /** Bytes of the record whose first 8 bytes are these, or -1 if none begins so. */
    static int sizeOf(long firstWord) {
        int size = (int) (firstWord >>> 32);
        boolean sane = (int) firstWord == TAG && size >= HEADER_BYTES && size <= MAX_BYTES && size % 8 == 0;
        return sane ? size : -1;
    }

    /** Reads a record, or returns null if the bytes make none. */
    public static MessageRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER_BYTES || sizeOf(in.getLong()) != bytes.length) {
            return null;
        }
        long id = in.getLong();
        long sender = in.getLong();
        long target = in.getLong();
        long callId = in.getLong();
        long sentCycle = in.getLong();
        int kind = in.get();
        int hasTo = in.get();
        int hasReplyTo = in.get();
        int grantCount = in.get();
        int handle = in.getInt();
        int payloadBytes = in.getInt();
        boolean sane = kind >= 0
                && kind < KINDS.length
                && (hasTo & ~1) == 0
                && (hasReplyTo & ~1) == 0
                && grantCount >= 0
                && grantCount <= Message.MAX_HANDLES
                && payloadBytes >= 0
                && payloadBytes <= Message.MAX_BYTES
                && in.getInt() == 0
                && sentCycle >= 0;
        if (!sane) {
            return null;
        }
        Capability[] capabilities = new Capability[hasTo + hasReplyTo + grantCount];
        for (int i = 0; i < capabilities.length; i++) {
            capabilities[i] = CapabilityCodec.read(in);
            if (capabilities[i] == null) {
                return null;
            }
        }
        if (in.remaining() < payloadBytes || in.remaining() > payloadBytes + 7) {
            return null;
        }
        byte[] payload = new byte[payloadBytes];
        in.get(payload);
        if (!isPayloadSane(KINDS[kind], payload)) {
            return null;
        }
        Capability[] grants = grantCount == 0 ? Message.NO_GRANTS : new Capability[grantCount];
        System.arraycopy(capabilities, hasTo + hasReplyTo, grants, 0, grantCount);
        Capability to = hasTo == 1 ? capabilities[0] : null;
        Capability replyTo = hasReplyTo == 1 ? capabilities[hasTo] : null;
        return new MessageRecord(
                new Message(id, KINDS[kind], sender, handle, to, target, payload, grants, replyTo, callId), sentCycle);
    }

    /** What the machine itself says has a fixed form that its readers rely on. */
    private static boolean isPayloadSane(MessageKind kind, byte[] payload) {
        if (kind == MessageKind.TIMER) {
            return payload.length == Long.BYTES;
        }
        if (kind != MessageKind.REFUSED && kind != MessageKind.REVOKED) {
            return true;
        }
        if (payload.length != 8) {
            return false;
        }
        int code = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt();
        for (Status status : Status.values()) {
            if (status.code() == code) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "record of " + message.kind() + " " + Long.toHexString(message.id());
    }
}
