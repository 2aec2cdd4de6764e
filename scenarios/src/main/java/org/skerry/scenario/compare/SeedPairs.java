package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.statistics.Interval;
import org.skerry.scenario.statistics.Sample;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

/**
 * Machines held against the first one seed by seed: each pair of runs draws the same numbers, so that what seeds differ in is in no difference. Keeps
 * figures and no runs.
 */
public final class SeedPairs {
    private static final String KEY = "seeds";
    private static final String BEST = "best server";

    private final String reference;
    private final List<String> others;
    private final List<String> servers;
    private final List<Long> seeds = new ArrayList<>();
    private final List<Pairs> pairs = new ArrayList<>();
    private final List<String> disagreements = new ArrayList<>();

    /** How many times as good the first is as another one, a seed each. */
    private record Pairs(String other, Merit figure, List<Double> times) {}

    /** Of the first of {@code machines} and all others; of two or more {@code servers} among them, the best one in each figure is held against it, too. */
    public SeedPairs(List<String> machines, List<String> servers) {
        reference = machines.get(0);
        this.servers = List.copyOf(servers);
        List<String> all = new ArrayList<>(machines.subList(1, machines.size()));
        if (servers.size() > 1) {
            all.add(BEST);
        }
        others = List.copyOf(all);
        for (String other : others) {
            for (Merit figure : Merit.values()) {
                pairs.add(new Pairs(other, figure, new ArrayList<>()));
            }
        }
    }

    /** Adds the runs of one seed, which may be more than those of the machines that are compared. */
    public void add(Comparison comparison) {
        List<FinishedRun> runs = comparison.runs();
        long seed = runs.get(0).record().seed();
        seeds.add(seed);
        FinishedRun first = named(runs, reference);
        for (Pairs pair : pairs) {
            OptionalDouble times = pair.other.equals(BEST)
                    ? BestServer.advantage(
                            pair.figure,
                            first,
                            servers.stream().map(server -> named(runs, server)).toList())
                    : pair.figure.advantage(first, named(runs, pair.other));
            times.ifPresent(pair.times::add);
        }
        comparison.verdicts().stream()
                .filter(verdict -> verdict.state() == State.FAILS)
                .forEach(verdict -> disagreements.add("seed " + seed + ": " + verdict.what()));
    }

    private static FinishedRun named(List<FinishedRun> runs, String name) {
        return runs.stream()
                .filter(run -> run.record().machine().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What all seeds say of checks and of equal results. */
    public Verdict verdict() {
        String claim = "every check holds and all machines agree with each of " + seeds.size() + " seeds";
        return disagreements.isEmpty()
                ? new Verdict(claim, State.HOLDS, "seeds " + seeds.get(0) + " to " + seeds.get(seeds.size() - 1))
                : new Verdict(claim, State.FAILS, String.join("; ", disagreements));
    }

    /** The chapter. */
    public Annex annex() {
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("how many times as good " + reference + " is as"));
        others.forEach(heads::add);
        lines.add(heads);
        for (Merit figure : Merit.values()) {
            List<String> line = new ArrayList<>(List.of(figure.text()));
            others.forEach(other -> line.add(said(pair(other, figure))));
            if (line.stream().skip(1).anyMatch(cell -> !cell.equals("-"))) {
                lines.add(line);
            }
        }
        return new Annex(
                KEY,
                new Chapter(
                        "Over " + seeds.size() + " seeds",
                        List.of(
                                Chapter.Table.of("", lines),
                                new Chapter.Paragraph(
                                        "Each run is paired with that of the same seed on the other machine. Means of the"
                                                + " ratios with their 95 % ranges (bootstrap, BCa); above 1 "
                                                + reference
                                                + " is the better one, of two latencies the one with the smaller. A range that holds 1.00 says"
                                                + " that there may be no difference."))),
                json());
    }

    private Pairs pair(String other, Merit figure) {
        return pairs.stream()
                .filter(pair -> pair.other.equals(other) && pair.figure == figure)
                .findFirst()
                .orElseThrow();
    }

    private String said(Pairs pair) {
        if (pair.times.size() < seeds.size()) {
            return "-";
        }
        Interval interval = Interval.of(Sample.of(pair.times));
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.mean(), interval.low(), interval.high());
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("reference", reference);
        AnnexChecks.write(json, List.of(verdict()));
        seeds.forEach(json.putArray("seeds")::add);
        ArrayNode list = json.putArray("pairs");
        for (Pairs pair : pairs) {
            if (pair.times.size() == seeds.size()) {
                Interval interval = Interval.of(Sample.of(pair.times));
                ObjectNode one = list.addObject()
                        .put("against", pair.other)
                        .put("figure", pair.figure.name().toLowerCase(Locale.ROOT))
                        .put("mean", interval.mean())
                        .put("low", interval.low())
                        .put("high", interval.high());
                pair.times.forEach(one.putArray("each")::add);
            }
        }
        return json;
    }
}
