package org.skerry.scenario.noc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.traffic.FaultExperiment;
import org.skerry.noc.traffic.FaultPoint;
import org.skerry.noc.traffic.LoadCurve;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.Figure;
import org.skerry.view.report.Chapter;

/**
 * What a study came to in which parts of the network fail.
 *
 * @param study  what was asked
 * @param points for each load, one for each seed
 */
public record FaultResult(Study study, List<FaultPoint> points) {
    /** Copies the points. */
    public FaultResult {
        points = List.copyOf(points);
    }

    /** Runs a study with faults; sources make packets for as many cycles as it has in its periods. */
    public static FaultResult of(Study study, int seeds, int threads) {
        long makeUntil = (long) study.phases().periodCycles() * study.phases().mostPeriods();
        List<Callable<FaultPoint>> jobs = new ArrayList<>();
        for (double load : study.loads()) {
            for (int i = 0; i < seeds; i++) {
                long seed = study.seed() + i;
                jobs.add(() -> new FaultExperiment(
                                study.network(),
                                study.traffic().withLoad(load),
                                study.faults(),
                                makeUntil,
                                study.phases().periodCycles(),
                                seed)
                        .run());
            }
        }
        return new FaultResult(study, LoadCurve.all(jobs, threads));
    }

    /** A flat object for each run. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (FaultPoint point : points) {
            ObjectNode json = array.addObject();
            json.put("offered_flits_per_node_cycle", point.offered());
            json.put("seed", point.seed());
            json.put("cycles", point.cycles());
            json.put("packets_made", point.made());
            json.put("packets_delivered", point.delivered());
            json.put("packets_delivered_spoilt", point.deliveredSpoilt());
            json.put("packets_lost_source_dead", point.lostSourceDead());
            json.put("packets_lost_destination_dead", point.lostDestinationDead());
            json.put("packets_lost_no_way", point.lostNoWay());
            json.put("packets_left", point.left());
            json.put("packet_copies", point.copies());
            json.put("packet_copies_repeated", point.repeatedPackets());
            json.put("packet_copies_duplicate", point.duplicates());
            json.put("packet_copies_dropped", point.droppedPackets());
            json.put("reconfigurations", point.reconfigurations());
            json.put("link_flits", point.sentFlits());
            json.put("link_flits_spoilt", point.spoiltFlits());
            json.put("link_flits_unnoticed", point.unnoticedFlits());
            json.put("link_flits_repeated", point.repeatedFlits());
            json.put("link_flits_lost", point.lostFlits());
            json.put("packet_latency_avg", point.latency());
            json.put("packet_latency_p50", point.p50());
            json.put("packet_latency_p99", point.p99());
            json.put("packet_latency_max", point.longest());
            json.put("accepted_flits_per_node_cycle", point.accepted());
            json.put("reachable_pairs", point.reachable());
        }
        return array;
    }

    /** Heads and rows of a table for people. */
    public List<List<String>> table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "offered",
                "seed",
                "made",
                "delivered",
                "lost",
                "left",
                "again",
                "duplicate",
                "spoilt",
                "repeated",
                "latency",
                "p99",
                "reachable"));
        for (FaultPoint point : points) {
            lines.add(List.of(
                    StudyResult.text("%.4f", point.offered()),
                    String.valueOf(point.seed()),
                    String.valueOf(point.made()),
                    String.valueOf(point.delivered()),
                    String.valueOf(point.lost()),
                    String.valueOf(point.left()),
                    String.valueOf(point.repeatedPackets()),
                    String.valueOf(point.duplicates()),
                    String.valueOf(point.spoiltFlits()),
                    String.valueOf(point.repeatedFlits()),
                    StudyResult.text("%.2f", point.latency()),
                    String.valueOf(point.p99()),
                    StudyResult.text("%.4f", point.reachable())));
        }
        return lines;
    }

    /** The result in a sentence or two. */
    public String finding() {
        long made = points.stream().mapToLong(FaultPoint::made).sum();
        long delivered = points.stream().mapToLong(FaultPoint::delivered).sum();
        long noWay = points.stream().mapToLong(FaultPoint::lostNoWay).sum();
        long lost = points.stream().mapToLong(FaultPoint::lost).sum();
        long left = points.stream().mapToLong(FaultPoint::left).sum();
        return "Of " + made + " packets " + delivered + " were handed over, once and in order; " + lost
                + " were lost: " + (lost - noWay) + " with a dead source or destination, " + noWay
                + " as no way led to their destination. "
                + (left == 0 ? "None is unaccounted for." : left + " were still repeated when the run was given up.");
    }

    /** What happened over time, for the last load and the first of its seeds. */
    public List<Figure> figures() {
        FaultPoint shown = shown();
        List<String> cycles = new ArrayList<>();
        List<Double> delivered = new ArrayList<>();
        List<Double> lost = new ArrayList<>();
        List<Double> latency = new ArrayList<>();
        for (FaultPoint.Period period : shown.periods()) {
            cycles.add(String.valueOf((long) cycles.size() * study.phases().periodCycles()));
            delivered.add((double) period.delivered());
            lost.add((double) period.lost());
            latency.add(period.latency());
        }
        String load = " at load " + shown.offered();
        return List.of(
                new ChartData(
                        "fault-delivery",
                        "Packets handed over and lost" + load,
                        "packets in a period of " + study.phases().periodCycles() + " cycles",
                        "cycle",
                        ChartData.Form.LINE,
                        cycles,
                        List.of(new ChartData.Series("handed over", delivered), new ChartData.Series("lost", lost))),
                new ChartData(
                        "fault-latency",
                        "Latency of packets handed over" + load,
                        "cycles, mean of a period",
                        "cycle",
                        ChartData.Form.LINE,
                        cycles,
                        List.of(new ChartData.Series("mean", latency))));
    }

    private FaultPoint shown() {
        double last = study.loads().get(study.loads().size() - 1);
        return points.stream()
                .filter(point -> point.offered() == last)
                .findFirst()
                .orElseThrow();
    }

    /** The chapters of the report. */
    public List<Chapter> chapters() {
        List<Chapter.Part> parts = new ArrayList<>();
        figures().forEach(figure -> parts.add(new Chapter.Picture(figure)));
        parts.add(Chapter.Table.of("", table()));
        String events = study.faults().events().stream().map(FaultEvent::text).collect(Collectors.joining(", "));
        return List.of(
                new Chapter("What became of packets", parts),
                new Chapter(
                        "What failed",
                        List.of(
                                new Chapter.Paragraph((events.isEmpty()
                                                ? "Nothing failed for good."
                                                : "Failed for good: " + events + ".")
                                        + " Of each flit and link a share of "
                                        + StudyResult.text(
                                                "%.3g", study.faults().errors().corruption())
                                        + " was spoilt, under a check of "
                                        + study.faults().errors().crcBits() + " bits. New routes were in use "
                                        + study.faults().detectionCycles()
                                        + " cycles after a fault; sources repeated what was not acknowledged after "
                                        + study.faults().timeoutCycles() + " cycles."),
                                new Chapter.Paragraph(study.network().toString()),
                                new Chapter.Paragraph(study.traffic().toString()))));
    }
}
