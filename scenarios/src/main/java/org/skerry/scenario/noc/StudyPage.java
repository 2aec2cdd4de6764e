package org.skerry.scenario.noc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.skerry.noc.traffic.LoadPoint;
import org.skerry.noc.traffic.SeededPoints;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.Figure;
import org.skerry.view.report.Chapter;

/** A study as a report: its curve, its numbers and what was asked. */
public final class StudyPage {
    private StudyPage() {}

    /** The result in a sentence. */
    public static String finding(StudyResult result) {
        double most = result.points().stream()
                .mapToDouble(SeededPoints::accepted)
                .max()
                .orElse(0);
        boolean saturates = result.points().stream().anyMatch(SeededPoints::saturated);
        return "Accepted at most " + StudyResult.text("%.4f", most) + " flits for each endpoint and cycle"
                + (saturates ? "; the network saturates within these loads." : "; no load saturates the network.")
                + range(result);
    }

    private static String range(StudyResult result) {
        long beyond = result.points().stream().filter(result::outOfRange).count();
        return beyond == 0
                ? ""
                : " At " + beyond + " of " + result.points().size() + " loads the "
                        + result.study().model().word()
                        + "-level model is out of its range; run those flit by flit, without --model.";
    }

    /** The pictures. */
    public static List<Figure> figures(StudyResult result) {
        List<String> loads = result.study().loads().stream()
                .map(load -> StudyResult.text("%.4g", load))
                .toList();
        List<ChartData.Series> latencies = List.of(
                new ChartData.Series("mean", latency(result, LoadPoint::packetLatency)),
                new ChartData.Series("median", latency(result, LoadPoint::p50)),
                new ChartData.Series("99 of 100", latency(result, LoadPoint::p99)));
        List<Double> accepted =
                result.points().stream().map(SeededPoints::accepted).toList();
        String axis = "offered flits for each endpoint and cycle";
        return List.of(
                new ChartData("latency", "Latency of packets", "cycles", axis, ChartData.Form.CURVE, loads, latencies),
                new ChartData(
                        "accepted",
                        "Accepted load",
                        "flits for each endpoint and cycle",
                        axis,
                        ChartData.Form.CURVE,
                        loads,
                        List.of(
                                new ChartData.Series("offered", result.study().loads(), true),
                                new ChartData.Series("accepted", accepted))));
    }

    private static List<Double> latency(StudyResult result, ToDoubleFunction<LoadPoint> figure) {
        return result.points().stream()
                .map(point -> point.saturated() || !result.study().latency() ? Double.NaN : point.mean(figure))
                .toList();
    }

    /** The chapters. */
    public static List<Chapter> chapters(StudyResult result) {
        List<Chapter.Part> parts = new ArrayList<>();
        figures(result).forEach(figure -> parts.add(new Chapter.Picture(figure)));
        parts.add(Chapter.Table.of("", result.table()));
        parts.add(new Chapter.Paragraph(
                "Latency is from the making of a packet to the arrival of its last flit, waiting at its"
                        + " source included, as the mean over " + result.seeds()
                        + (result.seeds() == 1 ? " run" : " runs")
                        + " of each load, with the half of the 95 % confidence"
                        + " interval. A saturated network has no latency; its accepted load is the sustained one."));
        return List.of(
                new Chapter("Load and latency", parts),
                new Chapter(
                        "What was simulated",
                        List.of(
                                new Chapter.Paragraph(result.study().network().toString()),
                                new Chapter.Paragraph(result.study().traffic().toString()),
                                new Chapter.Paragraph(result.study().phases().toString()))));
    }
}
