package org.skerry.sim.machine;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/** A deployment whose places and memories the machine looks up on demand. */
public final class PlanDeployment implements Deployment {
    private final DeploymentPlan plan;
    private final ActorBirth births;
    private final ToIntFunction<String> placeOf;
    private final Function<String, byte[]> memoryOf;

    /** A view of {@code plan} as it stands on a machine. */
    public PlanDeployment(DeploymentPlan plan, ToIntFunction<String> placeOf, Function<String, byte[]> memoryOf) {
        this.plan = plan;
        this.births = new ActorBirth(plan);
        this.placeOf = placeOf;
        this.memoryOf = memoryOf;
    }

    @Override
    public List<String> actors() {
        return plan.actors().stream().map(ActorPlan::name).toList();
    }

    @Override
    public long actor(String name) {
        return ActorBirth.actorId(births.indexOf(name));
    }

    @Override
    public int place(String name) {
        return placeOf.applyAsInt(name);
    }

    @Override
    public byte[] memory(String name) {
        return memoryOf.apply(name);
    }
}
