package org.skerry.scenario.workload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.skerry.scenario.load.NoProgram;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/** A plan in which only modules and arguments matter, and the lines that are expected of it. */
final class Plans {
    private final List<ActorPlan> actors = new ArrayList<>();
    private final Map<String, Program> images = new LinkedHashMap<>();
    private final Map<String, String> modules = new LinkedHashMap<>();

    /** An actor with u32 arguments and a u64 seed behind them. */
    Plans actor(String name, String module, long seed, int... arguments) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * arguments.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int argument : arguments) {
            bytes.putInt(argument);
        }
        return actor(name, module, bytes.putLong(seed).array());
    }

    Plans actor(String name, String module, byte[] arguments) {
        images.put(module, new NoProgram());
        modules.put(module, module);
        actors.add(new ActorPlan(name, module, arguments, List.of(), OptionalInt.empty(), false));
        return this;
    }

    List<String> expected(String workload) {
        return Workloads.expectedLines(workload, new DeploymentPlan(images, actors, List.of()), modules);
    }
}
