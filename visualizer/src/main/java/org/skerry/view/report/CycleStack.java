package org.skerry.view.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.Metric;

/**
 * Where the cycles of a machine's cores went: the metrics whose names begin with {@code cycles.}, which together make up every
 * cycle of every core in the measured region.
 *
 * @param parts what cores did, in words, by metric; the same for all runs, idle time last
 * @param texts what each part is, in a sentence
 */
record CycleStack(Map<String, String> parts, Map<String, String> texts) {
    private static final String PREFIX = "cycles.";
    private static final double SMALL = 0.004;

    static CycleStack of(List<RunRecord> runs) {
        Map<String, String> parts = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        List<Metric> idle = new ArrayList<>();
        for (RunRecord run : runs) {
            for (Metric metric : run.metrics().metrics()) {
                if (metric.name().startsWith(PREFIX)) {
                    texts.putIfAbsent(metric.name(), metric.text().replaceFirst("^cycles of all cores ", ""));
                    if (isIdle(metric.name())) {
                        idle.add(metric);
                    } else {
                        parts.putIfAbsent(metric.name(), words(metric.name()));
                    }
                }
            }
        }
        idle.forEach(metric -> parts.putIfAbsent(metric.name(), words(metric.name())));
        return new CycleStack(parts, texts);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Whether a core that did this had nothing to do. */
    static boolean isIdle(String metric) {
        return metric.toLowerCase(Locale.ROOT).contains("idle");
    }

    /** Cycles of one part, NaN where the machine knows no such part. */
    double cycles(RunRecord run, String metric) {
        return run.metrics().has(metric) ? run.metrics().value(metric) : Double.NaN;
    }

    /** All cycles of all cores while the run was measured. */
    double all(RunRecord run) {
        return (double) run.places() * run.region().cycles();
    }

    /** Whether a run says where its cycles went. */
    boolean tells(RunRecord run) {
        return parts.keySet().stream().anyMatch(metric -> run.metrics().has(metric));
    }

    /** Whether a part takes so little of every machine that a picture is better without it. */
    boolean isSmall(List<RunRecord> runs, String metric) {
        return runs.stream().noneMatch(run -> cycles(run, metric) >= SMALL * all(run));
    }

    /** {@code cycles.waitingForMemory} as "waiting for memory"; abbreviations stay upper case. */
    private static String words(String metric) {
        String words = metric.substring(PREFIX.length())
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replace('.', ' ')
                .toLowerCase(Locale.ROOT);
        return words.replaceAll("\\bdram\\b", "DRAM").replaceAll("\\bl([123])\\b", "L$1 cache");
    }
}
