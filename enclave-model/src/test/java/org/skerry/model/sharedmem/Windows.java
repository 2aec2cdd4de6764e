package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;
import org.skerry.sim.machine.JavaProgram;

/** A plan with one shared window and pinned actors. */
final class Windows {
    private final WindowPlan window;
    private final Map<String, Program> images = new LinkedHashMap<>();
    private final List<ActorPlan> actors = new ArrayList<>();

    Windows(String name, long bytes) {
        window = new WindowPlan(name, bytes);
    }

    /** A handle to a window of that name, to read and write. */
    static GrantPlan grant(String name) {
        return new GrantPlan(name, new GrantTarget.ToWindow(name), Rights.READ | Rights.WRITE, 0);
    }

    /** Adds an actor on a core. */
    Windows pinned(String name, int core, boolean timed, JavaProgram.Handler handler, GrantPlan... grants) {
        images.put(name, new JavaProgram(name, handler));
        actors.add(new ActorPlan(name, name, new byte[0], List.of(grants), OptionalInt.of(core), timed));
        return this;
    }

    DeploymentPlan build() {
        return new DeploymentPlan(images, actors, List.of(window));
    }
}
