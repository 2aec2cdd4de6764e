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
    /**
     * Version of the layout of checkpoints that this build writes and reads; there is no other that it reads. Whoever changes what any
     * component saves raises it. Checkpoints of before it was raised for the first time call themselves 1, whatever their layout.
     */
    public static final int FORMAT = 11;

    private static final String HEAD = "skerry checkpoint ";

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
        out.section(HEAD + FORMAT);
        out.writeString(configuration);
        out.writeString(plan);
    }

    /** Reads the origin of a checkpoint and refuses another one. */
    public void check(StateReader in) {
        String head = in.section();
        if (!head.startsWith(HEAD)) {
            throw new StateException("the bytes begin with section '" + head
                    + "' and are no checkpoint of a machine. Restore what Machine.checkpoint() gave.");
        }
        String format = head.substring(HEAD.length());
        if (!format.equals(Integer.toString(FORMAT))) {
            throw new StateException(
                    "the checkpoint has format " + format + ", and this build of Skerry reads format " + FORMAT
                            + " only. Restore it with the build that saved it, or run the scenario from the beginning with this one.");
        }
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
