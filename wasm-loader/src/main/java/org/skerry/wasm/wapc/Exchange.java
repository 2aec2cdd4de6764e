package org.skerry.wasm.wapc;

import java.nio.charset.StandardCharsets;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What host and guest have handed each other during one {@code __guest_call}. Empty between turns, so there is nothing to save. */
final class Exchange implements Stateful {
    static final byte[] NOTHING = {};

    /** Name of the operation, or null outside of a {@code __guest_call}. */
    byte[] operation;
    /** Payload of the request. */
    byte[] request = NOTHING;
    /** What the guest answered, or null. */
    byte[] response;
    /** What the guest said went wrong, or null. */
    String error;
    /** Reply to the last {@code __host_call}. */
    byte[] hostResponse = NOTHING;
    /** Why the last {@code __host_call} failed; empty if it did not. */
    byte[] hostError = NOTHING;

    /** Begins a call of the guest. */
    void begin(byte[] newOperation, byte[] newRequest) {
        clear();
        operation = newOperation;
        request = newRequest;
    }

    /** Forgets everything. */
    void clear() {
        operation = null;
        request = NOTHING;
        response = null;
        error = null;
        hostResponse = NOTHING;
        hostError = NOTHING;
    }

    /** The guest answers with {@code payload}, which may be cut from what had {@code length} bytes. */
    void respond(byte[] payload, long length) {
        response = length < Message.MAX_BYTES ? payload : null;
        if (response == null) {
            error = "the response has " + length + " bytes, above the " + (Message.MAX_BYTES - 1)
                    + " that fit a message";
        }
    }

    /** The guest says what went wrong. */
    void fail(byte[] text) {
        String words = Envelope.text(text);
        boolean fits = text.length < Message.MAX_BYTES;
        error = words != null && fits ? words : "the guest's error is " + (fits ? "no UTF-8 text" : "too long");
    }

    /** A {@code __host_call} succeeded; answers what it returns. */
    int hostSucceeded(byte[] reply) {
        hostResponse = reply;
        hostError = NOTHING;
        return 1;
    }

    /** A {@code __host_call} failed; answers what it returns. */
    int hostFailed(String why) {
        hostResponse = NOTHING;
        hostError = why.getBytes(StandardCharsets.UTF_8);
        return 0;
    }

    @Override
    public void save(StateWriter out) {
        // Empty between turns.
    }

    @Override
    public void load(StateReader in) {
        clear();
    }
}
