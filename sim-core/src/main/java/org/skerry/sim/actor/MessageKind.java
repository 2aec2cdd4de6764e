package org.skerry.sim.actor;

/** What a message is. The code is what {@code message_kind} answers to a guest; part of the contract. */
public enum MessageKind {
    /** Sent by an actor. */
    USER(0),
    /** The first message of an actor: its arguments and the handles its creator passed. */
    START(1),
    /** The answer to a call; never handed to a handler, the caller waits for it in mid-turn. */
    REPLY(2),
    /** The machine could not deliver a message or create an actor. Payload: status (i32), handle used (i32), both little-endian. */
    REFUSED(3),
    /** The revocation of a handle is complete: no later use is accepted. Payload: status 0 (i32), the handle that was revoked (i32). */
    REVOKED(4),
    /** A monitored actor has ended or lost its state. Payload: reason (i32), the handle it is monitored through (i32), exit code (i32). */
    ENDED(5),
    /** A timer that the actor has set is due. Payload: its token (i64), little-endian. */
    TIMER(6),
    /**
     * What the machine answers to {@code attest}. Payload: status (i32), the handle that was asked about (i32), rules that the evidence broke (i32
     * of bits), 0 (i32), then the evidence, if there is any.
     */
    EVIDENCE(7),
    /** An actor that this one is linked to has begun anew, as this one asked. Payload: status 0 (i32), the handle that was restarted (i32). */
    RESTARTED(8);

    private final int code;

    MessageKind(int code) {
        this.code = code;
    }

    /** The number the guest sees. */
    public int code() {
        return code;
    }
}
