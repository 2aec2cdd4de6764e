package org.skerry.scenario.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.skerry.scenario.noise.NoiseResult.Cell;
import org.skerry.scenario.spec.NoiseSpec;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.Figure;
import org.skerry.view.chart.HeatMap;
import org.skerry.view.report.Chapter;

/** A result as a report: an interference matrix for each machine, or curves, and the numbers behind them. */
public final class NoisePage {
    private static final double LEAST_SCALE = 10;
    private static final double MOST_SCALE = 1000;

    private NoisePage() {}

    /** The result in a sentence or two. */
    public static String finding(NoiseResult result) {
        if (!result.points().isEmpty()) {
            return curves(result);
        }
        StringBuilder text = new StringBuilder();
        for (String machine : result.machines()) {
            List<Cell> cells = result.cells().stream()
                    .filter(cell -> cell.machine().equals(machine))
                    .toList();
            long identical = cells.stream().filter(Cell::identical).count();
            Cell worst = cells.stream()
                    .reduce((one, other) -> other.mean().mean() > one.mean().mean() ? other : one)
                    .orElseThrow();
            text.append(machine)
                    .append(": ")
                    .append(identical)
                    .append(" of ")
                    .append(cells.size())
                    .append(" victims beside hogs are not touched at all, to the cycle; the worst, ")
                    .append(worst.victim())
                    .append(" beside ")
                    .append(worst.neighbour())
                    .append(", takes ")
                    .append(NoiseTables.three(worst.mean().mean()))
                    .append(" times as long. ");
        }
        return text.toString().trim();
    }

    private static String curves(NoiseResult result) {
        StringBuilder text = new StringBuilder();
        for (String machine : result.machines()) {
            long first = result.points().stream()
                    .filter(point -> point.machine().equals(machine) && point.most() == 0)
                    .mapToLong(NoiseResult.Point::value)
                    .min()
                    .orElse(-1);
            text.append(machine)
                    .append(
                            first < 0
                                    ? ": somebody is always served. "
                                    : ": nobody is served any more from " + first + " on. ");
        }
        return text.toString().trim();
    }

    /** The pictures. */
    public static List<Figure> figures(NoiseResult result) {
        if (!result.points().isEmpty()) {
            return List.of(curve(result));
        }
        double most = Math.min(
                MOST_SCALE,
                Math.max(
                        LEAST_SCALE,
                        result.cells().stream()
                                .mapToDouble(cell -> cell.mean().mean())
                                .max()
                                .orElse(1)));
        List<Figure> figures = new ArrayList<>();
        for (String machine : result.machines()) {
            figures.add(matrix(
                    result,
                    machine,
                    "mean",
                    "Slowdown of mean latency",
                    most,
                    cell -> cell.mean().mean()));
        }
        for (String machine : result.machines()) {
            figures.add(matrix(
                    result,
                    machine,
                    "tail",
                    "Slowdown of the 99th of 100",
                    most,
                    cell -> cell.p99().mean()));
        }
        return figures;
    }

    private static HeatMap matrix(
            NoiseResult result, String machine, String what, String title, double most, ToDoubleFunction<Cell> figure) {
        List<String> victims =
                result.spec().victims().stream().map(NoiseSpec.Victim::name).toList();
        List<String> neighbours = result.spec().neighbours().stream()
                .map(NoiseSpec.Neighbour::name)
                .toList();
        List<List<Double>> values = victims.stream()
                .map(victim -> neighbours.stream()
                        .map(neighbour -> figure.applyAsDouble(result.cell(machine, neighbour, victim)))
                        .toList())
                .toList();
        String name = "noise-" + what + "-" + machine.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
        return new HeatMap(name, title + ", " + machine, neighbours, victims, values, most);
    }

    private static ChartData curve(NoiseResult result) {
        NoiseSpec.Sweep sweep = result.spec().sweep().orElseThrow();
        List<String> names =
                result.points().stream().map(NoiseTables::curve).distinct().toList();
        List<ChartData.Series> series = new ArrayList<>();
        for (String name : names) {
            series.add(new ChartData.Series(
                    name,
                    result.points().stream()
                            .filter(point -> NoiseTables.curve(point).equals(name))
                            .map(NoiseResult.Point::answers)
                            .toList()));
        }
        return new ChartData(
                "noise-curve",
                "Answers while others are noisy",
                "answers",
                sweep.path().replace("parameters.", ""),
                ChartData.Form.LINE,
                sweep.values().stream().map(String::valueOf).toList(),
                series);
    }

    /** The chapters. */
    public static List<Chapter> chapters(NoiseResult result) {
        List<Chapter.Part> pictures = new ArrayList<>();
        figures(result).forEach(figure -> pictures.add(new Chapter.Picture(figure)));
        if (!result.points().isEmpty()) {
            pictures.add(Chapter.Table.of("", NoiseTables.points(result)));
            return List.of(new Chapter("Who is served", pictures));
        }
        pictures.add(
                0,
                new Chapter.Paragraph("Each field is how many times as long a request of the victim (row) takes beside"
                        + " that neighbour (column) as beside quiet ones, in runs with the same seed. 1.000 and an identical trace"
                        + " mean that the victim cannot tell."));
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(new Chapter("Who disturbs whom", pictures));
        result.price()
                .ifPresent(price -> chapters.add(new Chapter(
                        "What isolation costs",
                        List.of(new Chapter.Paragraph(price.finding()), Chapter.Table.of("", price.table())))));
        chapters.add(new Chapter(
                "In numbers",
                List.of(
                        Chapter.Table.of("Victims, slowdowns as ratios to quiet runs", NoiseTables.cells(result)),
                        Chapter.Table.of("Neighbours and all victims together", NoiseTables.rows(result)),
                        new Chapter.Paragraph(
                                "Requests are those under way while neighbours were noisy; one that was never answered counts with"
                                        + " its age at the end of the run. Isolation is 1 less the loss of goodput over the loss by a"
                                        + " fair division of a saturated resource among victims and neighbours: 1 is nothing lost, 0 as"
                                        + " much as by fair sharing, below 0 more. Recovery is from the end of the noise to the beginning"
                                        + " of the first interval with nine tenths of the usual answers. Ranges are 95 %"
                                        + " bootstrap intervals over " + result.seeds() + " seeds."))));
        return chapters;
    }
}
