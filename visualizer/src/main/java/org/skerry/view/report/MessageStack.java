package org.skerry.view.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.Metric;

/**
 * What a message between actors costs on average, part by part: the metrics whose names begin with {@code message.}, which together make
 * up {@link #ALL}.
 *
 * @param parts parts in words by metric, in the order in which a message meets them on any of the machines
 * @param texts what each part is, in a sentence
 */
record MessageStack(Map<String, String> parts, Map<String, String> texts) {
    /** From the sender's software to the handler. */
    static final String ALL = "message.cycles";

    /** The target is busy with others: no cost of the machine. */
    static final String MAILBOX = "message.mailbox";

    /** Parts that are software on either side. */
    static final List<String> SOFTWARE = List.of("sendSoftware", "receiveSoftware");

    /** Parts in which a message moves, or its lines do. */
    static final List<String> WAY = List.of(
            "sendLines", "injection", "routers", "links", "serialisation", "contention", "ejection", "receiveLines");

    private static final String PREFIX = "message.";

    static MessageStack of(List<RunRecord> runs) {
        List<String> order = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            int place = -1;
            for (Metric metric : run.metrics().metrics()) {
                String name = metric.name();
                if (name.startsWith(PREFIX) && !name.equals(ALL)) {
                    texts.putIfAbsent(name, metric.text().replaceFirst("^cycles of all messages ", ""));
                    int known = order.indexOf(name);
                    place = known >= 0 ? known : place + 1;
                    if (known < 0) {
                        order.add(place, name);
                    }
                }
            }
        }
        Map<String, String> parts = new LinkedHashMap<>();
        order.forEach(name -> parts.put(name, words(name)));
        return new MessageStack(parts, texts);
    }

    /** The same parts but one. */
    MessageStack without(String metric) {
        Map<String, String> others = new LinkedHashMap<>(parts);
        others.remove(metric);
        return new MessageStack(others, texts);
    }

    /** Whether a run had messages and says where their time went. */
    boolean tells(RunRecord run) {
        return new RunTime(run).hasLatency(ALL);
    }

    /** Nanoseconds of a message spent on one part, on average; NaN where the machine knows no such part. */
    double mean(RunRecord run, String metric) {
        RunTime time = new RunTime(run);
        return time.has(metric) ? time.value(metric) * time.nanosecondsPerCycle() / time.value(ALL) : Double.NaN;
    }

    /** So many parts that take most of a message on one of these machines, in their order. */
    List<String> largest(List<RunRecord> runs, int count) {
        Comparator<String> bySize = Comparator.comparingDouble(metric ->
                -runs.stream().mapToDouble(run -> share(run, metric)).max().orElse(0));
        List<String> largest =
                parts.keySet().stream().sorted(bySize).limit(count).toList();
        return parts.keySet().stream().filter(largest::contains).toList();
    }

    private double share(RunRecord run, String metric) {
        double mean = mean(run, metric);
        return Double.isNaN(mean) ? 0 : mean / new RunTime(run).mean(ALL);
    }

    /** Nanoseconds of a message spent on all parts of these together that the machine knows. */
    double mean(RunRecord run, List<String> metrics) {
        return metrics.stream()
                .map(word -> PREFIX + word)
                .mapToDouble(metric -> mean(run, metric))
                .filter(mean -> mean > 0)
                .sum();
    }

    /** {@code message.sendSoftware} as "send software". */
    private static String words(String metric) {
        return metric.substring(PREFIX.length())
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT);
    }
}
