package org.skerry.model.enclave;

import org.skerry.model.protocol.PlaneParcel;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The end of an actor: what waits for it goes back, what it sent still leaves, and only then its enclave can be used again; not while somebody is
 * left who may restart the actor.
 */
final class Departure implements Stateful {
    private final Enclave enclave;
    private final Journal journal;

    Departure(Enclave enclave, Journal journal) {
        this.enclave = enclave;
        this.journal = journal;
    }

    /** Whether the actor has ended and something of it has not left yet. */
    boolean underWay() {
        return enclave.is(Circumstance.LEAVING);
    }

    /** A holder of CONTROL, or a link, ends the actor: its turn is over where it stands, or when its guest has come back. */
    void stop(long cycle) {
        if (enclave.core().reset(cycle)) {
            EndReason why = enclave.management().stopReason();
            enclave.management().stopped();
            end(cycle, why == EndReason.LINKED ? "linked" : "stop", null, why, 0);
        }
    }

    /** The actor has ended: what waits for it goes back to its senders. */
    void end(long cycle, String how, GuestFault fault, EndReason reason, int code) {
        Resident resident = enclave.resident();
        resident.admission.close();
        enclave.doorChanged();
        resident.turn.table().clear();
        enclave.timers().forget(resident.id);
        journal.ended(cycle, enclave.number(), resident, how, fault);
        refuseAll(cycle);
        enclave.network().oversight().tell(cycle, reason, code);
        enclave.network().oversight().links().ended(cycle, reason, code);
        Swap swap = enclave.swap();
        if (swap != null && swap.anybodyLives()) {
            swap.consider(cycle);
            return;
        }
        if (!resident.admission.isKept()) {
            release(cycle);
        }
    }

    /** The enclave is to be used again. */
    void release(long cycle) {
        enclave.set(Circumstance.LEAVING, true);
        completeIfDone(cycle);
    }

    /** Sends back the call that is open and what waits. */
    void refuseAll(long cycle) {
        Resident resident = enclave.resident();
        if (resident.turn.openCall() != null) {
            enclave.network().refuseCall(cycle, resident.turn.openCall());
        }
        enclave.network().refuseAll(cycle);
    }

    /** Tells the control plane that the enclave can be used again, once nothing of the ended actor is on its way out. */
    void completeIfDone(long cycle) {
        if (underWay() && enclave.network().sends().isEmpty()) {
            enclave.set(Circumstance.LEAVING, false);
            enclave.occupants().stopTakingTurns();
            enclave.network().toControlPlane(cycle, new PlaneParcel.Vacated(enclave.resident().id));
        }
    }

    /** It will never be done: the tile is dead. */
    void abandon() {
        enclave.set(Circumstance.LEAVING, false);
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(underWay());
    }

    @Override
    public void load(StateReader in) {
        enclave.set(Circumstance.LEAVING, in.readBoolean());
    }
}
