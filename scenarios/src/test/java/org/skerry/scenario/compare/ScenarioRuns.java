package org.skerry.scenario.compare;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;

/** Runs of shipped scenarios, and what their actors wrote. */
final class ScenarioRuns {
    private ScenarioRuns() {}

    /** A run on one machine, with settings as {@code --set} takes them. */
    static FinishedRun run(String scenario, String machine, long seed, String... settings) {
        LoadedScenario loaded = ScenarioLoader.load(scenario, List.of(settings), OptionalLong.of(seed));
        return new Runner(loaded, new StopSwitch(), "test").run(loaded.spec().machine(machine), 1, null, null);
    }

    /** Lines with their actors, in an order that does not depend on time. */
    static TreeSet<String> lines(FinishedRun run) {
        TreeSet<String> lines = new TreeSet<>();
        run.record().log().forEach(line -> lines.add(line.actor() + ": " + line.text()));
        return lines;
    }
}
