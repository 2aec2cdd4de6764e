package org.skerry.sim.actor;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The messages of one actor's turn: the one in hand and the right to answer it, those that it sends, and the call whose reply it waits
 * for.
 */
final class Correspondence implements Stateful {
    /** Which of these a message makes use of, only its target knows. */
    static final int USED_BY_SENDING = Rights.SEND | Rights.STORAGE | Rights.READ | Rights.WRITE;

    private static final int[] NO_HANDLES = {};

    private final long actor;
    private final int place;
    private final Authority authority;
    private final TurnTime time;
    private final Ledger ledger;

    private Message message;
    private int[] received = NO_HANDLES;
    private Capability replyTo;
    private Message openCall;

    private long awaitedCall;
    private Message answer;
    private int[] answerHandles = NO_HANDLES;

    /** Replies to the calls of an actor go to its {@code place}. */
    Correspondence(long actor, int place, Authority authority, TurnTime time, Ledger ledger) {
        this.actor = actor;
        this.place = place;
        this.authority = authority;
        this.time = time;
        this.ledger = ledger;
    }

    /** Reads what the next turn will need; the number means nothing. */
    long foresee() {
        return awaitedCall + (answer == null ? 0 : 1);
    }

    /** The same of the message in hand, and then of its bytes. */
    long foreseeMessage(boolean bytes) {
        if (message == null) {
            return 0;
        }
        return bytes ? message.foreseeBytes() : message.foresee();
    }

    // ---- what came ---------------------------------------------------------------------------------------------

    /** A turn begins on {@code newMessage}: the handles that came with it are installed. */
    void begin(Message newMessage) {
        message = newMessage;
        if (received.length + newMessage.grants().length != 0) {
            received = authority.installAll(newMessage.grants());
        }
        Capability toAnswer = newMessage.replyTo();
        if (replyTo != toAnswer) { // mostly null, and to compare costs less than to write
            replyTo = toAnswer;
        }
        openCall = toAnswer == null ? null : newMessage;
    }

    /** The message being handled. */
    Message message() {
        return message;
    }

    int receivedCount() {
        return received.length;
    }

    int received(int i) {
        return received[i];
    }

    /** The call of the last turn if nobody answered it or took the right to, else null. */
    Message openCall() {
        return openCall;
    }

    // ---- what is sent ------------------------------------------------------------------------------------------

    /** Sends {@code payload} with copies of {@code handles}. Returns a status code. */
    int send(int handle, byte[] payload, int[] handles) {
        boolean plain = handles.length == 0 && payload.length <= Message.MAX_BYTES;
        long word = plain ? authority.wordToSend(handle) : SendWord.NOTHING;
        if (word == SendWord.NOTHING) {
            return sendAny(handle, payload, handles);
        }
        say(authority.plain(handle, word, payload, message));
        return Status.OK.code();
    }

    private int sendAny(int handle, byte[] payload, int[] handles) {
        Capability to = authority.get(handle);
        Status status = authority.checkSend(to, payload.length, handles);
        if (status != Status.OK) {
            return status.code();
        }
        authority.used(handle, to.rights() & USED_BY_SENDING);
        if (to.kind() == CapabilityKind.REPLY) {
            authority.drop(handle);
            answerTo(to, payload, handles);
        } else {
            request(authority.nextId(), handle, to, payload, handles, null, 0);
        }
        return Status.OK.code();
    }

    /** Sends a message and holds the guest until its reply, or the refusal of it, is there. Returns a status code. */
    int call(int handle, byte[] payload, int[] handles) {
        Capability to = authority.get(handle);
        Status status = authority.checkSend(to, payload.length, handles);
        if (status == Status.OK && to.kind() != CapabilityKind.ACTOR) {
            status = Status.NO_RIGHT;
        }
        if (status != Status.OK) {
            return status.code();
        }
        authority.used(handle, to.rights() & USED_BY_SENDING);
        long callId = authority.nextId();
        Capability reply =
                Capability.root(CapabilityKind.REPLY, actor, place, Rights.SEND | Rights.GRANT, callId, callId);
        request(callId, handle, to, payload, handles, reply, callId);
        answer = null;
        awaitedCall = callId;
        answerHandles = NO_HANDLES;
        time.hold(SyncPoint.REPLY);
        if (answer.kind() == MessageKind.REFUSED) {
            return answer.refusalStatus().code();
        }
        answerHandles = authority.installAll(answer.grants());
        return Status.OK.code();
    }

    /** Answers the call being handled, once. Returns a status code. */
    int reply(byte[] payload, int[] handles) {
        if (replyTo == null) {
            return Status.NO_REPLY_EXPECTED.code();
        }
        Status status = authority.checkSend(replyTo, payload.length, handles);
        if (status != Status.OK) {
            return status.code();
        }
        answerTo(replyTo, payload, handles);
        replyTo = null;
        openCall = null;
        return Status.OK.code();
    }

    /** Takes the right to answer the call being handled as a one-shot handle. Returns it, or a status code. */
    int replyHandle() {
        if (replyTo == null) {
            return Status.NO_REPLY_EXPECTED.code();
        }
        int handle = authority.install(replyTo);
        if (handle >= 0) {
            replyTo = null;
            openCall = null;
        }
        return handle;
    }

    private void request(
            long id, int handle, Capability to, byte[] payload, int[] handles, Capability replyHere, long callId) {
        Capability[] derived = authority.derive(handles);
        say(Message.sent(id, MessageKind.USER, actor, handle, to, payload, derived, replyHere, callId, message));
    }

    private void answerTo(Capability to, byte[] payload, int[] handles) {
        Capability[] derived = authority.derive(handles);
        long id = authority.nextId();
        say(Message.sent(id, MessageKind.REPLY, actor, -1, to, payload, derived, null, to.lineage()[0], message));
    }

    private void say(Message said) {
        ledger.add(Ledger.Kind.SEND, 0, said);
    }

    // ---- what is awaited ---------------------------------------------------------------------------------------

    /** The call whose reply the guest waits for, or 0. */
    long awaitedCall() {
        return awaitedCall;
    }

    /** Answers a held call with the reply or the refusal of the call. */
    void answerCall(Message reply) {
        answer = reply;
        awaitedCall = 0;
    }

    /** The reply to the last call. */
    Message answer() {
        return answer;
    }

    int answerHandleCount() {
        return answerHandles.length;
    }

    int answerHandle(int i) {
        return answerHandles[i];
    }

    /** Outside of guest code only: the call left open. */
    @Override
    public void save(StateWriter out) {
        out.writeBoolean(openCall != null);
        if (openCall != null) {
            openCall.write(out);
        }
    }

    @Override
    public void load(StateReader in) {
        openCall = in.readBoolean() ? Message.read(in) : null;
    }
}
