package org.skerry.scenario.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.WorkSpec;
import org.skerry.sim.config.ConfigException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that every command which runs a scenario has. */
final class ScenarioOptions {
    @Mixin
    private ScenarioChoice choice = new ScenarioChoice();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random draw, instead of the scenario's.")
    private Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to simulate a machine with, 1 to 64 (default: 1). Changes no result.")
    private int threads = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results, replaced as a whole (default: out/<scenario>-<machine>-<seed>).")
    private String out;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    LoadedScenario load() {
        return load(List.of());
    }

    /** The scenario with further changes before those of the command line. */
    LoadedScenario load(List<String> more) {
        return load(more, List.of());
    }

    /** The scenario with changes before those of the command line and behind them. */
    LoadedScenario load(List<String> more, List<String> behind) {
        if (seed != null && seed < 0) {
            throw new ConfigException("--seed=" + seed + " is below 0. Give at least 0.");
        }
        return choice.load(seed == null ? OptionalLong.empty() : OptionalLong.of(seed), more, behind);
    }

    /** The same scenario with another seed and changes behind those of the command line. */
    LoadedScenario load(List<String> more, long otherSeed, List<String> behind) {
        List<String> all = choice.with(more);
        all.addAll(behind);
        return choice.loadExactly(all, otherSeed);
    }

    /** These changes and those of the command line behind them. */
    List<String> settings(List<String> more) {
        return choice.with(more);
    }

    int threads() {
        if (threads < 1 || threads > 64) {
            throw new ConfigException("--threads=" + threads + " is outside 1 to 64. Give a number from 1 to 64.");
        }
        return threads;
    }

    boolean json() {
        return json;
    }

    /** The folder asked for, or the usual one. */
    Path folder(LoadedScenario loaded, String what) {
        if (out == null) {
            return Path.of(
                    "out",
                    loaded.spec().name() + "-" + what + "-" + loaded.spec().seed());
        }
        return folder(out);
    }

    /** What is known about a run before it; {@code turns} that the same work took on another machine, or 0. */
    static Progress.Expected expected(LoadedScenario loaded, MachineSpec machine, long turns) {
        long stated = loaded.spec()
                .work()
                .map(WorkSpec::turns)
                .orElse(OptionalLong.empty())
                .orElse(turns);
        return new Progress.Expected(
                loaded.spec().name() + " on " + machine.name(),
                Runner.femtosecondsPerCycle(machine),
                stated,
                loaded.spec().limits().cycles());
    }

    /** The folder that {@code --out} names. */
    static Path folder(String out) {
        try {
            if (out.isBlank()) {
                throw new ConfigException("--out is blank. Give the path of a folder.");
            }
            return Path.of(out);
        } catch (InvalidPathException e) {
            throw new ConfigException("--out '" + out + "' cannot be a path. Give the path of a folder.", e);
        }
    }

    /** What to type to repeat this, apart from where results go. */
    String command(String name, LoadedScenario loaded, String more) {
        return "skerry " + name + choice.words() + " --seed " + loaded.spec().seed() + more;
    }
}
