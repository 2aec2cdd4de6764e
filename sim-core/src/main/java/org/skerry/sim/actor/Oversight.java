package org.skerry.sim.actor;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What an actor asks of the machine about another one, through a capability that carries {@link Rights#MONITOR} or
 * {@link Rights#CONTROL}. It is judged where the target lives, like a message.
 *
 * @param kind   what is asked for
 * @param id     identifier, from the asker and its sequence
 * @param to     the capability it is asked through
 * @param handle the handle that the asker used, so that answers can name it
 * @param asker  actor that asked
 * @param image  image to restart from; 0 for what is no restart
 * @param start  the first message of the program that is restarted; null for what is no restart
 */
public record Oversight(Kind kind, long id, Capability to, int handle, long asker, long image, Message start) {
    /** What can be asked for. The ordinal is part of saved states: append only. */
    public enum Kind {
        /** To be told when the target ends or loses its state. */
        MONITOR(Rights.MONITOR),
        /** Not to be told any more. */
        DEMONITOR(Rights.MONITOR),
        /** The target is to end. */
        STOP(Rights.CONTROL),
        /** Another program is to take the target's place. */
        RESTART(Rights.CONTROL);

        private final int right;

        Kind(int right) {
            this.right = right;
        }

        /** The right it takes. */
        public int right() {
            return right;
        }
    }

    private static final int HEADER_BYTES = 16;
    private static final Kind[] KINDS = Kind.values();

    /** What the machine tells the asker when nothing came of it. */
    public Message refusal(Status why) {
        return Message.system(MessageKind.REFUSED, ActorId.of(id, 1), asker, why.code(), handle, 0);
    }

    /** What the asker is told at once when the target's door has judged, or null: the dead are not monitored, and a monitor ends with them. */
    public Message answer(Status status) {
        if (status == Status.OK || kind == Kind.DEMONITOR) {
            return null;
        }
        return kind == Kind.MONITOR && status == Status.TARGET_DEAD ? told(EndReason.GONE, 0, 0) : refusal(status);
    }

    /** What the machine tells who monitors; {@code occurrence} counts what this monitor was told before. */
    public Message told(EndReason reason, int code, int occurrence) {
        return Message.ended(ActorId.of(id, 2L + occurrence), asker, reason, handle, code);
    }

    /** Bytes on the wire: a header, the capability, and the first message of a program that is restarted. */
    public int wireBytes() {
        return HEADER_BYTES + to.encodedBytes() + (start == null ? 0 : start.wireBytes());
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
                in.readBoolean() ? Message.read(in) : null);
    }
}
