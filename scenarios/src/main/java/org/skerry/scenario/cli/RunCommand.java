package org.skerry.scenario.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skerry.scenario.compare.PowerMatch;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.Nearest;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.TrafficCount;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.ObserverFan;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.trace.TraceLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry run}. */
@Command(
        name = "run",
        description = "Runs a scenario on one machine.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    static final List<String> LEVELS = List.of("message", "turn");

    private final Session session;

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description = "A machine of the scenario (default: the first one it names).")
    private String machine;

    @Option(
            names = "--trace",
            paramLabel = "LEVEL",
            completionCandidates = Candidates.Traces.class,
            description = "Writes trace.csv: message, or turn (messages too).")
    private String trace;

    @Option(
            names = "--profile",
            description =
                    "Writes traffic.csv: how many messages each actor sent to each, for 'traffic:' in a scenario.")
    private boolean traffic;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LoadedScenario scenario = options.load();
        TraceLevel level = level();
        List<MachineSpec> machines = scenario.spec().machines();
        MachineSpec chosen = machine == null ? machines.get(0) : scenario.spec().machine(machine);
        if (PowerMatch.open(chosen)) {
            chosen = new PowerMatch(
                            settings -> options.load(List.of(), settings),
                            session.stop(),
                            session.version(),
                            session.console()::begin)
                    .match(chosen, Optional.empty())
                    .machine();
        }
        ResultFolder folder = new ResultFolder(options.folder(scenario, chosen.name()));
        int threads = options.threads();
        folder.probe();
        Runner runner = new Runner(scenario, session.stop(), session.version());
        Stopwatch watch = new Stopwatch();
        RunObserver progress = session.console().progress(ScenarioOptions.expected(scenario, chosen, 0));
        TrafficCount count = traffic ? new TrafficCount(runner.plan()) : null;
        FinishedRun run = runner.run(chosen, threads, level, ObserverFan.of(count, progress));
        session.console().message(watch.sentence(scenario.spec().name(), run));

        Result result = Result.one(run, List.of(options.command("run", scenario, " --machine " + chosen.name())));
        if (traffic) {
            folder.add("traffic.csv", count.csv());
        }
        run.files().forEach(folder::add);
        result.write(folder, session.stop(), Result.host(watch, threads));
        result.show(session.console(), folder, options.json());
        return run.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private TraceLevel level() {
        if (trace == null) {
            return null;
        }
        String word = trace.toLowerCase(Locale.ROOT);
        if (word.equals("flit")) {
            throw new ConfigException("--trace=flit: what single flits do is counted, link by link, and not traced. "
                    + "Use message or turn, and look at links in run.json.");
        }
        if (!LEVELS.contains(word)) {
            throw new ConfigException("--trace=" + trace + " is no level. " + Nearest.hint(word, LEVELS, ""));
        }
        return Arrays.stream(TraceLevel.values())
                .filter(level -> level.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow();
    }
}
