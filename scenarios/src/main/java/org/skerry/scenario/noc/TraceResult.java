package org.skerry.scenario.noc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.traffic.TraceReplay;

/**
 * What came of a trace.
 *
 * @param study   what was asked
 * @param replay  what was measured
 * @param offered flits that the trace has
 * @param warning what the user should know, or empty
 */
public record TraceResult(Study study, TraceReplay replay, long offered, String warning) {
    /** Sends the trace of a study through its network. */
    public static TraceResult of(Study study) {
        TrafficFile.Packets packets =
                study.file().packets(study.network().grid().endpoints());
        TraceReplay replay = TraceReplay.run(study.network(), packets.trace(), study.seed());
        return new TraceResult(study, replay, packets.trace().totalFlits(), packets.warning());
    }

    /** A flat object for all packets, and one for each class; fields are named as those of a load. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        array.add(json(replay.all()));
        replay.classes().forEach(each -> array.add(json(each)));
        return array;
    }

    private ObjectNode json(TraceReplay.Figures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        boolean all = figures.classNumber() < 0;
        if (all) {
            json.putNull("class");
            json.put("offered_flits_per_node_cycle", replay.offered(offered));
            json.put("accepted_flits_per_node_cycle", replay.accepted());
        } else {
            json.put("class", figures.classNumber());
        }
        json.put("packets", figures.packets());
        json.put("flits", figures.flits());
        json.put("packet_latency_avg", figures.latency());
        json.put("packet_latency_min", figures.shortest());
        json.put("packet_latency_max", figures.longest());
        json.put("packet_latency_p50", figures.p50());
        json.put("packet_latency_p95", figures.p95());
        json.put("packet_latency_p99", figures.p99());
        json.put("network_latency_avg", figures.networkLatency());
        json.put("hops_avg", figures.hops());
        if (all) {
            json.put("undeliverable", replay.undeliverable());
            json.put("cycles", replay.cycles());
        }
        return json;
    }

    /** Heads and rows of a table for people. */
    public List<List<String>> table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("class", "packets", "flits", "latency", "p50", "p99", "longest", "network", "hops"));
        lines.add(row("all", replay.all()));
        for (TraceReplay.Figures each : replay.classes()) {
            lines.add(row(String.valueOf(each.classNumber()), each));
        }
        return lines;
    }

    private static List<String> row(String name, TraceReplay.Figures figures) {
        return List.of(
                name,
                StudyResult.text("%,.0f", figures.packets()),
                StudyResult.text("%,.0f", figures.flits()),
                StudyResult.text("%.2f", figures.latency()),
                String.valueOf(figures.p50()),
                String.valueOf(figures.p99()),
                String.valueOf(figures.longest()),
                StudyResult.text("%.2f", figures.networkLatency()),
                StudyResult.text("%.2f", figures.hops()));
    }

    /** The result in a sentence. */
    public String finding() {
        long after = replay.cycles() - replay.lastBirth();
        return "All packets had arrived " + after + " cycles after the last one was made; "
                + StudyResult.text("%.4f", replay.offered(offered))
                + " flits for each endpoint and cycle were offered, "
                + StudyResult.text("%.4f", replay.accepted()) + " accepted"
                + (replay.undeliverable() == 0 ? "." : "; for " + replay.undeliverable() + " packets there is no way.");
    }
}
