package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.SharedForm;
import org.skerry.scenario.statistics.Interval;
import org.skerry.scenario.statistics.Sample;
import org.skerry.sim.config.CapacityException;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.Chapter.Tone;
import org.skerry.view.report.Report.Verdict;

/**
 * The service in its best form for shared memory, on every machine of a comparison that has shared memory: how it does beside the actors, and
 * whether its result is theirs. With several seeds each run is paired with that of the first machine.
 */
public final class FormRuns {
    /** Figures of the measured part, beside the rate of the whole run, which alone says how fast one program is beside another. */
    private static final List<Merit> FIGURES =
            List.of(Merit.THROUGHPUT, Merit.CLIENTS, Merit.ENERGY, Merit.AREA, Merit.TRAFFIC);

    private static final String WHOLE = "work per ms, whole run";

    private final SharedForm form;
    private final String name;
    private final StopSwitch stop;
    private final String version;
    private final Consumer<String> progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> unfit = new ArrayList<>();
    private FinishedRun reference;

    /**
     * The first seed's runs on a machine.
     *
     * @param actors of the service
     * @param form   of the other program
     * @param rates  how many times as fast the first machine is over whole runs, a seed each; none where clients say when work comes
     * @param times  how many times as good it is in other figures, a seed each
     */
    private record Row(FinishedRun actors, FinishedRun form, List<Double> rates, Map<Merit, List<Double>> times) {
        String machine() {
            return actors.record().machine();
        }
    }

    /** Of a form that is another program; {@code progress} hears what is run. */
    public FormRuns(SharedForm form, StopSwitch stop, String version, Consumer<String> progress) {
        this.form = form;
        this.name = form.scenario().orElseThrow();
        this.stop = stop;
        this.version = version;
        this.progress = progress;
    }

    /** Runs the form of {@code service} on those of {@code machines} that have shared memory; {@code runs} are the actors' on them, in the same order. */
    public void add(LoadedScenario service, List<FinishedRun> runs, List<MachineSpec> machines) {
        LoadedScenario program = OtherProgram.of(service, name, form.settings());
        Runner runner = new Runner(program, stop, version);
        FinishedRun first =
                runs.stream().filter(run -> !run.about().oracle()).findFirst().orElse(runs.get(0));
        FinishedRun expected =
                runs.stream().filter(run -> run.about().oracle()).findFirst().orElse(first);
        if (reference == null) {
            reference = first;
        }
        for (int i = 0; i < runs.size(); i++) {
            MachineSpec machine = machines.get(i);
            if (machine.sharesMemory()) {
                add(service, runner, machine, first, expected, runs.get(i));
            }
        }
    }

    private void add(
            LoadedScenario service,
            Runner runner,
            MachineSpec machine,
            FinishedRun first,
            FinishedRun expected,
            FinishedRun actors) {
        progress.accept(name + " on " + machine.name());
        FinishedRun run;
        try {
            run = runner.run(machine, 1, null, null);
        } catch (CapacityException tooSmall) {
            unfit.add("Does not fit: " + name + ", " + tooSmall.getMessage());
            return;
        }
        judge(service, expected, run.named(called(machine.name())));
        Row row = rows.stream()
                .filter(each -> each.machine().equals(machine.name()))
                .findFirst()
                .orElseGet(() -> {
                    Row fresh = new Row(actors, run, new ArrayList<>(), new EnumMap<>(Merit.class));
                    FIGURES.forEach(figure -> fresh.times.put(figure, new ArrayList<>()));
                    rows.add(fresh);
                    return fresh;
                });
        ratio(first, run).ifPresent(row.rates::add);
        for (Merit figure : FIGURES) {
            figure.advantage(first, run).ifPresent(row.times.get(figure)::add);
        }
    }

    private static OptionalDouble ratio(FinishedRun one, FinishedRun other) {
        OptionalDouble first = Merit.wholeRate(one);
        OptionalDouble second = Merit.wholeRate(other);
        return first.isPresent() && second.isPresent()
                ? OptionalDouble.of(first.getAsDouble() / second.getAsDouble())
                : OptionalDouble.empty();
    }

    private String called(String machine) {
        return name + " on " + machine;
    }

    /** Every check of the form's own, and that it writes what the actors write. */
    private void judge(LoadedScenario service, FinishedRun expected, FinishedRun run) {
        String seed = verdicts.isEmpty() || expected == null || service.spec().seed() == firstSeed()
                ? ""
                : ", seed " + service.spec().seed();
        run.verdicts()
                .forEach(verdict -> verdicts.add(new Verdict(
                        run.record().machine() + seed + ": " + verdict.what(), verdict.state(), verdict.detail())));
        if (service.spec().checks().sameLog()) {
            for (Verdict verdict :
                    Agreement.with(expected, List.of(run), run.about().hostile())) {
                verdicts.add(new Verdict(verdict.what() + seed, verdict.state(), verdict.detail()));
            }
        }
    }

    private long firstSeed() {
        return reference.record().seed();
    }

    /** Where the first machine is behind the form, one sentence each, and where the form does not fit. */
    public List<String> losses() {
        List<String> sentences = new ArrayList<>(unfit);
        for (Row row : rows) {
            List<String> lost = new ArrayList<>();
            double rate = mean(row.rates);
            double part = mean(row.times.get(Merit.THROUGHPUT));
            if (Math.min(rate, part) * Losses.NOTHING < 1) {
                lost.add(String.format(
                        Locale.ROOT, WHOLE + " (%.2f times; %.2f over the measured parts)", 1 / rate, 1 / part));
            }
            for (Merit figure : FIGURES) {
                double times = mean(row.times.get(figure));
                if (figure != Merit.THROUGHPUT && times * Losses.NOTHING < 1) {
                    lost.add(Losses.said(figure, 1 / times, reference, row.form));
                }
            }
            if (!lost.isEmpty()) {
                sentences.add("Against the same service as a shared-memory program (" + called(row.machine()) + ") "
                        + reference.record().machine() + " loses in " + Finding.listed(lost) + ".");
            }
        }
        return sentences;
    }

    private static double mean(List<Double> each) {
        return each.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The chapter; empty text where no machine had shared memory. */
    public Annex annex() {
        List<Chapter.Part> parts = new ArrayList<>();
        parts.add(new Chapter.Paragraph(name + ": " + form.text() + "."));
        unfit.forEach(sentence -> parts.add(new Chapter.Paragraph(sentence, Tone.BAD)));
        if (rows.isEmpty()) {
            parts.add(new Chapter.Paragraph("No machine of this comparison has shared memory to run it on."));
        } else {
            parts.add(Chapter.Table.of("", table()));
            rows.forEach(row -> parts.add(sentence(row)));
        }
        return new Annex("form", new Chapter("The same service as a shared-memory program", parts), json());
    }

    /** The chapter of a service of which no form differs from its actors. */
    public static Annex none(SharedForm form) {
        return new Annex(
                "form",
                new Chapter(
                        "The same service as a shared-memory program",
                        List.of(new Chapter.Paragraph(
                                "There is no form of its own for shared memory: " + form.text()))),
                JsonNodeFactory.instance.objectNode().put("none", form.text()));
    }

    private Chapter.Paragraph sentence(Row row) {
        boolean rate = !row.rates.isEmpty();
        List<Double> each = rate ? row.rates : row.times.get(Merit.CLIENTS);
        if (each.isEmpty()) {
            return new Chapter.Paragraph("No figure of speed can be compared on " + row.machine() + ".");
        }
        Interval interval = Interval.of(Sample.of(each));
        String range =
                each.size() == 1 ? "" : String.format(Locale.ROOT, " [%.3f, %.3f]", interval.low(), interval.high());
        OptionalDouble actors = rate ? ratio(row.actors, row.form) : Merit.CLIENTS.advantage(row.actors, row.form);
        boolean other = row.actors != reference && actors.isPresent();
        return new Chapter.Paragraph(
                String.format(
                        Locale.ROOT,
                        "In %s the actors on %s are %.3f%s times as good as %s%s%s.",
                        rate ? WHOLE : Merit.CLIENTS.text(),
                        reference.record().machine(),
                        interval.mean(),
                        range,
                        called(row.machine()),
                        rate
                                ? String.format(
                                        Locale.ROOT,
                                        ", %.3f over the measured parts",
                                        mean(row.times.get(Merit.THROUGHPUT)))
                                : "",
                        other
                                ? String.format(
                                        Locale.ROOT,
                                        "; those on %s are %.3f times as good",
                                        row.machine(),
                                        actors.getAsDouble())
                                : ""),
                interval.mean() * Losses.NOTHING < 1 ? Tone.BAD : Tone.PLAIN);
    }

    private List<List<String>> table() {
        List<List<String>> lines = new ArrayList<>();
        List<String> heads =
                new ArrayList<>(List.of("", "actors on " + reference.record().machine()));
        List<FinishedRun> runs = new ArrayList<>(List.of(reference));
        for (Row row : rows) {
            if (row.actors != reference) {
                heads.add("actors on " + row.machine());
                runs.add(row.actors);
            }
            heads.add(called(row.machine()));
            runs.add(row.form);
        }
        lines.add(heads);
        if (runs.stream().anyMatch(run -> Merit.wholeRate(run).isPresent())) {
            List<String> rates = new ArrayList<>(List.of(WHOLE));
            runs.forEach(run -> rates.add(digits(Merit.wholeRate(run))));
            lines.add(rates);
        }
        for (Merit figure : FIGURES) {
            if (figure != Merit.TRAFFIC
                    && runs.stream().anyMatch(run -> figure.of(run).isPresent())) {
                List<String> line = new ArrayList<>(List.of(name(figure)));
                runs.forEach(run -> line.add(digits(figure.of(run))));
                lines.add(line);
            }
        }
        for (Usage.Row usage : Usage.ROWS) {
            if (runs.stream().anyMatch(run -> usage.figure().apply(run).isPresent())) {
                List<String> line = new ArrayList<>(List.of(usage.name()));
                runs.forEach(run -> line.add(digits(usage.figure().apply(run))));
                lines.add(line);
            }
        }
        return lines;
    }

    private static String name(Merit figure) {
        return figure == Merit.THROUGHPUT
                ? "the same over the measured part of each, in turns of its own"
                : figure.text() + figure.unit();
    }

    private static String digits(OptionalDouble value) {
        return value.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, value.getAsDouble() < 1000 ? "%,.1f" : "%,.0f", value.getAsDouble());
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("scenario", name);
        json.put("reference", reference.record().machine());
        AnnexChecks.write(json, verdicts);
        unfit.forEach(json.putArray("unfit")::add);
        ObjectNode machines = json.putObject("machines");
        for (Row row : rows) {
            ObjectNode one = machines.putObject(row.machine());
            one.put("digest", row.form.record().digest());
            put(one, "wholeRun", Merit.wholeRate(row.actors), Merit.wholeRate(row.form), row.rates);
            for (Merit figure : FIGURES) {
                put(
                        one,
                        figure.name().toLowerCase(Locale.ROOT),
                        figure.of(row.actors),
                        figure.of(row.form),
                        row.times.get(figure));
            }
        }
        return json;
    }

    private static void put(
            ObjectNode json, String figure, OptionalDouble actors, OptionalDouble form, List<Double> times) {
        if (times.isEmpty()) {
            return;
        }
        Interval interval = Interval.of(Sample.of(times));
        ObjectNode node = json.putObject(figure);
        actors.ifPresent(value -> node.put("actors", value));
        form.ifPresent(value -> node.put("form", value));
        node.put("timesAsGood", interval.mean()).put("low", interval.low()).put("high", interval.high());
        ArrayNode list = node.putArray("each");
        times.forEach(list::add);
    }
}
