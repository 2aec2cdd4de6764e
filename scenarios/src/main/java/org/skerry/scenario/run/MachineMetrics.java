package org.skerry.scenario.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.NetworkKind;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.stats.Metric;

/** Every metric there is, found by building each kind of machine once. */
public final class MachineMetrics {
    private MachineMetrics() {}

    /** Metrics of all machines; one that several have is listed once. */
    public static List<Metric> all() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (MachineKind kind : MachineKind.values()) {
            MachineSpec spec = new MachineSpec(kind.word(), kind, NetworkKind.DEFAULT, false, kind.defaults());
            try (Machine machine =
                    BuiltMachine.of(spec, 0, List.of(), List.of(), 1).machine()) {
                machine.statistics().metrics().forEach(metric -> metrics.putIfAbsent(metric.name(), metric));
            }
        }
        return new ArrayList<>(metrics.values());
    }
}
