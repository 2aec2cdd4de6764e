package org.skerry.model.enclave;

import java.util.Locale;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.trace.EndpointList;

/**
 * One endpoint of an enclave: a register of its network interface that says whom the enclave can reach, or who can reach it. A handle is
 * the number of such a register. What is listed here is a copy; nothing in it leads back.
 *
 * <pre>
 *   RECEIVE  the mailbox: one an enclave           credits: bytes of room that could be granted now
 *   SEND     a handle that messages go through     credits: bytes of standing room at its queue that are free
 *   REPLY    the right to answer one call          credits: 1, its room is the caller's reply buffer
 *   LOCAL    image, clock, random, log             nothing travels through it
 * </pre>
 *
 * @param type    what it is for
 * @param slot    register, which is the handle; -1 for the mailbox
 * @param kind    what the capability behind it designates
 * @param target  actor or image that it leads to, 0 for clock, random and log
 * @param queue   enclave whose mailbox that is; {@link Capability#UNPLACED} if it is not known yet or there is none
 * @param rights  bits of {@link Rights}
 * @param label   number that the target sees with each message
 * @param lineage identifiers of all capabilities it was derived from, and its own; part of every packet that goes through it
 * @param credits see above
 */
public record Endpoint(
        Type type,
        int slot,
        CapabilityKind kind,
        long target,
        int queue,
        int rights,
        long label,
        long[] lineage,
        int credits) {
    /** What an endpoint is for. The ordinal is measured in attestation: append only. */
    public enum Type {
        /** Messages come in. */
        RECEIVE,
        /** Messages go out. */
        SEND,
        /** One answer goes out. */
        REPLY,
        /** The enclave's own parts. */
        LOCAL
    }

    private static final long[] NO_LINEAGE = {};

    /** The slot of the mailbox, which no handle names. */
    public static final int MAILBOX = -1;

    /** The mailbox of an actor. */
    static Endpoint receive(long actor, int place, int roomBytes) {
        return new Endpoint(
                Type.RECEIVE, MAILBOX, CapabilityKind.ACTOR, actor, place, Rights.SEND, 0, NO_LINEAGE, roomBytes);
    }

    /** What a register holds. */
    static Endpoint of(int slot, Capability capability, int free) {
        Type type = typeOf(capability.kind());
        int credits = type == Type.SEND ? free : type == Type.REPLY ? 1 : 0;
        return new Endpoint(
                type,
                slot,
                capability.kind(),
                capability.target(),
                capability.place(),
                capability.rights(),
                capability.label(),
                capability.lineage().clone(),
                credits);
    }

    private static Type typeOf(CapabilityKind kind) {
        if (!kind.grantableInMessage()) {
            return Type.LOCAL;
        }
        return kind == CapabilityKind.REPLY ? Type.REPLY : Type.SEND;
    }

    /** As results list it. */
    EndpointList.Register listed(int place, String actor) {
        return new EndpointList.Register(
                place,
                actor,
                slot,
                type.name().toLowerCase(Locale.ROOT),
                kind.name().toLowerCase(Locale.ROOT),
                target,
                Math.max(queue, -1),
                rights,
                label,
                lineage.length,
                credits);
    }

    /** Writes what is configured, for whoever measures it: credits come and go and are left out. */
    public void measure(StateWriter out) {
        out.writeInt(type.ordinal());
        out.writeInt(slot);
        out.writeInt(kind.ordinal());
        out.writeLong(target);
        out.writeInt(queue);
        out.writeInt(rights);
        out.writeLong(label);
        out.writeLongs(lineage, 0, lineage.length);
    }

    @Override
    public String toString() {
        return (slot == MAILBOX ? "mailbox" : "handle " + slot) + ": " + type + " to " + kind + " "
                + Long.toHexString(target) + " in queue " + queue + ", " + Rights.names(rights) + ", label " + label
                + ", credits " + credits;
    }
}
