package org.skerry.model.enclave;

import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.Message;

/** The call that a held guest waits for: what it asked, once that has left, and what came back. At most one is open in an enclave. */
final class OpenCall {
    private final Enclave enclave;
    private final long receiveCycles; // of the software that takes the answer
    private Message call; // null unless one has left
    private Delivery answer; // null until it has arrived

    OpenCall(Enclave enclave, long receiveCycles) {
        this.enclave = enclave;
        this.receiveCycles = receiveCycles;
    }

    /** It has left. */
    void sent(Message message) {
        call = message;
    }

    /** The message that asks, or null. */
    Message message() {
        return call;
    }

    /** The reply has arrived, or a refusal. */
    void answered(Delivery reply) {
        enclave.resident().turn.answerCall(reply.message());
        answer = reply;
        call = null;
    }

    boolean isAnswered() {
        return answer != null;
    }

    /** The guest takes the answer from its memory, to go on with it. */
    void take(long cycle) {
        enclave.resident().turn.answerCall(enclave.resident().memory.readReply(answer.message()));
        enclave.handled(answer, cycle, 0, receiveCycles);
        answer = null;
    }

    /** Nobody waits any more. */
    void abandon() {
        answer = null;
        call = null;
    }
}
