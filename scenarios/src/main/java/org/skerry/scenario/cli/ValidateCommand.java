package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.validate.Effort;
import org.skerry.scenario.validate.Row;
import org.skerry.scenario.validate.Suite;
import org.skerry.scenario.validate.ValidationTable;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry validate}. */
@Command(
        name = "validate",
        description = {
            "Holds the models against their references, figure by figure, and says which are fitted and which predicted.",
            "Ends with 1 if a figure is out of its tolerance."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1000;
    private static final int MOST_THREADS = 64;

    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "SUITE",
            completionCandidates = Candidates.Suites.class,
            description = "What to validate: ${COMPLETION-CANDIDATES} (default: all of them).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            description = "Chips and curves whose names match this expression (default: all).")
    private String only = ".*";

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Runs of what is drawn at random, 1 to 1000 (default: 3).")
    private int seeds = 3;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that run side by side, 1 to 64 (default: 1). Changes no result.")
    private int threads = 1;

    @Option(
            names = "--deep",
            description = "Goes through spaces of the coherence protocol that take hours, too (suite protocol).")
    private boolean deep;

    @Option(names = "--markdown", description = "Prints tables in Markdown, as docs/VALIDATION.md has them.")
    private boolean markdown;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    ValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Effort effort = effort();
        Set<String> wanted = new LinkedHashSet<>(names.isEmpty() ? Suite.names() : names);
        List<Suite> suites = wanted.stream().map(Suite::of).toList();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        int figures = 0;
        int misses = 0;
        for (Suite suite : suites) {
            session.console().begin(suite.name() + " ...");
            List<Row> rows = suite.run(effort);
            figures += rows.size();
            misses += (int) rows.stream().filter(row -> !row.holds()).count();
            if (json) {
                rows.forEach(row -> array.add(ValidationTable.json(suite, row)));
            } else if (!rows.isEmpty()) {
                print(suite, rows);
            }
        }
        if (figures == 0) {
            throw new ConfigException(
                    "--only=" + only + " matches nothing in " + String.join(", ", wanted) + ". Give .* for all.");
        }
        if (json) {
            ObjectNode value = JsonNodeFactory.instance.objectNode().put("format", "skerry-validation-1");
            value.put("figures", figures).put("misses", misses).set("rows", array);
            session.console().out().print(RunJson.text(value));
        } else {
            session.console().result(figures - misses + " of " + figures + " figures are within their tolerances");
        }
        return misses == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Effort effort() {
        range("--seeds", seeds, MOST_SEEDS);
        range("--threads", threads, MOST_THREADS);
        try {
            Pattern pattern = Pattern.compile(only);
            return new Effort(name -> pattern.matcher(name).matches(), seeds, threads, deep);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    "--only=" + only + " is no regular expression: " + e.getDescription() + ". Correct it.", e);
        }
    }

    private static void range(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ConfigException(
                    option + "=" + value + " is outside 1 to " + most + ". Give a number from 1 to " + most + ".");
        }
    }

    private void print(Suite suite, List<Row> rows) {
        if (markdown) {
            session.console().out().print(ValidationTable.markdown(rows));
            return;
        }
        session.console().result(suite.name() + ": " + suite.text());
        session.console().result("");
        for (ValidationTable.Part part : ValidationTable.parts(rows)) {
            session.console().result(part.title() + ", " + part.unit());
            session.console().result("source: " + part.source());
            TextTable.lines(part.lines()).forEach(line -> session.console().result("  " + line));
            session.console().result("");
        }
    }
}
