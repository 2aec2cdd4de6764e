package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.ScenarioSpec.ParameterSpec;

/** Another program for the work of a scenario: with the parameters that both have, and the same seed. */
final class OtherProgram {
    private OtherProgram() {}

    /** The program of scenario {@code name} for the work of {@code service}, changed by {@code settings} behind that. */
    static LoadedScenario of(LoadedScenario service, String name, List<String> settings) {
        return ScenarioLoader.load(
                name,
                settings(service, name, settings),
                OptionalLong.of(service.spec().seed()));
    }

    /** What is changed in it, as {@code path=value}: parameters that are not as its file has them, then {@code settings}. */
    static List<String> settings(LoadedScenario service, String name, List<String> settings) {
        ScenarioSpec other =
                ScenarioLoader.load(name, List.of(), OptionalLong.empty()).spec();
        List<String> all = new ArrayList<>();
        for (ParameterSpec parameter : service.spec().parameters()) {
            for (ParameterSpec known : other.parameters()) {
                if (known.name().equals(parameter.name()) && known.value() != parameter.value()) {
                    all.add("parameters." + parameter.name() + "=" + parameter.value());
                }
            }
        }
        all.addAll(settings);
        return all;
    }
}
