package org.skerry.scenario.noc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.skerry.noc.traffic.LoadCurve;
import org.skerry.noc.traffic.NetworkSpec;
import org.skerry.noc.traffic.NonInterference;
import org.skerry.noc.traffic.TimeDivision;

/**
 * Whether one domain can hear another, with time division and with best effort: pairs of runs that differ in what domain 0 sends alone.
 *
 * @param results for each load that with time division, then that without
 */
public record Eavesdropping(List<NonInterference> results) {
    private static final double QUIET = 0;
    private static final double LOUD = 0.9;

    /** Copies the results. */
    public Eavesdropping {
        results = List.copyOf(results);
    }

    /**
     * Compares at every load of a study for as many cycles as it has in its periods; a network without domains gets two, with both
     * schedules.
     */
    public static Eavesdropping of(Study study, int threads) {
        TimeDivision asked = study.network().division();
        List<NetworkSpec> networks = new ArrayList<>();
        if (asked.domains() > 1) {
            networks.add(study.network());
        } else {
            for (TimeDivision.Schedule schedule : TimeDivision.Schedule.values()) {
                networks.add(study.network().withDivision(new TimeDivision(2, schedule)));
            }
        }
        networks.add(study.network().withDivision(TimeDivision.NONE));
        int domains = networks.get(0).division().domains();
        long cycles = (long) study.phases().periodCycles() * study.phases().mostPeriods();
        List<Callable<NonInterference>> jobs = new ArrayList<>();
        for (double load : study.loads()) {
            for (NetworkSpec network : networks) {
                jobs.add(() -> NonInterference.compare(
                        network, domains, study.traffic().withLoad(load), QUIET, LOUD, study.seed(), cycles));
            }
        }
        return new Eavesdropping(LoadCurve.all(jobs, threads));
    }

    /** Whether no pair of runs with time division differs. */
    public boolean holds() {
        return results.stream().allMatch(result -> result.holds() || isBestEffort(result));
    }

    private static boolean isBestEffort(NonInterference result) {
        return result.schedule().equals(NonInterference.BEST_EFFORT);
    }

    /** A flat object for each pair of runs. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (NonInterference result : results) {
            ObjectNode json = array.addObject();
            json.put("offered_flits_per_node_cycle", result.load());
            json.put("schedule", result.schedule());
            json.put("domains", result.domains());
            json.put("quiet_load", result.quiet());
            json.put("loud_load", result.loud());
            json.put("cycles", result.cycles());
            json.put("events", result.events());
            json.put("identical", result.holds());
            json.put("digest_quiet", Long.toHexString(result.digests().get(0)));
            json.put("digest_loud", Long.toHexString(result.digests().get(1)));
            json.put("packet_latency_avg_quiet", result.latencies().get(0));
            json.put("packet_latency_avg_loud", result.latencies().get(1));
            json.put("packets", result.packets());
            json.put("packets_shifted", result.shifted());
            json.put("most_cycles_shifted", result.mostShift());
            if (result.firstCycle() < 0) {
                json.putNull("first_divergent_cycle");
                json.putNull("first_seen_cycle");
            } else {
                json.put("first_divergent_cycle", result.firstCycle());
                json.put("first_seen_cycle", result.firstSeen());
            }
            json.put("event", result.event());
            json.put("cause", result.cause());
        }
        return array;
    }

    /** Heads and rows of a table for people. */
    public List<List<String>> table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "offered",
                "links",
                "domains",
                "events",
                "runs are",
                "first cycle",
                "seen at",
                "packets",
                "shifted",
                "most",
                "latency"));
        for (NonInterference result : results) {
            lines.add(List.of(
                    StudyResult.text("%.4f", result.load()),
                    result.schedule(),
                    String.valueOf(result.domains()),
                    String.valueOf(result.events()),
                    result.holds() ? "equal" : "different",
                    cycle(result.firstCycle()),
                    cycle(result.firstSeen()),
                    String.valueOf(result.packets()),
                    String.valueOf(result.shifted()),
                    String.valueOf(result.mostShift()),
                    StudyResult.text("%.2f", result.latencies().get(0)) + " -> "
                            + StudyResult.text("%.2f", result.latencies().get(1))));
        }
        return lines;
    }

    private static String cycle(long cycle) {
        return cycle < 0 ? "-" : String.valueOf(cycle);
    }

    /** What differed first, for each pair of runs that differs. */
    public List<String> causes() {
        return results.stream()
                .filter(result -> !result.holds())
                .map(result -> "load " + StudyResult.text("%.4f", result.load()) + ", " + result.schedule() + ", cycle "
                        + result.firstCycle() + ": " + result.event() + ". There " + result.cause() + ".")
                .toList();
    }
}
