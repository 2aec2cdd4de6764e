package org.skerry.sim.actor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.skerry.sim.digest.ByteHash;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * One message between actors, with everything the machines need to carry, check and account for it. Immutable; the payload
 * array is never written after construction.
 */
public final class Message {
    /** Largest payload in bytes (docs/CONTRACT.md, "Messages"). */
    public static final int MAX_BYTES = 64 * 1024;

    /** Most handles in one message. */
    public static final int MAX_HANDLES = 8;

    private static final int HEADER_BYTES = 32;
    private static final int ID_BYTES = Long.BYTES; // for each in the lineage of a capability

    /** No capabilities. */
    public static final Capability[] NO_GRANTS = {};

    private final long id;
    private final MessageKind kind;
    private final long sender;
    private final int handle;
    private final Capability to;
    private final long target;
    private final byte[] payload;
    private final Capability[] grants;
    private final Capability replyTo;
    private final long callId;
    private final int place; // of the target, as far as the sender knows
    private final int wireBytes; // asked for again and again on the way
    private long hashLow; // 0 as the next if they are not known, or are that
    private long hashHigh;

    /**
     * A message.
     *
     * @param id       identifier, from the sender and its sequence
     * @param kind     what it is
     * @param sender   actor that sent it, or 0 for the machine itself; not visible to guests
     * @param handle   index the sender used, so that a refusal can name it; -1 for the machine itself
     * @param to       the capability it was sent through: target, place, label, lineage; null when the machine itself speaks
     * @param target   actor it is for
     * @param payload  bytes, at most {@link #MAX_BYTES}
     * @param grants   capabilities that travel with it, at most {@link #MAX_HANDLES}
     * @param replyTo  the one-shot capability of a caller that waits, or null
     * @param callId   for {@link MessageKind#REPLY} and its refusals the call that is answered, else 0
     */
    public Message(
            long id,
            MessageKind kind,
            long sender,
            int handle,
            Capability to,
            long target,
            byte[] payload,
            Capability[] grants,
            Capability replyTo,
            long callId) {
        this(
                id,
                kind,
                sender,
                handle,
                to,
                target,
                payload,
                grants,
                replyTo,
                callId,
                to == null ? Capability.UNPLACED : to.place(),
                wireBytes(payload, to, grants, replyTo),
                0,
                0);
    }

    private Message(
            long id,
            MessageKind kind,
            long sender,
            int handle,
            Capability to,
            long target,
            byte[] payload,
            Capability[] grants,
            Capability replyTo,
            long callId,
            int place,
            int wireBytes,
            long hashLow,
            long hashHigh) {
        this.id = id;
        this.kind = kind;
        this.sender = sender;
        this.handle = handle;
        this.to = to;
        this.target = target;
        this.payload = payload;
        this.grants = grants;
        this.replyTo = replyTo;
        this.callId = callId;
        this.place = place;
        this.wireBytes = wireBytes;
        this.hashLow = hashLow;
        this.hashHigh = hashHigh;
    }

    /**
     * A message that somebody sends through a capability while {@code inHand} is being handled: who passes on the bytes that came need not have them
     * hashed again.
     */
    static Message sent(
            long id,
            MessageKind kind,
            long sender,
            int handle,
            Capability to,
            byte[] payload,
            Capability[] grants,
            Capability replyTo,
            long callId,
            Message inHand) {
        // All that is known before the object is made, so that nothing of it has to be cleared first.
        long target = to.target();
        int place = to.place();
        int wireBytes = wireBytes(payload, to, grants, replyTo);
        return sent(id, kind, sender, handle, to, target, payload, grants, replyTo, callId, place, wireBytes, inHand);
    }

    /** The same of kind USER and with nothing but its bytes, without a look at the capability, of which the {@link SendWord} tells. */
    static Message plain(
            long id, long sender, int handle, Capability to, long target, long word, byte[] payload, Message inHand) {
        int place = SendWord.place(word);
        int wireBytes = HEADER_BYTES + payload.length + ID_BYTES * SendWord.depth(word);
        MessageKind kind = MessageKind.USER;
        return sent(id, kind, sender, handle, to, target, payload, NO_GRANTS, null, 0, place, wireBytes, inHand);
    }

    private static Message sent(
            long id,
            MessageKind kind,
            long sender,
            int handle,
            Capability to,
            long target,
            byte[] payload,
            Capability[] grants,
            Capability replyTo,
            long callId,
            int place,
            int wireBytes,
            Message inHand) {
        boolean passesOn = payload == inHand.payload;
        long low = passesOn ? inHand.hashLow : 0;
        long high = passesOn ? inHand.hashHigh : 0;
        return new Message(
                id, kind, sender, handle, to, target, payload, grants, replyTo, callId, place, wireBytes, low, high);
    }

    private static int wireBytes(byte[] payload, Capability to, Capability[] grants, Capability replyTo) {
        int bytes = HEADER_BYTES + payload.length;
        if (to != null) {
            bytes += ID_BYTES * to.depth();
        }
        for (Capability grant : grants) {
            bytes += grant.encodedBytes();
        }
        if (replyTo != null) {
            bytes += replyTo.encodedBytes();
        }
        return bytes;
    }

    /** Reads what whoever takes it in will need, so that the host fetches it together with that of others; the number means nothing. */
    public long foresee() {
        return id + hashHigh + (replyTo == null ? 0 : 1);
    }

    /** The same of its bytes. */
    public long foreseeBytes() {
        return payload.length == 0 ? 0 : payload[payload.length - 1];
    }

    /** Identifier, from the sender and its sequence. */
    public long id() {
        return id;
    }

    /** What it is. */
    public MessageKind kind() {
        return kind;
    }

    /** Actor that sent it, or 0 for the machine itself. */
    public long sender() {
        return sender;
    }

    /** Index that the sender used, or -1 for the machine itself. */
    public int handle() {
        return handle;
    }

    /** The capability it was sent through, or null when the machine itself speaks. */
    public Capability to() {
        return to;
    }

    /** Where its target lives, as the capability that it was sent through says; {@link Capability#UNPLACED} if that is unknown. */
    public int place() {
        return place;
    }

    /** Actor it is for. */
    public long target() {
        return target;
    }

    /** Its bytes, never to be written to. */
    public byte[] payload() {
        return payload;
    }

    /** First lane of the {@link ByteHash} of its bytes. */
    public long payloadHashLow() {
        hash();
        return hashLow;
    }

    /** Second lane of the {@link ByteHash} of its bytes. */
    public long payloadHashHigh() {
        hash();
        return hashHigh;
    }

    private void hash() {
        if ((hashLow | hashHigh) == 0) {
            ByteHash hash = ByteHash.of(payload);
            hashLow = hash.low();
            hashHigh = hash.high();
        }
    }

    /** Capabilities that travel with it. */
    public Capability[] grants() {
        return grants;
    }

    /** The one-shot capability of a caller that waits, or null. */
    public Capability replyTo() {
        return replyTo;
    }

    /** The call that is answered, or 0. */
    public long callId() {
        return callId;
    }

    /** What the machine tells the sender when it cannot deliver this message; for a call it answers the call. */
    public Message refusal(Status why) {
        return system(MessageKind.REFUSED, ActorId.of(id, 1), sender, why.code(), handle, replyTo == null ? 0 : callId);
    }

    /** What the machine tells a parent when it cannot create the actor it asked for. */
    public static Message refusal(SpawnRequest request, Status why) {
        return system(
                MessageKind.REFUSED, ActorId.of(request.child(), 1), request.parent(), why.code(), request.handle(), 0);
    }

    /** What the machine tells a revoker once no later use of the capability can be accepted. */
    public static Message revoked(Capability capability, int handle, long revoker) {
        return system(MessageKind.REVOKED, ActorId.of(capability.id(), revoker), revoker, Status.OK.code(), handle, 0);
    }

    /** What the machine tells who monitors an actor. */
    static Message ended(long id, long asker, EndReason reason, int handle, int code) {
        return system(MessageKind.ENDED, id, asker, 0, new int[] {reason.code(), handle, code});
    }

    /** The end of an actor on its way to one that is linked to it; whether that is told at all is decided at its door. */
    static Message exit(long id, long from, long target, EndReason reason, int code) {
        Message said = ended(id, target, reason, -1, code);
        return new Message(id, MessageKind.ENDED, from, -1, null, target, said.payload, NO_GRANTS, null, 0);
    }

    /** Whether it is the end of an actor on its way to one that is linked to it. */
    public boolean isExit() {
        return kind == MessageKind.ENDED && sender != 0;
    }

    /** The reason in the payload of an ENDED message. */
    public EndReason endReason() {
        return EndReason.values()[words().getInt(0)];
    }

    /** The code in the payload of an ENDED message. */
    int endCode() {
        return words().getInt(2 * Integer.BYTES);
    }

    private ByteBuffer words() {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The handle that an ENDED message is about. */
    public int endedHandle() {
        return words().getInt(Integer.BYTES);
    }

    /** What the machine tells an actor whose timer is due. */
    static Message timer(long id, long target, long token) {
        int[] words = {(int) token, (int) (token >>> Integer.SIZE)};
        return system(MessageKind.TIMER, id, target, 0, words);
    }

    /** The token in the payload of a TIMER message. */
    long timerToken() {
        return words().getLong();
    }

    /** Bytes of an EVIDENCE message in front of the evidence. */
    public static final int EVIDENCE_HEADER_BYTES = 16;

    /** What the machine answers to whoever asks what an actor is. */
    static Message evidence(long id, long asker, Status status, int handle, int broken, byte[] evidence) {
        ByteBuffer payload =
                ByteBuffer.allocate(EVIDENCE_HEADER_BYTES + evidence.length).order(ByteOrder.LITTLE_ENDIAN);
        payload.putInt(status.code()).putInt(handle).putInt(broken).putInt(0).put(evidence);
        return new Message(id, MessageKind.EVIDENCE, 0, -1, null, asker, payload.array(), NO_GRANTS, null, 0);
    }

    static Message system(MessageKind kind, long id, long target, int status, int handle, long callId) {
        return system(kind, id, target, callId, new int[] {status, handle});
    }

    private static Message system(MessageKind kind, long id, long target, long callId, int[] words) {
        ByteBuffer payload = ByteBuffer.allocate(Integer.BYTES * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            payload.putInt(word);
        }
        return new Message(id, kind, 0, -1, null, target, payload.array(), NO_GRANTS, null, callId);
    }

    /** The label the target sees: that of the capability used, 0 where none was set. */
    public long label() {
        return to == null ? 0 : to.label();
    }

    /** The status in the payload of a refusal. */
    public Status refusalStatus() {
        return Status.of(words().getInt());
    }

    /** The same message with other bytes. */
    public Message withPayload(byte[] other) {
        return new Message(id, kind, sender, handle, to, target, other, grants, replyTo, callId);
    }

    /** Bytes on the wire: payload, a header of 32, and the encoded capabilities that travel with it. */
    public int wireBytes() {
        return wireBytes;
    }

    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeLong(id);
        out.writeInt(kind.ordinal());
        out.writeLong(sender);
        out.writeInt(handle);
        writeNullable(to, out);
        out.writeLong(target);
        out.writeBytes(payload);
        out.writeInt(grants.length);
        for (Capability grant : grants) {
            grant.write(out);
        }
        writeNullable(replyTo, out);
        out.writeLong(callId);
    }

    /** Reads what {@link #write} wrote. */
    public static Message read(StateReader in) {
        long id = in.readLong();
        MessageKind[] kinds = MessageKind.values();
        MessageKind kind = kinds[in.readIndex(kinds.length, "kinds of messages")];
        long sender = in.readLong();
        int handle = in.readInt();
        Capability to = readNullable(in);
        long target = in.readLong();
        byte[] payload = in.readBytes();
        Capability[] grants = new Capability[in.readCount(Long.BYTES)];
        for (int i = 0; i < grants.length; i++) {
            grants[i] = Capability.read(in);
        }
        Capability replyTo = readNullable(in);
        return new Message(id, kind, sender, handle, to, target, payload, grants, replyTo, in.readLong());
    }

    private static void writeNullable(Capability capability, StateWriter out) {
        out.writeBoolean(capability != null);
        if (capability != null) {
            capability.write(out);
        }
    }

    private static Capability readNullable(StateReader in) {
        return in.readBoolean() ? Capability.read(in) : null;
    }

    @Override
    public String toString() {
        return kind + " " + Long.toHexString(id) + " of " + payload.length + " bytes from " + Long.toHexString(sender)
                + " to " + Long.toHexString(target);
    }
}
