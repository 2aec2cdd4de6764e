package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skerry.scenario.demo.Demo;
import org.skerry.scenario.demo.DemoResult;
import org.skerry.scenario.demo.Paint;
import org.skerry.scenario.demo.Stage;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skerry demo}. */
@Command(
        name = "demo",
        description =
                "The guided first run: both machines at work, with a check missing, and under a hostile control plane.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private final Session session;
    private final Map<String, List<String>> more;

    @Option(names = "--yes", description = "Asks nothing; the same as without a terminal.")
    private boolean yes;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random draw, instead of the scenarios'.")
    private Long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results, replaced as a whole (default: out/demo-<seed>).")
    private String out;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    DemoCommand(Session session) {
        this(session, Map.of());
    }

    /** A demo with changes to its scenarios, by name. */
    DemoCommand(Session session, Map<String, List<String>> more) {
        this.session = session;
        this.more = more;
    }

    @Override
    public Integer call() {
        if (seed != null && seed < 0) {
            throw new ConfigException("--seed=" + seed + " is below 0. Give at least 0.");
        }
        long chosen = seed == null ? ScenarioSpec.DEFAULT_SEED : seed;
        ResultFolder folder =
                new ResultFolder(out == null ? Path.of("out", "demo-" + chosen) : ScenarioOptions.folder(out));
        folder.probe();
        Stopwatch watch = new Stopwatch();
        DemoResult result = new Demo(stage(), session.stop(), session.version(), chosen, more).play();
        ObjectNode value = result.json();
        String command = "./skerry demo --yes --seed " + chosen;
        Result.write(folder, value, result.runs(), result.report(command), session.stop(), Result.host(watch, 1));
        if (json) {
            session.console().out().print(RunJson.text(value));
        } else {
            session.console().result("");
            session.console()
                    .result("  Report: " + Terminal.fromHere(folder.path().resolve("report.html")));
        }
        return result.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Stage stage() {
        if (json) {
            return new QuietStage(session.console());
        }
        // A build server may offer something that looks like a terminal, and has nobody in front of it.
        boolean alone = yes || System.getenv("CI") != null;
        Optional<Tty> tty = alone ? Optional.empty() : Tty.find(System.in, session.stop());
        Paint paint = CommandLine.Help.Ansi.AUTO.enabled() ? Paint.COLOURED : Paint.PLAIN;
        return new TerminalStage(
                session.console(), tty.map(keys -> keys), tty.map(Tty::columns).orElse(0), paint);
    }
}
