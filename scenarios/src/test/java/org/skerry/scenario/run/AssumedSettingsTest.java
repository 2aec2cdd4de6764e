package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.view.report.Summary;

class AssumedSettingsTest {
    /** A setting that is renamed would silently drop out of the table of what the models assume. */
    @Test
    void everyAssumptionThatTheReportTellsIsASettingOfSomeMachine() {
        ScenarioSpec spec =
                ScenarioLoader.load("kv-store", List.of(), OptionalLong.empty()).spec();
        Set<String> settings = new HashSet<>();
        spec.compare()
                .forEach(machine -> settings.addAll(
                        Configuration.of(spec, spec.machine(machine)).keySet()));
        List<String> unknown = Summary.assumedSettings().stream()
                .filter(path -> !settings.contains(path))
                .toList();
        assertEquals(List.of(), unknown);
    }
}
