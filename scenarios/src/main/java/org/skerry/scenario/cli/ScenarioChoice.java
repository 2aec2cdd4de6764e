package org.skerry.scenario.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.ShellWord;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which scenario a command is about, and what is changed in it. */
final class ScenarioChoice {
    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = Candidates.Scenarios.class,
            description = "Name of a built-in scenario ('skerry list'), or path of a YAML or JSON file.")
    private String scenario;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Changes one setting, such as --set parameters.requests=100. Can be repeated.")
    private List<String> settings = new ArrayList<>();

    /** The scenario, with this seed instead of its own if there is one. */
    LoadedScenario load(OptionalLong seed) {
        return ScenarioLoader.load(scenario, settings, seed);
    }

    /** The same with further changes before those of the command line and behind them. */
    LoadedScenario load(OptionalLong seed, List<String> more, List<String> behind) {
        List<String> all = with(more);
        all.addAll(behind);
        return ScenarioLoader.load(scenario, all, seed);
    }

    /** The scenario with these changes and no others. */
    LoadedScenario loadExactly(List<String> all, long seed) {
        return ScenarioLoader.load(scenario, all, OptionalLong.of(seed));
    }

    /** These settings and, behind them, those of the command line. */
    List<String> with(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(settings);
        return all;
    }

    /** The choice as words of a shell, with a space before each. */
    String words() {
        StringBuilder words = new StringBuilder(" ").append(ShellWord.quoted(scenario));
        settings.forEach(setting -> words.append(" --set ").append(ShellWord.quoted(setting)));
        return words.toString();
    }
}
