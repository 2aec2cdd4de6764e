package org.skerry.model.enclave;

import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.Message;

/** The call that a held guest waits for: what it asked, once that has left, and what came back. At most one is open in an enclave. */
final class OpenCall {
    private final Enclave enclave;
    private final Journal journal;
    private final long receiveCycles; // of the software that takes the answer
    private Message call; // null unless one has left
    private Message answer; // null until it has arrived
    private Delivery delivery; // what the answer noted on its way; null if the machine itself answers
    private int source; // endpoint it came from
    private long answeredCycle;

    OpenCall(Enclave enclave, Journal journal, long receiveCycles) {
        this.enclave = enclave;
        this.journal = journal;
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
    void answered(long cycle, int from, Message reply, Delivery onItsWay) {
        enclave.resident().turn.answerCall(reply);
        answer = reply;
        source = from;
        delivery = onItsWay;
        answeredCycle = cycle;
        call = null;
    }

    boolean isAnswered() {
        return answer != null;
    }

    /** The guest takes the answer from its memory, to go on with it. */
    void take(long cycle) {
        enclave.resident().turn.answerCall(enclave.resident().memory.readReply(answer));
        answer = null;
        if (delivery != null) {
            journal.meter().handled(delivery, source, enclave.number(), answeredCycle, cycle, 0, receiveCycles);
            delivery = null;
        }
    }

    /** Nobody waits any more. */
    void abandon() {
        answer = null;
        call = null;
    }
}
