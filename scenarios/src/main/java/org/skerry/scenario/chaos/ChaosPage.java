package org.skerry.scenario.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.skerry.scenario.chaos.ChaosResult.Curve;
import org.skerry.scenario.chaos.ChaosResult.Trial;
import org.skerry.scenario.spec.ChaosSpec;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.Figure;
import org.skerry.view.report.Chapter;

/** A result as a report: the hypothesis and the verdict, goodput over time, the degradation curve, and the numbers behind them. */
public final class ChaosPage {
    private ChaosPage() {}

    /** The verdict in a sentence for each machine. */
    public static String finding(ChaosResult result) {
        StringBuilder text = new StringBuilder();
        for (String machine : result.machines()) {
            long holds = result.of(machine).stream().filter(Trial::holds).count();
            text.append(machine)
                    .append(
                            result.holds(machine)
                                    ? ": the hypothesis holds with all " + result.seeds() + " seeds. "
                                    : ": the hypothesis is refuted; it holds with " + holds + " of " + result.seeds()
                                            + " seeds. ");
        }
        for (Curve curve : result.curves()) {
            int reached = curve.r50().size();
            text.append(ChaosTables.name(curve)).append(": ");
            if (reached == 0) {
                text.append("goodput never falls to half. ");
            } else {
                text.append(String.format(
                        Locale.ROOT,
                        "half of the goodput is left when %.0f %% are dead",
                        100 * curve.r50().mean()));
                text.append(
                        reached == result.seeds()
                                ? ". "
                                : ", with " + reached + " of " + result.seeds() + " seeds; with others never. ");
            }
        }
        result.refused()
                .forEach(each -> text.append("No curve of ").append(each).append(' '));
        return text.toString().trim();
    }

    /** The pictures. */
    public static List<Figure> figures(ChaosResult result) {
        List<Figure> figures = new ArrayList<>();
        for (String machine : result.machines()) {
            figures.add(timeline(result, machine));
        }
        result.curves().stream()
                .map(Curve::machine)
                .distinct()
                .forEach(machine -> figures.add(degradation(result, machine)));
        return figures;
    }

    /** Means over seeds, with the fault and without. */
    private static ChartData timeline(ChaosResult result, String machine) {
        List<Trial> trials = result.of(machine);
        long interval = trials.get(0).interval();
        int length = trials.stream()
                .mapToInt(trial -> Math.min(trial.series().size(), trial.calm().size()))
                .min()
                .orElseThrow();
        List<String> times = IntStream.range(0, length)
                .mapToObj(i -> Long.toString(i * interval / 1000))
                .toList();
        List<Double> struck = IntStream.range(0, length)
                .mapToObj(i -> trials.stream()
                        .mapToDouble(trial -> trial.series().get(i).good())
                        .average()
                        .orElseThrow())
                .toList();
        List<Double> calm = IntStream.range(0, length)
                .mapToObj(i -> trials.stream()
                        .mapToDouble(trial -> trial.calm().get(i).good())
                        .average()
                        .orElseThrow())
                .toList();
        double steady = trials.stream()
                .mapToDouble(trial -> trial.triangle().steady())
                .average()
                .orElseThrow();
        double least = result.spec().hypothesis().goodputPercent() / 100.0 * steady;
        List<Double> bound = IntStream.range(0, length).mapToObj(i -> least).toList();
        return new ChartData(
                "chaos-time-" + file(machine),
                "Goodput over time, " + machine + " (fault at "
                        + result.spec().fault().at() / 1000 + " us)",
                "answers in " + interval / 1000 + " us",
                "us",
                ChartData.Form.LINE,
                times,
                List.of(
                        new ChartData.Series("with the fault", struck),
                        new ChartData.Series("the least that the hypothesis allows", bound),
                        new ChartData.Series("without the fault", calm, true)));
    }

    private static ChartData degradation(ChaosResult result, String machine) {
        List<ChartData.Series> series = new ArrayList<>();
        for (Curve curve : result.curves()) {
            if (!curve.machine().equals(machine)) {
                continue;
            }
            series.add(new ChartData.Series(
                    curve.order().name().toLowerCase(Locale.ROOT) + " order",
                    curve.points().stream()
                            .map(point -> 100 * point.goodput().mean())
                            .toList()));
        }
        return new ChartData(
                "chaos-dead-" + file(machine),
                "Goodput that is left, " + machine,
                "% of the goodput with nobody dead",
                "% dead",
                ChartData.Form.LINE,
                result.curves().get(0).points().stream()
                        .map(point -> Integer.toString(point.percent()))
                        .toList(),
                series);
    }

    private static String file(String machine) {
        return machine.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }

    /** The chapters. */
    public static List<Chapter> chapters(ChaosResult result) {
        List<Chapter.Part> first = new ArrayList<>();
        result.machines()
                .forEach(machine -> first.add(new Chapter.Paragraph(
                        machine + ": "
                                + (result.holds(machine) ? "the hypothesis holds." : "the hypothesis is refuted."),
                        result.holds(machine) ? Chapter.Tone.GOOD : Chapter.Tone.BAD)));
        first.add(new Chapter.Paragraph(hypothesis(result.spec())));
        figures(result).forEach(figure -> first.add(new Chapter.Picture(figure)));
        List<Chapter.Part> numbers = new ArrayList<>();
        numbers.add(Chapter.Table.of("Each with the mean over seeds and its 95 % range", ChaosTables.figures(result)));
        if (!result.curves().isEmpty()) {
            numbers.add(Chapter.Table.of("Degradation", ChaosTables.curves(result)));
        }
        result.refused().forEach(each -> numbers.add(new Chapter.Paragraph("No curve of " + each)));
        numbers.add(new Chapter.Paragraph("All figures are those of clients outside. The steady state is the mean from "
                + result.spec().steadyFrom() / 1000 + " us to the fault; time to detect is to the end of the first"
                + " interval that violates the hypothesis, time to restore to the end of the last one. The area"
                + " is the goodput that clients did not get, summed over intervals from the fault on; intervals"
                + " that are below the mean by chance count too, so compare it with the run without the fault."
                + " Lost are requests that were never answered in time, doubled those answered again after they had"
                + " been asked again."));
        return List.of(new Chapter("Verdict", first), new Chapter("In numbers", numbers));
    }

    private static String hypothesis(ChaosSpec spec) {
        ChaosSpec.Hypothesis asked = spec.hypothesis();
        return "Hypothesis: whatever breaks, goodput of an interval is at least " + asked.goodputPercent()
                + " % of the steady state"
                + (asked.p99Nanoseconds() == Long.MAX_VALUE
                        ? ""
                        : " and its 99th percentile at most " + asked.p99Nanoseconds() + " ns")
                + ", or is so again within " + asked.restoredNanoseconds() / 1000 + " us for good; at most "
                + asked.lostPerMille() + " of 1000 requests are lost. Fault: "
                + String.join("; ", spec.fault().settings())
                + ".";
    }
}
