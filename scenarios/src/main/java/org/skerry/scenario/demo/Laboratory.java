package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.ShellWord;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.ScenarioSpec;

/** Runs scenarios one after another, in sight of the stage. */
final class Laboratory {
    private final Stage stage;
    private final StopSwitch stop;
    private final String version;
    private final OptionalLong seed;
    private final Map<String, List<String>> more;

    /**
     * A laboratory.
     *
     * @param seed of every scenario, instead of its own
     * @param more changes to scenarios by name, behind those that an act asks for
     */
    Laboratory(Stage stage, StopSwitch stop, String version, OptionalLong seed, Map<String, List<String>> more) {
        this.stage = stage;
        this.stop = stop;
        this.version = version;
        this.seed = seed;
        this.more = more;
    }

    /** A built-in scenario as it would run. */
    ScenarioSpec read(String scenario, List<String> settings) {
        return ScenarioLoader.load(scenario, all(scenario, settings), seed).spec();
    }

    private List<String> all(String scenario, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(more.getOrDefault(scenario, List.of()));
        return all;
    }

    /**
     * Runs a built-in scenario on every machine it compares.
     *
     * @param settings changes as {@code path=value}
     * @throws org.skerry.scenario.run.Interrupted when the user stopped it
     */
    Experiment compare(String scenario, List<String> settings) {
        LoadedScenario loaded = ScenarioLoader.load(scenario, all(scenario, settings), seed);
        Runner runner = new Runner(loaded, stop, version);
        List<FinishedRun> runs = new ArrayList<>();
        long turns = 0;
        for (String name : loaded.spec().compare()) {
            MachineSpec machine = loaded.spec().machine(name);
            FinishedRun run = runner.run(machine, 1, null, stage.begin(loaded, machine, turns));
            stage.end(scenario, run);
            runs.add(run);
            turns = run.record().region().allTurns();
        }
        return new Experiment(
                loaded.spec(),
                Comparison.of(runs),
                command(scenario, all(scenario, settings), loaded.spec().seed()));
    }

    private static String command(String scenario, List<String> settings, long seed) {
        StringBuilder command = new StringBuilder("./skerry compare " + scenario);
        settings.forEach(setting -> command.append(" --set ").append(ShellWord.quoted(setting)));
        return command.append(" --seed ").append(seed).toString();
    }
}
