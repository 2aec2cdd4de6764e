package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.skerry.scenario.load.Catalog;
import org.skerry.scenario.load.Nearest;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.preset.Preset;
import org.skerry.scenario.preset.WholeMachine;
import org.skerry.scenario.run.MachineMetrics;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.validate.Suite;
import org.skerry.sim.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry list}. */
@Command(
        name = "list",
        description =
                "Lists the built-in scenarios and guests, the kinds of machines, presets of chips and networks, suites of validation, and the metrics.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    static final List<String> TOPICS = List.of("scenarios", "guests", "machines", "presets", "suites", "metrics");

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            completionCandidates = Candidates.Topics.class,
            description = "scenarios, guests, machines, presets, suites or metrics (default: all but metrics).")
    private String topic;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    ListCommand(Session session) {
        this.session = session;
    }

    /** One thing in a list, and what is to be known about it, in lines with a word each. */
    private record Entry(String name, String text, List<Line> lines) {
        Entry(String name, String text) {
            this(name, text, List.of());
        }
    }

    private record Line(String word, String text) {}

    /** What is fitted, predicted and assumed belongs to a machine. */
    private static Entry whole(WholeMachine machine) {
        List<Line> lines = new ArrayList<>();
        Map<String, List<WholeMachine.Claim>> claims = new LinkedHashMap<>();
        claims.put("fitted", machine.fitted());
        claims.put("predicted", machine.predicted());
        claims.put("assumed", machine.assumed());
        claims.forEach((word, list) ->
                list.forEach(claim -> lines.add(new Line(word, claim.what() + " (" + claim.source() + ")"))));
        return new Entry(machine.name(), "a whole machine: " + machine.text(), lines);
    }

    @Override
    public Integer call() {
        if (topic != null && !TOPICS.contains(topic)) {
            throw new ConfigException("there is no list of '" + topic + "'. " + Nearest.hint(topic, TOPICS, ""));
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String one : topic == null ? TOPICS.subList(0, TOPICS.size() - 1) : List.of(topic)) {
            List<Entry> entries = entries(one);
            if (json) {
                ArrayNode list = all.putArray(one);
                for (Entry entry : entries) {
                    ObjectNode object =
                            list.addObject().put("name", entry.name()).put("text", entry.text());
                    entry.lines().forEach(line -> object.withArray(line.word()).add(line.text()));
                }
            } else {
                print(one, entries, topic != null);
            }
        }
        if (json) {
            session.console().out().print(RunJson.text(all));
        }
        return ExitCode.DONE;
    }

    private void print(String title, List<Entry> entries, boolean withLines) {
        session.console().result(title + ":");
        int width =
                entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        for (Entry entry : entries) {
            String pad = " ".repeat(width - entry.name().length());
            session.console().result(("  " + entry.name() + pad + "  " + entry.text()).stripTrailing());
            if (withLines) {
                entry.lines().forEach(line -> session.console().result("      " + line.word() + ": " + line.text()));
            }
        }
        session.console().result("");
    }

    private static List<Entry> entries(String topic) {
        List<Entry> entries = new ArrayList<>();
        if (topic.equals("scenarios")) {
            for (String name : Catalog.scenarios()) {
                String text = ScenarioLoader.load(name, List.of(), OptionalLong.empty())
                        .spec()
                        .description();
                entries.add(new Entry(name, text));
            }
        } else if (topic.equals("guests")) {
            Catalog.guests().forEach(guest -> entries.add(new Entry(guest, Catalog.guestText(guest))));
        } else if (topic.equals("machines")) {
            for (MachineKind kind : MachineKind.values()) {
                entries.add(new Entry(kind.word(), kind.text()));
            }
        } else if (topic.equals("presets")) {
            WholeMachine.all().forEach(machine -> entries.add(whole(machine)));
            Preset.names()
                    .forEach(name -> entries.add(new Entry(
                            name, "the network of " + Preset.of(name).silicon().chip())));
        } else if (topic.equals("suites")) {
            Suite.all().forEach(suite -> entries.add(new Entry(suite.name(), suite.text())));
        } else {
            MachineMetrics.all()
                    .forEach(metric -> entries.add(new Entry(
                            metric.name(), metric.text() + " [" + metric.unit().symbol() + "]")));
        }
        return entries;
    }
}
