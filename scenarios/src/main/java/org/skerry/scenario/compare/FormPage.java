package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.SharedForm;
import org.skerry.scenario.statistics.Interval;
import org.skerry.scenario.statistics.Sample;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.Chapter.Tone;
import org.skerry.view.report.Report.Verdict;

/**
 * The chapter and the numbers about a service in its form for shared memory.
 *
 * @param name      of the form's program
 * @param text      what the form is
 * @param reference the first machine's run of the service
 * @param rows      a machine each; none where no machine had shared memory
 * @param unfit     sentences about machines that the form does not fit on
 * @param verdicts  what was checked
 */
record FormPage(
        String name,
        String text,
        FinishedRun reference,
        List<FormRow> rows,
        List<String> unfit,
        List<Verdict> verdicts) {
    static final String WHOLE = "work per ms, whole run";

    private static final String KEY = "form";
    private static final String TITLE = "The same service as a shared-memory program";

    /** Of a service of which no form differs from its actors. */
    static Annex none(SharedForm form) {
        return new Annex(
                KEY,
                new Chapter(
                        TITLE,
                        List.of(new Chapter.Paragraph(
                                "There is no form of its own for shared memory: " + form.text()))),
                JsonNodeFactory.instance.objectNode().put("none", form.text()));
    }

    Annex annex() {
        List<Chapter.Part> parts = new ArrayList<>();
        parts.add(new Chapter.Paragraph(name + ": " + text + "."));
        unfit.forEach(sentence -> parts.add(new Chapter.Paragraph(sentence, Tone.BAD)));
        if (rows.isEmpty()) {
            parts.add(new Chapter.Paragraph("No machine of this comparison has shared memory to run it on."));
        } else {
            parts.add(Chapter.Table.of("", table()));
            rows.forEach(row -> parts.add(sentence(row)));
        }
        return new Annex(KEY, new Chapter(TITLE, parts), json());
    }

    private String called(FormRow row) {
        return name + " on " + row.machine();
    }

    private List<List<String>> table() {
        List<String> heads =
                new ArrayList<>(List.of("", "actors on " + reference.record().machine()));
        List<FinishedRun> runs = new ArrayList<>(List.of(reference));
        for (FormRow row : rows) {
            if (row.actors() != reference) {
                heads.add("actors on " + row.machine());
                runs.add(row.actors());
            }
            heads.add(called(row));
            runs.add(row.form());
        }
        List<List<String>> lines = new ArrayList<>(List.of(heads));
        line(lines, runs, WHOLE, Merit::wholeRate);
        for (Merit figure : FormRow.FIGURES) {
            if (figure != Merit.TRAFFIC) { // which is among what was used of the machine
                line(
                        lines,
                        runs,
                        figure == Merit.THROUGHPUT
                                ? "the same over the measured part of each, in turns of its own"
                                : figure.text() + figure.unit(),
                        figure::of);
            }
        }
        Usage.ROWS.forEach(usage -> line(lines, runs, usage.name(), usage.figure()));
        return lines;
    }

    /** A line of the table, unless no run has the figure. */
    private static void line(
            List<List<String>> lines,
            List<FinishedRun> runs,
            String name,
            Function<FinishedRun, OptionalDouble> figure) {
        if (runs.stream().anyMatch(run -> figure.apply(run).isPresent())) {
            List<String> line = new ArrayList<>(List.of(name));
            runs.forEach(run -> line.add(Merit.digits(figure.apply(run))));
            lines.add(line);
        }
    }

    private Chapter.Paragraph sentence(FormRow row) {
        boolean rate = !row.rates().isEmpty();
        List<Double> each = rate ? row.rates() : row.times(Merit.CLIENTS);
        if (each.isEmpty()) {
            return new Chapter.Paragraph("No figure of speed can be compared on " + row.machine() + ".");
        }
        Interval interval = Interval.of(Sample.of(each));
        String said = String.format(
                Locale.ROOT,
                "In %s the actors on %s are %.3f%s times as good as %s",
                rate ? WHOLE : Merit.CLIENTS.text(),
                reference.record().machine(),
                interval.mean(),
                each.size() == 1 ? "" : String.format(Locale.ROOT, " [%.3f, %.3f]", interval.low(), interval.high()),
                called(row));
        if (rate) {
            said += String.format(
                    Locale.ROOT, ", %.3f over the measured parts", FormRow.mean(row.times(Merit.THROUGHPUT)));
        }
        OptionalDouble actors =
                rate ? FormRow.ratio(row.actors(), row.form()) : Merit.CLIENTS.advantage(row.actors(), row.form());
        if (row.actors() != reference && actors.isPresent()) {
            said += String.format(
                    Locale.ROOT, "; those on %s are %.3f times as good", row.machine(), actors.getAsDouble());
        }
        return new Chapter.Paragraph(said + ".", interval.mean() * Losses.NOTHING < 1 ? Tone.BAD : Tone.PLAIN);
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("scenario", name);
        json.put("reference", reference.record().machine());
        AnnexChecks.write(json, verdicts);
        unfit.forEach(json.putArray("unfit")::add);
        ObjectNode machines = json.putObject("machines");
        for (FormRow row : rows) {
            ObjectNode one = machines.putObject(row.machine());
            one.put("digest", row.form().record().digest());
            put(one, "wholeRun", Merit.wholeRate(row.actors()), Merit.wholeRate(row.form()), row.rates());
            for (Merit figure : FormRow.FIGURES) {
                put(
                        one,
                        figure.name().toLowerCase(Locale.ROOT),
                        figure.of(row.actors()),
                        figure.of(row.form()),
                        row.times(figure));
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
