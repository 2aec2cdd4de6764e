package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The actors that take turns in an enclave, in the order of the plan: who is here, and who comes next. */
final class Tenants implements Stateful {
    private final Enclave enclave;
    private final List<Tenant> all = new ArrayList<>();
    private int present;

    Tenants(Enclave enclave) {
        this.enclave = enclave;
    }

    void add(Tenant tenant) {
        all.add(tenant);
    }

    List<Tenant> all() {
        return all;
    }

    /** All but the first one. */
    List<Tenant> further() {
        return all.subList(1, all.size());
    }

    /** Whoever is here, or comes or goes. */
    Tenant here() {
        return all.get(present);
    }

    /** The one with this identifier, or null. */
    Tenant find(long id) {
        for (Tenant tenant : all) {
            if (tenant.resident().id == id) {
                return tenant;
            }
        }
        return null;
    }

    /** Whether somebody who is away could go on. */
    boolean anyCouldGoOn() {
        return next() >= 0;
    }

    /** The one whose turn is next among those that are away and could go on, or -1. */
    private int next() {
        for (int i = 1; i < all.size(); i++) {
            int candidate = (present + i) % all.size();
            if (all.get(candidate).couldGoOn(enclave.network())) {
                return candidate;
            }
        }
        return -1;
    }

    /** The next one is the one who is here; returns false if nobody could go on, and nobody has changed places. */
    boolean advance() {
        int next = next();
        if (next >= 0) {
            present = next;
        }
        return next >= 0;
    }

    /** Where the bytes of waiting messages lie, whoever is here. */
    MessageRing mailboxRing() {
        return all.get(0).resident().ring;
    }

    /** Another program has been loaded in an actor's place. */
    void replace(Resident old, Resident fresh) {
        Tenant tenant = find(old.id);
        tenant.becomes(fresh);
        if (tenant == all.get(0)) {
            fresh.memory.takeMailboxOf(old.memory);
        }
    }

    /** Whether anybody lives. */
    boolean anybodyLives() {
        return all.stream().anyMatch(tenant -> tenant.resident().alive());
    }

    /** Actors in mid-turn that are away, in words; what they wait for has not come. */
    List<String> waiting() {
        List<String> waits = new ArrayList<>();
        for (Tenant tenant : all) {
            if (tenant != here() && tenant.core().state() != Core.State.ASLEEP) {
                waits.add(
                        "actor '" + tenant.resident().name + "', which takes turns with others and is away, waits for "
                                + (tenant.core().state() == Core.State.STALLED
                                        ? "room in the send queue of enclave " + enclave.number()
                                        : "a reply that nobody will send"));
            }
        }
        return waits;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(present);
        for (Tenant tenant : all) {
            enclave.occupants().moveIn(tenant.resident(), tenant.core());
            enclave.occupants().saveResident(out);
            tenant.save(out);
        }
        enclave.occupants().moveIn(here().resident(), here().core());
    }

    @Override
    public void load(StateReader in) {
        present = in.readIndex(all.size(), "actors of an enclave");
        for (Tenant tenant : all) {
            enclave.occupants().moveIn(tenant.resident(), tenant.core());
            enclave.occupants().loadResident(in);
            tenant.load(enclave.resident(), in); // another one if a program was put in its place
        }
        enclave.occupants().moveIn(here().resident(), here().core());
    }
}
