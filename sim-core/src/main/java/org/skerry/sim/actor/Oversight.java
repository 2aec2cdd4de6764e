package org.skerry.sim.actor;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What an actor asks of the machine about another one, through a capability that carries {@link Rights#MONITOR},
 * {@link Rights#CONTROL} or, for a question what runs there, {@link Rights#SEND}. It is judged where the target lives, like a message.
 *
 * @param kind   what is asked for
 * @param id     identifier, from the asker and its sequence
 * @param to     the capability it is asked through
 * @param handle the handle that the asker used, so that answers can name it
 * @param asker  actor that asked
 * @param image  image to restart from; 0 for what is no restart; of an exit, reason and code
 * @param start  the first message of the program that is restarted; null for what is no restart
 * @param nonce  of a question what runs there; null for anything else. Nobody writes it
 */
public record Oversight(
        Kind kind, long id, Capability to, int handle, long asker, long image, Message start, byte[] nonce) {
    /** Bytes of a nonce; a shorter one is filled up with zeros. */
    public static final int NONCE_BYTES = 64;

    /** What can be asked for. The ordinal is part of saved states: append only. */
    public enum Kind {
        /** To be told when the target ends or loses its state. */
        MONITOR(Rights.MONITOR),
        /** Not to be told any more. */
        DEMONITOR(Rights.MONITOR),
        /** The target is to end. */
        STOP(Rights.CONTROL),
        /** Another program is to take the target's place. */
        RESTART(Rights.CONTROL),
        /** What runs there is to be said, by whoever has loaded it. Who may send may know to whom. */
        ATTEST(Rights.SEND),
        /** The abnormal end of one is to be the end of the other. Whoever may end the target may ask for it. */
        LINK(Rights.CONTROL),
        /** That no longer. */
        UNLINK(Rights.CONTROL),
        /** Of the machine itself: the asker has ended and was linked to the target. The image is reason and code. */
        EXIT(0);

        private final int right;

        Kind(int right) {
            this.right = right;
        }

        /** The right it takes. */
        public int right() {
            return right;
        }

        /** Whether it is done to the target, and not only kept at its door. */
        public boolean isOrder() {
            return this == STOP || this == RESTART;
        }
    }

    private static final int HEADER_BYTES = 16;
    private static final Kind[] KINDS = Kind.values();
    private static final byte[] NO_EVIDENCE = {};

    /** What the machine tells the asker when nothing came of it. */
    public Message refusal(Status why) {
        return Message.system(MessageKind.REFUSED, ActorId.of(id, 1), asker, why.code(), handle, 0);
    }

    /** What the asker is told at once when the target's door has judged, or null: the dead are not monitored, and a monitor ends with them. */
    public Message answer(Status status) {
        if (status == Status.OK || kind == Kind.DEMONITOR || kind == Kind.UNLINK || kind == Kind.EXIT) {
            return null;
        }
        if (kind == Kind.ATTEST) {
            return evidence(status, 0, NO_EVIDENCE);
        }
        if (kind == Kind.LINK && status == Status.TARGET_DEAD) {
            return new Links.Exit(ActorId.of(id, 2), to.target(), asker, -1, null, EndReason.GONE, 0).message();
        }
        return kind == Kind.MONITOR && status == Status.TARGET_DEAD ? told(EndReason.GONE, 0, 0) : refusal(status);
    }

    /** What the machine tells who monitors; {@code occurrence} counts what this monitor was told before. */
    public Message told(EndReason reason, int code, int occurrence) {
        return Message.ended(ActorId.of(id, 2L + occurrence), asker, reason, handle, code);
    }

    /** What the machine tells an asker that is linked to the target when that has begun anew. */
    public Message restarted() {
        return Message.system(MessageKind.RESTARTED, ActorId.of(id, 2), asker, Status.OK.code(), handle, 0);
    }

    /** Names the answer to a question what runs there. */
    public long evidenceId() {
        return ActorId.of(id, 1);
    }

    /**
     * The answer to a question what runs there.
     *
     * @param broken   rules that the evidence broke, by bits that the machine defines
     * @param evidence empty unless the status is {@link Status#OK}
     */
    public Message evidence(Status status, int broken, byte[] evidence) {
        return Message.evidence(evidenceId(), asker, status, handle, broken, evidence);
    }

    /** Bytes on the wire: a header, the capability, the first message of a program that is restarted, the nonce of a question. */
    public int wireBytes() {
        return HEADER_BYTES
                + to.encodedBytes()
                + (start == null ? 0 : start.wireBytes())
                + (nonce == null ? 0 : nonce.length);
    }

    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeInt(kind.ordinal());
        out.writeLong(id);
        to.write(out);
        out.writeInt(handle);
        out.writeLong(asker);
        out.writeLong(image);
        out.writeBoolean(start != null);
        if (start != null) {
            start.write(out);
        }
        out.writeBoolean(nonce != null);
        if (nonce != null) {
            out.writeBytes(nonce);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Oversight read(StateReader in) {
        return new Oversight(
                KINDS[in.readIndex(KINDS.length, "kinds of oversight")],
                in.readLong(),
                Capability.read(in),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readBoolean() ? Message.read(in) : null,
                in.readBoolean() ? in.readBytes() : null);
    }
}
