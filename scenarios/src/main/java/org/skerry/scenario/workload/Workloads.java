package org.skerry.scenario.workload;

import java.util.List;
import java.util.Map;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;

/** The workloads whose result can be worked out without running them. */
public final class Workloads {
    /** Their names, as {@code checks.workload} uses them. */
    public static final List<String> NAMES = List.of("kv-store", "pipeline", "records", "ring");

    private Workloads() {}

    /**
     * The lines that a workload's actors must write, in any order, as "actor: line".
     *
     * @param modules module of each image, by the image's name in the plan
     * @throws ConfigException when the plan does not hold this workload
     */
    public static List<String> expectedLines(String workload, DeploymentPlan plan, Map<String, String> modules) {
        return switch (workload) {
            case "kv-store" -> KvStore.expectedLines(plan, modules);
            case "pipeline" -> Pipeline.expectedLines(plan, modules);
            case "records" -> Records.expectedLines(plan, modules);
            case "ring" -> Ring.expectedLines(plan, modules);
            default ->
                throw new ConfigException("checks.workload='" + workload + "' is unknown. Use one of " + NAMES + ".");
        };
    }
}
