package org.skerry.model.enclave;

import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.Bonds;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.PlanDeployment;

/** The actors that a chip begins with, each in its place: loaded free of charge before cycle 0. */
final class ChipDeployment {
    private final ChipPlan plan;
    private final DeploymentPlan actors;
    private final ChipEnclaves enclaves;
    private final SwapStore store;
    private final ChipArrangement arrangement;
    private final int[] networkDomains;
    private final PlanDeployment view;

    /** Decides where everybody lives; {@link #settle} puts them there. */
    ChipDeployment(ChipPlan plan, DeploymentPlan actors, ChipEnclaves enclaves, SwapStore store) {
        this.plan = plan;
        this.actors = actors;
        this.enclaves = enclaves;
        this.store = store;
        ChipSpec spec = plan.spec();
        plan.deploy(store.addTo(actors));
        arrangement = ChipArrangement.of(spec, actors, plan.streams());
        networkDomains = NetworkDomains.of(spec.timeDivision(), actors.actors(), arrangement.domains());
        view = new PlanDeployment(actors, this::place, this::memory);
    }

    /** Puts every actor into its enclave and every device to its port. */
    void settle(ChipStatistics statistics) {
        ActorBirth births = plan.births();
        for (int i = 0; i < places().length; i++) {
            ActorPlan actor = actors.actors().get(i);
            HandleTable table =
                    new HandleTable(new RegisterSlots(plan.spec().enclave().handleSlots()));
            Grants grants = births.endow(i, this::place, table);
            Enclave home = enclaves.at(places()[i]);
            long image = ActorBirth.imageId(actor.image());
            checkPublisher(actor);
            if (actors.isDevice(actor)) {
                home.occupants()
                        .settleDevice(ActorBirth.actorId(i), image, actor.name(), i, actor.domain(), table, grants);
                statistics.register(home);
            } else {
                home.occupants().lodge(ActorBirth.actorId(i), image, actor.name(), i, actor.domain(), table, grants);
            }
            Resident born = home.find(ActorBirth.actorId(i));
            births.bind(i, this::place, born.admission);
            refuseLinked(home, actors.bonds(), actor.name());
            home.network().belongTo(networkDomains[i]);
            births.start(i); // refuses arguments that are too long, now rather than at cycle 0
            if (home.occupants().all().size() == 1) { // else it was said before
                enclaves.sliceAt(places()[i]).bearAtStart(places()[i]);
            }
        }
        if (store.exists()) {
            statistics.register(store.settle(actors.actors().size()));
        }
    }

    private void checkPublisher(ActorPlan actor) {
        String publisher = actors.images().get(actor.image()).publisher();
        if (!publisher.equals(Program.PUBLISHER)) {
            throw new ConfigException("images." + actor.image() + ".publisher=" + publisher + ": this chip loads what '"
                    + Program.PUBLISHER + "' has signed and nothing else, so that actor '" + actor.name()
                    + "' cannot live on it. Let '" + Program.PUBLISHER
                    + "' publish the image, or give the actor another one.");
        }
    }

    /** A link ends an actor where it stands, and one that takes turns with others may be away. */
    private static void refuseLinked(Enclave home, Bonds bonds, String actor) {
        boolean linked = bonds.links().stream()
                .anyMatch(bond -> bond.from().equals(actor) || bond.to().equals(actor));
        if (linked && home.swap() != null) {
            throw new ConfigException("links: actor '" + actor + "' is linked, and takes turns with others in " + home
                    + ". Give linked actors enclaves of their own: fewer actors, or more enclaves.");
        }
    }

    private int place(String actor) {
        return places()[plan.births().indexOf(actor)];
    }

    private byte[] memory(String actor) {
        Enclave enclave = enclaves.at(place(actor));
        Resident resident = enclave.find(view.actor(actor));
        return resident == null
                ? new byte[0] // the enclave has been cleared for another actor since
                : store.linearBytes(enclave, resident);
    }

    /** The places of all actors of the plan. */
    int[] places() {
        return arrangement.places();
    }

    /** By actor of the plan, the domain of the network that it sends in. */
    int[] networkDomains() {
        return networkDomains;
    }

    /** Where they live, and by what rule. */
    ChipArrangement arrangement() {
        return arrangement;
    }

    /** What the caller of the machine sees of it. */
    PlanDeployment view() {
        return view;
    }
}
