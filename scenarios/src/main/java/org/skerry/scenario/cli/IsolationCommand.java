package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.skerry.scenario.isolation.Behaviour;
import org.skerry.scenario.isolation.Comparison;
import org.skerry.scenario.isolation.TwoRuns;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry isolation}. */
@Command(
        name = "isolation",
        description = {
            "Runs a scenario twice, the actors of one trust domain idle and not, and says which domains can tell that no capability",
            "path joins to it: the first event that differs, and the shared resource behind it. Ends with 1 if one can."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class IsolationCommand implements Callable<Integer> {
    private static final long MOST_CYCLES = 1_000_000_000_000L;

    private final Session session;

    @Mixin
    private ScenarioChoice choice = new ScenarioChoice();

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description = "A machine of the scenario (default: the first one it names).")
    private String machine;

    @Option(
            names = "--cycles",
            paramLabel = "N",
            description = "Cycles of the machine to compare, 1 to 10^12 (default: 100000).")
    private long cycles = 100_000;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    IsolationCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (cycles < 1 || cycles > MOST_CYCLES) {
            throw new ConfigException("--cycles=" + cycles + " is outside 1 to " + MOST_CYCLES
                    + ". Give a number from 1 to " + MOST_CYCLES + ".");
        }
        LoadedScenario loaded = choice.load(OptionalLong.empty());
        MachineSpec chosen = machine == null
                ? loaded.spec().machines().get(0)
                : loaded.spec().machine(machine);
        TwoRuns runs = new Runner(loaded, session.stop(), session.version()).twice(chosen, cycles);
        List<Comparison> comparisons = new ArrayList<>();
        for (String changed : runs.graph().domains()) {
            for (Behaviour behaviour : Behaviour.values()) {
                if (behaviour != Behaviour.IDLE
                        && runs.canDo(changed, behaviour)
                        && !runs.graph().strangersOf(changed).isEmpty()) {
                    session.console().begin(changed + " " + behaviour.text() + " ...");
                    comparisons.addAll(runs.compare(changed, behaviour));
                }
            }
        }
        if (comparisons.isEmpty()) {
            throw new ConfigException("scenario '" + loaded.spec().name()
                    + "' has no two trust domains without a capability path between them ("
                    + String.join(", ", runs.graph().domains())
                    + "). Put actors that hold nothing of each other into domains: actors.<group>.domain.");
        }
        if (json) {
            session.console().out().print(RunJson.text(json(loaded, chosen, comparisons)));
        } else {
            print(comparisons);
        }
        return comparisons.stream().allMatch(Comparison::equal) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(List<Comparison> comparisons) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("domain", "what it does", "who is watched", "events", "first difference"));
        for (Comparison each : comparisons) {
            lines.add(List.of(
                    each.changed(),
                    each.behaviour().text(),
                    each.observed(),
                    Integer.toString(each.events()),
                    each.divergence().map(first -> "cycle " + first.cycle()).orElse("none")));
        }
        TextTable.lines(lines).forEach(line -> session.console().result(Console.harmless(line)));
        for (Comparison each : comparisons) {
            each.divergence().ifPresent(first -> {
                session.console().result("");
                session.console().result(Console.harmless(first.event()));
                session.console().result(Console.harmless("  first shared: " + first.cause()));
            });
        }
        long equal = comparisons.stream().filter(Comparison::equal).count();
        session.console().result("");
        session.console()
                .result(equal + " of " + comparisons.size() + " traces are equal to the last bit, over " + cycles
                        + " cycles");
    }

    private ObjectNode json(LoadedScenario loaded, MachineSpec chosen, List<Comparison> comparisons) {
        ObjectNode value = JsonNodeFactory.instance.objectNode().put("format", "skerry-isolation-1");
        value.put("scenario", loaded.spec().name())
                .put("machine", chosen.name())
                .put("cycles", cycles);
        ArrayNode array = value.putArray("comparisons");
        for (Comparison each : comparisons) {
            ObjectNode node = array.addObject()
                    .put("changed", each.changed())
                    .put("behaviour", each.behaviour().text())
                    .put("observed", each.observed())
                    .put("events", each.events())
                    .put("quiet", Long.toHexString(each.quiet()))
                    .put("loud", Long.toHexString(each.loud()))
                    .put("equal", each.equal());
            each.divergence()
                    .ifPresent(first -> node.put("cycle", first.cycle())
                            .put("event", first.event())
                            .put("cause", first.cause()));
        }
        return value;
    }
}
