package org.skerry.sim.machine;

import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.state.StateException;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Where a checkpoint comes from: the machine with all its settings, and what was deployed on it. It stands at the beginning of every
 * checkpoint, so that one of another origin is refused in words before anything is changed.
 *
 * @param configuration the machine and its settings, as text
 * @param plan          hash of the deployment plan, programs included
 */
public record CheckpointOrigin(String configuration, String plan) {
    /** The origin of checkpoints of a machine on which {@code plan} was deployed. */
    public static CheckpointOrigin of(String configuration, DeploymentPlan plan) {
        DigestCombiner digest = new DigestCombiner();
        plan.images().forEach((name, program) -> {
            digest.addLong(Mix.hash(name));
            digest.addBytes(program.image());
        });
        for (ActorPlan actor : plan.actors()) {
            digest.addLong(Mix.hash(actor.name()));
            digest.addLong(Mix.hash(actor.image()));
            digest.addBytes(actor.arguments());
            digest.addLong(actor.place().orElse(-1));
            digest.addLong(actor.timed() ? 1 : 0);
            digest.addLong(Mix.hash(actor.domain()));
            for (GrantPlan grant : actor.grants()) {
                digest.addLong(Mix.hash(grant.toString()));
            }
            actor.endowments().forEach(endowment -> endowment.digest(digest));
        }
        plan.windows().forEach(window -> digest.addLong(Mix.hash(window.toString())));
        plan.expected().forEach(pair -> digest.addLong(Mix.hash(pair.toString())));
        if (!plan.bonds().equals(Bonds.NONE)) {
            digest.addLong(Mix.hash(plan.bonds().toString()));
        }
        return new CheckpointOrigin(configuration, digest.hex());
    }

    /** Writes the origin at the beginning of a checkpoint. */
    public void write(StateWriter out) {
        out.section("skerry checkpoint 1");
        out.writeString(configuration);
        out.writeString(plan);
    }

    /** Reads the origin of a checkpoint and refuses another one. */
    public void check(StateReader in) {
        in.section("skerry checkpoint 1");
        String savedConfiguration = in.readString();
        if (!savedConfiguration.equals(configuration)) {
            throw new StateException("the checkpoint is of another machine. Saved: " + savedConfiguration + ". Here: "
                    + configuration + ". Restore it on the configuration it was saved from.");
        }
        if (!in.readString().equals(plan)) {
            throw new StateException(
                    "the checkpoint is of another deployment: actors, programs, arguments or grants differ. "
                            + "Restore it with the scenario and the modules it was saved from.");
        }
    }
}
