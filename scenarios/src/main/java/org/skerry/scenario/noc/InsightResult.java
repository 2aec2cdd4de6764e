package org.skerry.scenario.noc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.skerry.noc.router.Wait;
import org.skerry.noc.traffic.Insight;
import org.skerry.noc.traffic.Journey;
import org.skerry.noc.traffic.JourneyChoice;
import org.skerry.noc.traffic.LatencyParts;
import org.skerry.noc.traffic.LoadCurve;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.Figure;
import org.skerry.view.chart.LinkMap;
import org.skerry.view.report.Chapter;

/**
 * The networks of a study seen from within, one for each load: where latency goes, and for the highest of these loads the traffic of links, how full
 * buffers are, and what chosen packets went through.
 *
 * @param study    what was asked
 * @param insights one for each load that was watched
 */
public record InsightResult(Study study, List<Insight> insights) {
    private static final int SHOWN_ROUTERS = 8;
    private static final int SHOWN_JOURNEYS = 12;

    /** Copies the list. */
    public InsightResult {
        insights = List.copyOf(insights);
    }

    /** Watches at some loads, with the study's first seed; packets are chosen at the last one. */
    public static InsightResult of(Study study, List<Double> loads, JourneyChoice choice, int threads) {
        List<Callable<Insight>> jobs = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            double load = loads.get(i);
            JourneyChoice chosen = i == loads.size() - 1 ? choice : JourneyChoice.NONE;
            jobs.add(() ->
                    Insight.of(study.network(), study.traffic().withLoad(load), study.phases(), chosen, study.seed()));
        }
        return new InsightResult(study, LoadCurve.all(jobs, threads));
    }

    private Insight last() {
        return insights.get(insights.size() - 1);
    }

    /** Adds to the object of each load that was watched the parts of its latency, as means. */
    public void addTo(ArrayNode points) {
        for (Insight insight : insights) {
            points.forEach(point -> {
                if (point.get("offered_flits_per_node_cycle").asDouble() == insight.load()) {
                    parts((ObjectNode) point, insight);
                }
            });
        }
    }

    private static void parts(ObjectNode json, Insight insight) {
        LatencyParts parts = insight.parts();
        json.put("watched_packets", parts.packets());
        json.put("watched_latency_avg", parts.mean(parts.latency()));
        json.put("latency_source_queue", parts.mean(parts.sourceQueue()));
        json.put("latency_routing", parts.mean(parts.pipeline()));
        json.put("latency_contention", parts.mean(parts.contention()));
        json.put("latency_serialisation", parts.mean(parts.serialisation()));
        for (Wait.Reason reason : Wait.Reason.values()) {
            String name = reason.name().toLowerCase(Locale.ROOT);
            json.put("wait_" + name, parts.mean(parts.waits().get(reason.ordinal())));
        }
        json.put("wait_later_flits", parts.mean(parts.stretch()));
        json.put(
                "link_load_max",
                insight.links().stream().mapToLong(LinkLoad::flits).max().orElse(0) / (double) insight.cycles());
        json.put(
                "buffered_flits_per_router",
                insight.routers().stream()
                        .mapToDouble(Insight.RouterLoad::buffered)
                        .average()
                        .orElse(0));
    }

    /** What chosen packets went through, an object each. */
    public ArrayNode journeys() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Journey journey : last().journeys()) {
            ObjectNode json = array.addObject();
            json.put("source", journey.source());
            json.put("destination", journey.destination());
            json.put("number", journey.number());
            json.put("flits", journey.flits());
            json.put("made", journey.born());
            json.put("entered", journey.entered());
            json.put("arrived", journey.arrived());
            json.put("latency", journey.latency());
            json.put("waited", journey.waited());
            json.put("stretch", journey.stretch());
            ArrayNode path = json.putArray("path");
            for (Journey.Stop stop : journey.stops()) {
                ObjectNode place = path.addObject();
                place.put("router", stop.router());
                place.put("from", stop.input());
                place.put("vc", stop.vc());
                place.put("reached", stop.reached());
                ArrayNode waits = place.putArray("waits");
                for (Journey.Spell spell : stop.spells()) {
                    ObjectNode wait = waits.addObject();
                    wait.put("reason", spell.reason().name().toLowerCase(Locale.ROOT));
                    wait.put("from", spell.from());
                    wait.put("cycles", spell.cycles());
                    wait.put("what", spell.text());
                }
            }
        }
        return array;
    }

    /** The same for people, a line for each router and each wait. */
    public List<String> journeyLines() {
        List<String> lines = new ArrayList<>();
        for (Journey journey : last().journeys()) {
            lines.add("packet " + journey.source() + ">" + journey.destination() + "#" + journey.number() + ", "
                    + journey.flits() + (journey.flits() == 1 ? " flit" : " flits") + ": made in cycle "
                    + journey.born()
                    + ", entered " + journey.entered() + ", arrived " + journey.arrived() + "; latency "
                    + journey.latency() + " = " + (journey.entered() - journey.born()) + " at the source + "
                    + (journey.latency()
                            - journey.entered()
                            + journey.born()
                            - journey.waited()
                            - journey.stretch()
                            - journey.flits()
                            + 1)
                    + " on the way + " + (journey.waited() + journey.stretch()) + " waiting + "
                    + (journey.flits() - 1) + " for its length");
            for (Journey.Stop stop : journey.stops()) {
                lines.add("  cycle " + stop.reached() + "  router " + stop.router() + " from " + stop.input() + ", VC "
                        + stop.vc());
                for (Journey.Spell spell : stop.spells()) {
                    lines.add("    cycle " + spell.from() + ", " + spell.cycles()
                            + (spell.cycles() == 1 ? " cycle: " : " cycles: ") + spell.text());
                }
            }
        }
        return lines;
    }

    /** Heads and rows of a table for people: the parts of latency. */
    public List<List<String>> table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "offered",
                "packets",
                "latency",
                "source queue",
                "routing",
                "contention",
                "serialisation",
                "busiest link"));
        for (Insight insight : insights) {
            LatencyParts parts = insight.parts();
            lines.add(List.of(
                    StudyResult.text("%.4f", insight.load()),
                    String.valueOf(parts.packets()),
                    StudyResult.text("%.2f", parts.mean(parts.latency())),
                    StudyResult.text("%.2f", parts.mean(parts.sourceQueue())),
                    StudyResult.text("%.2f", parts.mean(parts.pipeline())),
                    StudyResult.text("%.2f", parts.mean(parts.contention())),
                    StudyResult.text("%.2f", parts.mean(parts.serialisation())),
                    StudyResult.text(
                            "%.3f",
                            insight.links().stream()
                                            .mapToLong(LinkLoad::flits)
                                            .max()
                                            .orElse(0)
                                    / (double) insight.cycles())));
        }
        return lines;
    }

    /** The pictures. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(partsFigure());
        Insight last = last();
        String load = " at load " + last.load();
        List<LinkLoad> drawn =
                last.links().stream().filter(link -> !isRound(link)).toList();
        if (!drawn.isEmpty()) {
            double busiest = drawn.stream().mapToLong(LinkLoad::flits).max().orElse(0) / (double) last.cycles();
            figures.add(
                    new LinkMap("link-load", "Traffic of links" + load, drawn, last.cycles(), Math.max(0.01, busiest)));
        }
        List<String> cycles = new ArrayList<>();
        List<Double> mean = new ArrayList<>();
        List<Double> fullest = new ArrayList<>();
        for (Insight.Sample sample : last.samples()) {
            cycles.add(String.valueOf(sample.cycle()));
            mean.add(sample.mean());
            fullest.add((double) sample.fullest());
        }
        figures.add(new ChartData(
                "occupancy",
                "Flits in the buffers of a router" + load,
                "flits",
                "cycle",
                ChartData.Form.LINE,
                cycles,
                List.of(new ChartData.Series("fullest router", fullest), new ChartData.Series("mean", mean))));
        List<String> vcs = new ArrayList<>();
        for (int vc = 0; vc < last.vcs().size(); vc++) {
            vcs.add("VC " + vc);
        }
        figures.add(new ChartData(
                "vc-occupancy",
                "Flits in the buffer of a virtual channel" + load,
                "flits of " + study.network().vcDepthFlits() + ", mean over inputs from links",
                "",
                ChartData.Form.BARS,
                vcs,
                List.of(new ChartData.Series("flits", last.vcs()))));
        return figures;
    }

    /** Links round the edge of a torus are left out: they would be drawn across all of it. */
    private static boolean isRound(LinkLoad link) {
        return Math.abs(link.fromX() - link.toX()) + Math.abs(link.fromY() - link.toY()) > 1;
    }

    private ChartData partsFigure() {
        List<String> loads =
                insights.stream().map(insight -> String.valueOf(insight.load())).toList();
        List<ChartData.Series> series = new ArrayList<>();
        series.add(part("routing and links", LatencyParts::pipeline, true));
        series.add(part("serialisation", LatencyParts::serialisation, false));
        series.add(part("contention", LatencyParts::contention, false));
        series.add(part("source queue", LatencyParts::sourceQueue, false));
        return new ChartData(
                "latency-parts",
                "Where latency goes",
                "cycles, mean of a packet",
                "offered load",
                ChartData.Form.STACKED,
                loads,
                series);
    }

    private ChartData.Series part(String name, ToLongFunction<LatencyParts> part, boolean muted) {
        return new ChartData.Series(
                name,
                insights.stream()
                        .map(insight -> insight.parts().mean(part.applyAsLong(insight.parts())))
                        .toList(),
                muted);
    }

    /** The chapters. */
    public List<Chapter> chapters() {
        Insight last = last();
        List<Chapter.Part> parts = new ArrayList<>();
        figures().forEach(figure -> parts.add(new Chapter.Picture(figure)));
        parts.add(Chapter.Table.of("Mean cycles of a packet", table()));
        parts.add(Chapter.Table.of("Why heads wait in routers, mean cycles of a packet", reasons()));
        parts.add(Chapter.Table.of("Routers with the fullest buffers", routers(last)));
        parts.add(new Chapter.Paragraph("Runs of their own, in which every flit is watched for " + last.cycles()
                + " cycles after the warm-up; watching changes nothing. Source queue: until the head enters the network. Routing and"
                + " links: what an empty network takes. Contention: what heads wait in buffers, and later flits behind them."
                + " Serialisation: a cycle for each flit after the first. Their sum is the latency, to the cycle."));
        List<Chapter> chapters = new ArrayList<>(List.of(new Chapter("Inside the network", parts)));
        if (!last.journeys().isEmpty()) {
            chapters.add(new Chapter("Packets on their way", journeyTables()));
        }
        return chapters;
    }

    private List<List<String>> reasons() {
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("waits for"));
        insights.forEach(insight -> heads.add("load " + insight.load()));
        lines.add(heads);
        for (Wait.Reason reason : Wait.Reason.values()) {
            row(lines, words(reason), parts -> parts.waits().get(reason.ordinal()));
        }
        row(lines, "later flits behind their head", LatencyParts::stretch);
        return lines;
    }

    private void row(List<List<String>> lines, String name, ToLongFunction<LatencyParts> part) {
        List<String> row = new ArrayList<>(List.of(name));
        insights.forEach(insight ->
                row.add(StudyResult.text("%.3f", insight.parts().mean(part.applyAsLong(insight.parts())))));
        if (row.subList(1, row.size()).stream().anyMatch(cell -> !cell.equals("0.000"))) {
            lines.add(row);
        }
    }

    private static String words(Wait.Reason reason) {
        return switch (reason) {
            case BEHIND -> "a packet before it in its buffer";
            case ROUTING -> "its route";
            case VIRTUAL_CHANNEL -> "a virtual channel: all are held";
            case ALLOCATION -> "the allocation of a virtual channel";
            case CREDIT -> "room in the next buffer";
            case SLOT -> "its time-division slot";
            case LINK -> "a link that is narrower than a flit";
            case SWITCH -> "the switch";
        };
    }

    private static List<List<String>> routers(Insight insight) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("router", "flits in its buffers", "flits that left it in a cycle"));
        insight.routers().stream()
                .sorted(Comparator.comparingDouble(Insight.RouterLoad::buffered).reversed())
                .limit(SHOWN_ROUTERS)
                .forEach(router -> lines.add(List.of(
                        router.x() + "," + router.y(),
                        StudyResult.text("%.3f", router.buffered()),
                        StudyResult.text("%.3f", (double) router.flits() / insight.cycles()))));
        return lines;
    }

    private List<Chapter.Part> journeyTables() {
        List<Chapter.Part> parts = new ArrayList<>();
        for (Journey journey : last().journeys()
                .subList(0, Math.min(SHOWN_JOURNEYS, last().journeys().size()))) {
            List<List<String>> lines = new ArrayList<>();
            lines.add(List.of("router", "came from", "VC", "reached", "waits", "for"));
            for (Journey.Stop stop : journey.stops()) {
                List<String> place = List.of(
                        String.valueOf(stop.router()),
                        stop.input(),
                        String.valueOf(stop.vc()),
                        String.valueOf(stop.reached()));
                List<String> again = List.of("", "", "", "");
                for (int i = 0; i < Math.max(1, stop.spells().size()); i++) {
                    List<String> line = new ArrayList<>(i == 0 ? place : again);
                    boolean waits = !stop.spells().isEmpty();
                    line.add(waits ? String.valueOf(stop.spells().get(i).cycles()) : "0");
                    line.add(waits ? stop.spells().get(i).text() : "");
                    lines.add(line);
                }
            }
            parts.add(Chapter.Table.of(
                    "Packet " + journey.number() + " of endpoint " + journey.source() + ", to " + journey.destination()
                            + ": made in cycle " + journey.born() + ", arrived in " + journey.arrived(),
                    lines));
        }
        return parts;
    }

    /** All routers as comma-separated text. */
    public String routersCsv() {
        StringBuilder csv = new StringBuilder("x,y,flits that left,flits in its buffers\n");
        for (Insight.RouterLoad router : last().routers()) {
            csv.append(router.x())
                    .append(',')
                    .append(router.y())
                    .append(',')
                    .append(router.flits())
                    .append(',')
                    .append(router.buffered())
                    .append('\n');
        }
        return csv.toString();
    }
}
