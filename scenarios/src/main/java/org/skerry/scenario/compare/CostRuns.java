package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.ShellWord;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.CostSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.Chapter;

/** What single things cost: for each a run with it and one without, and nothing else changed. */
public final class CostRuns {
    private final LoadedScenario scenario;
    private final List<String> settings;
    private final StopSwitch stop;
    private final String version;
    private final List<Row> rows = new ArrayList<>();

    /** A thing, pieces of work per millisecond with and without it, and the run beside that of the comparison. */
    private record Row(CostSpec spec, double with, double without, FinishedRun other, String command) {
        /** How many times as long a piece of work takes with it. */
        double factor() {
            return without / with;
        }
    }

    /** Of a scenario that was loaded with these settings, and further ones that no other run needs. */
    public CostRuns(LoadedScenario scenario, List<String> settings, StopSwitch stop, String version) {
        this.scenario = scenario;
        this.settings = List.copyOf(settings);
        this.stop = stop;
        this.version = version;
    }

    /** Runs what its scenario asks for; runs that are there already are {@code runs}. */
    public void run(List<FinishedRun> runs, Consumer<String> progress) {
        for (CostSpec cost : scenario.spec().comparing().costs()) {
            progress.accept("what " + cost.name() + " costs on " + cost.machine());
            FinishedRun base = runs.stream()
                    .filter(run -> run.record().machine().equals(cost.machine()))
                    .findFirst()
                    .orElseGet(() -> good(new Runner(scenario, stop, version), scenario, cost));
            LoadedScenario changed = changed(cost);
            FinishedRun other = good(new Runner(changed, stop, version), changed, cost);
            double baseRate = rate(base, cost);
            double otherRate = rate(other, cost);
            rows.add(new Row(
                    cost,
                    cost.added() ? otherRate : baseRate,
                    cost.added() ? baseRate : otherRate,
                    other,
                    command(cost)));
        }
    }

    private LoadedScenario changed(CostSpec cost) {
        return ScenarioLoader.load(
                cost.scenario().orElse(scenario.source()),
                changes(cost),
                OptionalLong.of(scenario.spec().seed()));
    }

    private List<String> changes(CostSpec cost) {
        if (cost.scenario().isPresent()) {
            return OtherProgram.settings(scenario, cost.scenario().get(), cost.settings());
        }
        List<String> all = new ArrayList<>(settings);
        all.addAll(cost.settings());
        return all;
    }

    private String command(CostSpec cost) {
        StringBuilder text = new StringBuilder("skerry run ")
                .append(ShellWord.quoted(cost.scenario().orElse(scenario.source())));
        changes(cost).forEach(setting -> text.append(" --set ").append(ShellWord.quoted(setting)));
        return text.append(" --machine ")
                .append(cost.machine())
                .append(" --seed ")
                .append(scenario.spec().seed())
                .toString();
    }

    private static FinishedRun good(Runner runner, LoadedScenario loaded, CostSpec cost) {
        FinishedRun run = runner.run(loaded.spec().machine(cost.machine()), 1, null, null);
        if (!run.good()) {
            throw new ConfigException("costs." + cost.name() + ": the run of "
                    + loaded.spec().name() + " on '"
                    + cost.machine() + "' ends " + run.record().outcome().name()
                    + " or fails a check, so it has no speed. Leave it away, or mend it.");
        }
        return run;
    }

    private static double rate(FinishedRun run, CostSpec cost) {
        return Merit.THROUGHPUT
                .of(run)
                .orElseThrow(() -> new ConfigException("costs." + cost.name() + ": a run on '" + cost.machine()
                        + "' has no rate of its own, as clients outside say when work comes. Leave the costs away."));
    }

    /** The chapter. */
    public Annex annex() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("", "machine", "per ms with it", "without it", "costs", "the other run"));
        for (Row row : rows) {
            lines.add(List.of(
                    row.spec.name(),
                    row.spec.machine(),
                    rate(row.with),
                    rate(row.without),
                    cost(row),
                    row.spec.text()));
        }
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("", "the run beside that of the comparison", "digest"));
        rows.forEach(row -> commands.add(List.of(
                row.spec.name(), row.command, row.other.record().digest().substring(0, 16))));
        return new Annex(
                "costs",
                new Chapter(
                        "What each thing costs",
                        List.of(
                                Chapter.Table.of("Pieces of work per ms of simulated time", lines),
                                new Chapter.Paragraph(
                                        "Each line is two runs that differ in one thing. Costs are in time for a piece of work;"
                                                + " they do not add up, as one thing can hide another."),
                                Chapter.Table.of("", commands))),
                json());
    }

    /** Where the first machine is behind what the same work takes in another form of it, one sentence each. */
    public List<String> losses(FinishedRun reference) {
        List<String> sentences = new ArrayList<>();
        for (Row row : rows) {
            Optional<String> form = row.spec.scenario();
            double own = Merit.THROUGHPUT.of(reference).orElse(Double.NaN);
            if (form.isPresent() && row.without > own) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "In the form made for shared memory (%s on %s) the same work is done %.2f times as fast as by actors on %s: %s"
                                + " per ms in place of %s.",
                        form.get(),
                        row.spec.machine(),
                        row.without / own,
                        reference.record().machine(),
                        rate(row.without),
                        rate(own)));
            }
        }
        return sentences;
    }

    private static String cost(Row row) {
        double factor = row.factor();
        return factor >= 1
                ? String.format(Locale.ROOT, "%.1f %%", 100 * (factor - 1))
                : String.format(Locale.ROOT, "nothing: %.1f %% less", 100 * (1 - factor));
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, rate < 100 ? "%.2f" : "%,.0f", rate);
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Row row : rows) {
            json.putObject(row.spec.name())
                    .put("machine", row.spec.machine())
                    .put("perMillisecondWith", row.with)
                    .put("perMillisecondWithout", row.without)
                    .put("timesAsLong", row.factor())
                    .put("otherRun", row.command)
                    .put("otherDigest", row.other.record().digest());
        }
        return json;
    }
}
