package org.skerry.model.enclave;

import org.skerry.model.protocol.MessageParcel;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.Links;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Status;

/**
 * What the network interface of an enclave does about links: it keeps them at the door of who lives here, says an end to those who are
 * linked, and ends its own actor when it hears of one. No software takes part, so that a crash reaches whom it is to reach.
 */
final class LinkUnit {
    private static final long NOBODY = 0;

    private final Enclave enclave;
    private final NetworkInterface network;
    private final Journal journal;

    LinkUnit(Enclave enclave, NetworkInterface network, Journal journal) {
        this.enclave = enclave;
        this.network = network;
        this.journal = journal;
    }

    // ---- what the actor here asks for --------------------------------------------------------------------------

    void trapExits(long cycle, boolean on) {
        enclave.resident().admission.trapExits(on);
        journal.trapsExits(cycle, enclave.resident().id, on);
    }

    /** The actor makes or ends a link. Returns a status; if that is OK, the other door is to be asked. */
    Status make(Oversight wish) {
        return enclave.swap() != null
                ? Status.NO_ROOM
                : enclave.resident().admission.makeLink(wish);
    }

    // ---- what comes --------------------------------------------------------------------------------------------

    /** Somebody makes or ends a link with the actor here. Returns a status. */
    Status accept(long cycle, int source, Oversight wish) {
        Resident resident = enclave.find(wish.to().target());
        Status status = resident == null ? Status.TARGET_DEAD : resident.admission.admitLink(wish);
        if (status == Status.OK && enclave.swap() != null) {
            return Status.NO_ROOM;
        }
        if (status == Status.OK) {
            boolean wasKept = resident.admission.isKept();
            status = resident.admission.acceptLink(wish, source);
            released(cycle, wasKept);
        }
        if (status == Status.OK || status == Status.TARGET_DEAD) {
            boolean on = wish.kind() == Oversight.Kind.LINK;
            journal.linked(cycle, wish.asker(), wish.to().target(), on);
        }
        return status;
    }

    /** A capability is dead from now on: whoever kept an ended actor by it keeps it no longer. */
    void revoke(long cycle, Resident target, long capability) {
        boolean wasKept = target.admission.isKept();
        for (long maker : target.admission.revoke(capability)) {
            journal.linked(cycle, maker, target.id, false);
        }
        enclave.doorChanged();
        released(cycle, wasKept);
    }

    private void released(long cycle, boolean wasKept) {
        if (wasKept && !enclave.resident().admission.isKept()) {
            enclave.management().release(cycle);
        }
    }

    /** An actor has ended that the one here is linked to. */
    void hear(long cycle, Links.Exit exit) {
        Resident resident = enclave.find(exit.to());
        switch (resident == null ? Links.Effect.NONE : resident.admission.hear(exit)) {
            case TELL -> network.notice(cycle, resident.admission.news(exit));
            case END -> enclave.management().endLinked(cycle);
            case RELEASE -> enclave.management().release(cycle);
            case NONE -> {}
        }
    }

    /** An endpoint is gone: whoever here is linked to who lives there hears of his end. */
    void sever(long cycle, int endpoint) {
        Resident resident = enclave.resident();
        if (resident != null) {
            resident.admission.lost(resident.id, place -> place == endpoint).forEach(exit -> hear(cycle, exit));
        }
    }

    // ---- what leaves -------------------------------------------------------------------------------------------

    /** The actor here has ended: all who are linked hear of it. */
    void ended(long cycle, EndReason reason, int code) {
        reset(cycle, reason, code, NOBODY);
    }

    /** The same, of an actor that gets another program; whoever asked for that knows. */
    void reset(long cycle, EndReason reason, int code, long except) {
        Resident resident = enclave.resident();
        journal.lifeEnded(cycle, resident.id, reason, code);
        for (Links.Exit exit : resident.admission.exits(resident.id, reason, code, except)) {
            if (exit.through() != null) {
                network.dispatch(cycle, new MessageParcel.Watch(exit.wish()));
            } else {
                network.answer(cycle, exit.place(), new MessageParcel.Notice(exit.message()));
            }
        }
    }
}
