package org.skerry.model.enclave;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.skerry.model.edge.StorageFormat;
import org.skerry.sim.actor.ActorId;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** How a sealed state moves between an enclave and the store at the edge: in pieces that fit into one message, one after the other. */
final class SwapTransfer implements Stateful {
    private final Enclave enclave;
    private final ChipPlan plan;
    private final long self; // identifier that the store answers to
    private long messages; // that were sent to the store
    private long awaited; // call that the store is to answer; 0 if none
    private byte[] sealed = {}; // on its way out or in
    private int moved; // bytes of it

    SwapTransfer(Enclave enclave, ChipPlan plan) {
        this.enclave = enclave;
        this.plan = plan;
        this.self = ActorId.named("swap of enclave " + enclave.number());
    }

    // ---- sizes of messages, for the closed form ------------------------------------------------------------------

    /** Bytes on the wire of a request whose name and data are so long. */
    static int requestBytes(int nameAndData) {
        return 32 + StorageFormat.HEADER_BYTES + nameAndData + 8 + 40;
    }

    /** Bytes on the wire of an answer with this payload. */
    static int replyBytes(int payload) {
        return 32 + payload + 8;
    }

    /** Bytes of a sealed state that fit into one message. */
    static int pieceBytes(ChipSpec spec, int nameBytes) {
        int mailbox = spec.standingCredits().largestMessageBytes();
        int most =
                Math.min(Message.MAX_BYTES - StorageFormat.HEADER_BYTES - nameBytes, mailbox - requestBytes(nameBytes));
        return Math.max(1, most);
    }

    // ---- what moves ------------------------------------------------------------------------------------------------

    /** This sealed state is to move: what leaves, or as many zero bytes for what comes. */
    void begin(byte[] state) {
        sealed = state;
        moved = 0;
    }

    /** Bytes of the state that moves. */
    int bytes() {
        return sealed.length;
    }

    /** Whether pieces are left. */
    boolean hasMore() {
        return moved < sealed.length;
    }

    /** The state as it has come; nothing moves any more. */
    byte[] finish() {
        byte[] state = sealed;
        sealed = new byte[0];
        return state;
    }

    /** Sends the next piece to the store, under this name. */
    void sendPiece(long cycle, byte[] name) {
        int bytes = nextBytes(name);
        byte[] piece = Arrays.copyOfRange(sealed, moved, moved + bytes);
        int flags = moved == 0 ? StorageFormat.TRUNCATE : 0;
        call(cycle, new StorageFormat.Request(StorageFormat.WRITE, flags, name, 0, moved, bytes, piece));
        moved += bytes;
    }

    /** Asks the store for the next piece of what it has under this name. */
    void askForPiece(long cycle, byte[] name) {
        call(cycle, new StorageFormat.Request(StorageFormat.READ, 0, name, 0, moved, nextBytes(name), new byte[0]));
    }

    private int nextBytes(byte[] name) {
        return Math.min(pieceBytes(plan.specOf(enclave.number()), name.length), sealed.length - moved);
    }

    private void call(long cycle, StorageFormat.Request request) {
        long call = ActorId.of(self, ++messages);
        awaited = call;
        int port = plan.specOf(enclave.number()).edge().device(0);
        int rights = Rights.SEND | Rights.STORAGE | Rights.READ | Rights.WRITE;
        Capability to = Capability.root(
                CapabilityKind.ACTOR, ChipPlan.SWAP_STORE, port, rights, enclave.number() + 1L, ActorId.of(self, 0));
        Capability back = Capability.root(CapabilityKind.REPLY, self, enclave.number(), Rights.SEND, call, call);
        Message message = new Message(
                call,
                MessageKind.USER,
                self,
                -1,
                to,
                ChipPlan.SWAP_STORE,
                request.payload(),
                Message.NO_GRANTS,
                back,
                call);
        enclave.network().sendForHardware(cycle, message);
    }

    // ---- answers ---------------------------------------------------------------------------------------------------

    /** Whether a message is for this hardware and not for an actor. */
    boolean isMine(Message message) {
        return message.target() == self;
    }

    /** Whether this is the answer to the last request; it is awaited no more. */
    boolean takes(Message answer) {
        if (answer.callId() != awaited) {
            return false;
        }
        awaited = 0;
        return true;
    }

    /** Whether an answer says that the store has done what it was asked. */
    static boolean isGood(Message answer) {
        byte[] payload = answer.payload();
        return answer.kind() == MessageKind.REPLY
                && payload.length >= StorageFormat.HEADER_BYTES
                && ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getShort(2) == StorageFormat.OK;
    }

    /** Takes the piece that an answer brings; returns false if it brings none. */
    boolean takePiece(Message answer) {
        byte[] payload = answer.payload();
        int bytes = payload.length - StorageFormat.HEADER_BYTES;
        if (!isGood(answer) || bytes <= 0 || bytes > sealed.length - moved) {
            return false;
        }
        System.arraycopy(payload, StorageFormat.HEADER_BYTES, sealed, moved, bytes);
        moved += bytes;
        return true;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(new long[] {messages, awaited, moved});
        out.writeBytes(sealed);
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[3];
        in.readLongs(saved);
        messages = saved[0];
        awaited = saved[1];
        moved = (int) saved[2];
        sealed = in.readBytes();
    }
}
