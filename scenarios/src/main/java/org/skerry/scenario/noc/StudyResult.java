package org.skerry.scenario.noc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.skerry.noc.traffic.LoadPoint;
import org.skerry.noc.traffic.NetworkModel;
import org.skerry.noc.traffic.SeededPoints;

/**
 * What a study found.
 *
 * @param study  what was asked
 * @param seeds  runs of each load
 * @param points one for each load
 */
public record StudyResult(Study study, int seeds, List<SeededPoints> points) {
    /** Copies the points. */
    public StudyResult {
        points = List.copyOf(points);
    }

    /** A flat object for each load, its fields named as BookSim's figures usually are. A saturated network has no latencies. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < points.size(); i++) {
            array.add(json(study.loads().get(i), points.get(i)));
        }
        return array;
    }

    private ObjectNode json(double load, SeededPoints point) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("offered_flits_per_node_cycle", load);
        json.put("saturated", point.saturated());
        latency(json, "packet_latency_avg", point, LoadPoint::packetLatency);
        latency(json, "packet_latency_min", point, LoadPoint::shortest);
        latency(json, "packet_latency_max", point, LoadPoint::longest);
        latency(json, "packet_latency_p50", point, LoadPoint::p50);
        latency(json, "packet_latency_p95", point, LoadPoint::p95);
        latency(json, "packet_latency_p99", point, LoadPoint::p99);
        if (point.saturated() || seeds < 2) {
            json.putNull("packet_latency_ci95");
        } else {
            json.put("packet_latency_ci95", point.halfWidth(LoadPoint::packetLatency));
        }
        latency(json, "network_latency_avg", point, LoadPoint::networkLatency);
        latency(json, "flit_latency_avg", point, LoadPoint::flitLatency);
        latency(json, "fragmentation_avg", point, LoadPoint::fragmentation);
        json.put("hops_avg", point.rate(LoadPoint::hops));
        json.put("injected_flits_per_node_cycle", point.rate(LoadPoint::injected));
        json.put("accepted_flits_per_node_cycle", point.accepted());
        json.put("accepted_min_node", point.rate(LoadPoint::acceptedMin));
        json.put("accepted_max_node", point.rate(LoadPoint::acceptedMax));
        json.put("cycles", Math.round(point.mean(LoadPoint::cycles)));
        json.put("sample_periods_run", Math.round(point.mean(LoadPoint::periods)));
        json.put("packets", Math.round(point.mean(LoadPoint::packets)));
        json.put("seeds", seeds);
        json.put("network_model", study.model().word());
        json.put("network_out_of_range", outOfRange(point));
        json.put("digest", point.digest());
        return json;
    }

    /** Whether the model of the network is not accurate at a point: it is meant for networks far from saturation. */
    boolean outOfRange(SeededPoints point) {
        return study.model() != NetworkModel.MESH && (point.saturated() || point.outOfRange());
    }

    private void latency(ObjectNode json, String name, SeededPoints point, ToDoubleFunction<LoadPoint> figure) {
        if (point.saturated() || !study.latency()) {
            json.putNull(name);
        } else {
            json.put(name, point.mean(figure));
        }
    }

    /** Heads and rows of a table for people. */
    public List<List<String>> table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("offered", "accepted", "latency", "+-95%", "p50", "p99", "network", "hops", ""));
        for (int i = 0; i < points.size(); i++) {
            SeededPoints point = points.get(i);
            boolean shown = study.latency() && !point.saturated();
            lines.add(List.of(
                    text("%.4f", study.loads().get(i)),
                    text("%.4f", point.accepted()),
                    shown ? text("%.2f", point.mean(LoadPoint::packetLatency)) : "-",
                    shown && seeds > 1 ? text("%.2f", point.halfWidth(LoadPoint::packetLatency)) : "-",
                    shown ? text("%.0f", point.mean(LoadPoint::p50)) : "-",
                    shown ? text("%.0f", point.mean(LoadPoint::p99)) : "-",
                    shown ? text("%.2f", point.mean(LoadPoint::networkLatency)) : "-",
                    text("%.2f", point.rate(LoadPoint::hops)),
                    (point.saturated() ? "saturated" : "") + (outOfRange(point) ? " out of range" : "")));
        }
        return lines;
    }

    static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
