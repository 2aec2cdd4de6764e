package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.Metric;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Chapter.Cell;
import org.skerry.view.report.Chapter.Tone;

/** How busy the devices at the edge were, and who waited for what there. */
final class EdgeSection {
    private static final String PREFIX = "edge.";
    private static final int[] PERCENTILES = {500_000, 990_000};

    private EdgeSection() {}

    /** Whether any machine has a device. */
    static boolean isNeeded(Report report) {
        return report.runs().stream().anyMatch(run -> !devices(run).isEmpty());
    }

    private static TreeSet<String> devices(RunRecord run) {
        TreeSet<String> names = new TreeSet<>();
        for (Metric metric : run.metrics().metrics()) {
            String name = metric.name();
            if (name.startsWith(PREFIX) && name.endsWith(".busyCycles")) {
                names.add(name.substring(PREFIX.length(), name.lastIndexOf('.')));
            }
        }
        return names;
    }

    static Chapter chapter(Report report) {
        List<List<Cell>> served = new ArrayList<>();
        List<List<Cell>> outside = new ArrayList<>();
        for (RunRecord run : report.runs()) {
            RunTime time = new RunTime(run);
            for (String device : devices(run)) {
                served.add(served(run, time, device));
                if (time.hasLatency(PREFIX + device + ".latency")) {
                    outside.add(outside(run, time, device));
                }
            }
        }
        List<Chapter.Part> parts = new ArrayList<>();
        parts.add(new Chapter.Table(
                "Requests, and how long they took, in nanoseconds",
                List.of("device", "requests", "occupied", "wait, mean", "wait, p99", "in all, mean", "in all, p99"),
                served));
        if (!outside.isEmpty()) {
            parts.add(new Chapter.Table(
                    "Requests from outside, from coming in to the answer's being outside, in nanoseconds",
                    List.of("device", "came", "answered", "open", "mean", "median", "p99", "largest"),
                    outside));
        }
        parts.add(new Chapter.Paragraph(
                "Occupied: share of the measured region in which requests kept the device from others; latencies overlap and do not count."
                        + " Wait: from a request's being in the device's mailbox to the begin of its service. In all: to its answer's leaving."
                        + " A request that had to wait outside counts from when it came."));
        return new Chapter("Devices at the edge", parts);
    }

    private static List<Cell> served(RunRecord run, RunTime time, String device) {
        String prefix = PREFIX + device;
        double occupied = run.region().cycles() == 0
                ? 0
                : 100.0 * time.value(prefix + ".busyCycles") / run.region().cycles();
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(device + " on " + run.machine()));
        cells.add(Cell.of(Amounts.whole(time.value(prefix + ".requests"))));
        cells.add(new Cell(String.format(Locale.ROOT, "%.1f %%", occupied), occupied > 95 ? Tone.BAD : Tone.PLAIN));
        for (String metric : List.of(prefix + ".wait", prefix + ".service")) {
            boolean has = time.hasLatency(metric);
            cells.add(Cell.of(has ? Amounts.threeDigits(time.mean(metric)) : Summary.NONE));
            cells.add(Cell.of(has ? Amounts.threeDigits(time.percentile(metric, 990_000)) : Summary.NONE));
        }
        return cells;
    }

    /** Told in nanoseconds by the device itself. */
    private static List<Cell> outside(RunRecord run, RunTime time, String device) {
        String prefix = PREFIX + device;
        String latency = prefix + ".latency";
        double toNanoseconds = 1 / time.nanosecondsPerCycle();
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(device + " on " + run.machine()));
        for (String count : List.of(".arrivals", ".answers", ".open")) {
            cells.add(Cell.of(Amounts.whole(time.value(prefix + count))));
        }
        cells.add(Cell.of(Amounts.threeDigits(time.mean(latency) * toNanoseconds)));
        for (int millionths : PERCENTILES) {
            cells.add(Cell.of(Amounts.threeDigits(time.percentile(latency, millionths) * toNanoseconds)));
        }
        cells.add(Cell.of(Amounts.threeDigits(time.largest(latency) * toNanoseconds)));
        return cells;
    }
}
