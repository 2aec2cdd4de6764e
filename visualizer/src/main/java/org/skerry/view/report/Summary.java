package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.view.chart.Amounts;

/**
 * The table of a report: a row for each figure, a column for each run. A row that no run can fill is left out.
 *
 * @param columns names of the runs
 * @param rows    figures, in the order in which to read them
 */
public record Summary(List<String> columns, List<Row> rows) {
    /** Shown where a run has no such figure. */
    public static final String NONE = "-";

    /** Where a figure comes from. */
    public enum Origin {
        /** Counted while the run went on. */
        MEASURED("measured"),
        /** Worked out from what was counted. */
        COMPUTED("computed"),
        /** Rests on what nobody measured here: constants of the models, and how far they may be off. */
        ASSUMED("assumed"),
        /** Put in by the scenario. */
        GIVEN("given");

        private final String word;

        Origin(String word) {
            this.word = word;
        }

        /** In lower case, for people. */
        public String word() {
            return word;
        }
    }

    /**
     * One figure of every run.
     *
     * @param group  heading of the rows that it stands with
     * @param name   what it is
     * @param unit   its unit, or empty
     * @param origin where it comes from
     * @param cells  one for each run
     */
    public record Row(String group, String name, String unit, Origin origin, List<String> cells) {}

    /** The rows of these runs. */
    public static Summary of(List<RunRecord> runs, Optional<Report.Work> work) {
        Rows rows = new Rows(runs);
        rows.group("Run");
        rows.add(
                "machine", "", Origin.GIVEN, run -> (String) run.configuration().get("machine.kind"));
        rows.add("outcome", "", Origin.MEASURED, run -> run.outcome().name());
        rows.timed("simulated time", "ns", time -> null, run -> Amounts.whole(run.nanoseconds()));
        region(rows, runs);
        rows.group("Speed");
        WorkUnit piece = WorkUnit.of(work);
        work.ifPresent(done -> {
            rows.add(done.unit() + "s, whole run", "", Origin.GIVEN, run -> Amounts.whole(done.count()));
            rows.add(done.unit() + "s per ms", "", Origin.COMPUTED, run -> {
                RunTime time = new RunTime(run);
                return time.exists()
                        ? digits(time.perMillisecond(piece.pieces(run).orElse(0)))
                        : null;
            });
        });
        rows.metric("turns", "", "turns.count");
        rows.timed("turns per ms", "", time -> time.has("turns.count") ? rate(time, "turns.count") : null, null);
        rows.metric("instructions", "", "turns.instructions");
        rows.group("Latency");
        rows.latency("handling latency", "turns.latency");
        rows.latency("message latency", "messages.latency");
        message(rows, runs);
        clients(rows, runs);
        rows.group("Energy and area");
        bill(rows, "energy", "", Bill.of(runs, RunRecord::energy));
        Bill each = Bill.of(runs, piece.perPiece());
        bill(rows, "energy per " + piece.unit(), "", each);
        bill(rows, "area", "", Bill.of(runs, RunRecord::area));
        rows.group("Cores");
        rows.metric("busy", "cycles", "turns.busyCycles");
        rows.metric("stalled on memory", "cycles", "core.stallCycles.memory");
        rows.metric("stalled on sending", "cycles", "core.stallCycles.send");
        rows.group("Messages and network");
        rows.metric("messages delivered", "", "messages.delivered");
        rows.metric("messages refused", "", "messages.refused");
        rows.metric("network packets", "", "network.packets");
        rows.metric("network traffic", "bytes", "network.packetBytes");
        rows.metric("network hops", "", "network.hops");
        rows.group("Memory");
        rows.metric("L1 hits", "", "memory.l1.hits");
        rows.metric("L1 misses", "", "memory.l1.misses");
        rows.metric("L2 hits", "", "memory.l2.hits");
        rows.metric("L2 misses", "", "memory.l2.misses");
        rows.metric("shared cache hits", "", "memory.shared.hits");
        rows.metric("shared cache misses", "", "memory.shared.misses");
        rows.metric("copies given up to other cores", "lines", "memory.probes");
        rows.metric("copies passed from core to core", "lines", "memory.cacheToCache");
        rows.metric("DRAM reads", "lines", "memory.dram.reads");
        rows.metric("DRAM writes", "lines", "memory.dram.writes");
        rows.metric("DRAM accesses to an open row", "", "memory.dram.rowHits");
        rows.group("Faults");
        rows.metric("actors faulted", "", "actors.faulted");
        Assumption.rows().forEach(assumption -> {
            rows.group("Assumed timing");
            rows.add(assumption.name(), assumption.unit(), Origin.ASSUMED, assumption::value);
        });
        rows.group("Identity");
        rows.add(
                "digest",
                "",
                Origin.MEASURED,
                run -> run.digest().substring(0, Math.min(16, run.digest().length())));
        return new Summary(runs.stream().map(RunRecord::machine).toList(), rows.rows);
    }

    /** The settings that the table tells as assumptions, by path in the configuration of a run. */
    public static List<String> assumedSettings() {
        return Assumption.rows().stream().map(Assumption::path).toList();
    }

    private static void message(Rows rows, List<RunRecord> runs) {
        MessageStack stack = MessageStack.of(runs);
        rows.group("Cost of a message, on average");
        cost(rows, stack, "cost of a message, mean", run -> new RunTime(run).mean(MessageStack.ALL));
        cost(rows, stack, "cost of a message, software", run -> stack.mean(run, MessageStack.SOFTWARE));
        cost(rows, stack, "cost of a message, network or cache lines", run -> stack.mean(run, MessageStack.WAY));
        cost(rows, stack, "cost of a message, behind others", run -> stack.mean(run, MessageStack.MAILBOX));
    }

    private static void cost(Rows rows, MessageStack stack, String name, Function<RunRecord, Double> nanoseconds) {
        rows.add(name, "ns", Origin.COMPUTED, run -> stack.tells(run) ? digits(nanoseconds.apply(run)) : null);
    }

    /** What clients outside got; of several populations each has rows of its own. */
    private static void clients(Rows rows, List<RunRecord> runs) {
        TreeSet<String> devices = new TreeSet<>();
        runs.forEach(run -> run.clients().forEach(clients -> devices.add(clients.device())));
        for (String device : devices) {
            rows.group("Clients of " + device + ", whole run");
            String name = "clients" + (devices.size() > 1 ? " of " + device : "");
            clients(
                    rows,
                    device,
                    name + ", requests",
                    "",
                    each -> Amounts.whole(each.counts().offered()));
            clients(
                    rows,
                    device,
                    name + ", answered in time",
                    "%",
                    each -> String.format(
                            Locale.ROOT, "%.2f", 100 * each.counts().goodShare()));
            clients(
                    rows,
                    device,
                    name + ", attempts for each request",
                    "",
                    each -> String.format(Locale.ROOT, "%.3f", each.counts().amplification()));
            waits(rows, device, name + " waited, median", ClientFigures.INTENDED, 500_000);
            waits(rows, device, name + " waited, 99th percentile", ClientFigures.INTENDED, 990_000);
            waits(rows, device, name + " waited, 99.9th percentile", ClientFigures.INTENDED, 999_000);
            waits(rows, device, name + " in a closed loop, 99.9th percentile", ClientFigures.CLOSED_LOOP, 999_000);
        }
    }

    private static void waits(Rows rows, String device, String name, String basis, int millionths) {
        rows.add(
                name,
                "ns",
                Origin.MEASURED,
                run -> run.clients().stream()
                        .filter(each ->
                                new RunTime(run).exists() && each.device().equals(device))
                        .filter(each -> each.latency(basis).count() > 0)
                        .map(each -> digits(each.latency(basis).percentile(millionths)))
                        .findFirst()
                        .orElse(null));
    }

    private static void clients(
            Rows rows, String device, String name, String unit, Function<ClientFigures, String> figure) {
        rows.add(
                name,
                unit,
                Origin.MEASURED,
                run -> run.clients().stream()
                        .filter(each -> each.device().equals(device))
                        .map(figure)
                        .findFirst()
                        .orElse(null));
    }

    /** Which part of the run everything below is about, unless it is all of every run. */
    private static void region(Rows rows, List<RunRecord> runs) {
        if (runs.stream().allMatch(run -> run.region().isWhole())) {
            return;
        }
        rows.timed(
                "simulated time, measured part",
                "ns",
                time -> null,
                run -> Amounts.whole(run.region().nanoseconds()));
        rows.timed(
                "turns left out before",
                "",
                time -> null,
                run -> Amounts.whole(run.region().turnsBefore()));
        rows.timed(
                "turns left out after",
                "",
                time -> null,
                run -> Amounts.whole(run.region().allTurns()
                        - run.region().turnsBefore()
                        - run.region().turns()));
    }

    private static void bill(Rows rows, String name, String unit, Bill bill) {
        rows.add(name, bill.unit(), Origin.COMPUTED, run -> bill.runs().contains(run) ? digits(bill.sum(run)) : null);
        rows.add(
                name + ", range",
                bill.unit(),
                Origin.ASSUMED,
                run -> bill.runs().contains(run) ? digits(bill.lowSum(run)) + " - " + digits(bill.highSum(run)) : null);
    }

    private static String rate(RunTime time, String metric) {
        return digits(time.perMillisecond(time.value(metric)));
    }

    private static String digits(double value) {
        return Amounts.threeDigits(value);
    }

    /** Collects rows and drops the empty ones. */
    private static final class Rows {
        private final List<RunRecord> runs;
        private final List<Row> rows = new ArrayList<>();
        private String group = "";

        Rows(List<RunRecord> runs) {
            this.runs = runs;
        }

        /** What follows stands under this heading. */
        void group(String title) {
            group = title;
        }

        /** A row of any text; {@code cell} answers null where there is nothing to say. */
        void add(String name, String unit, Origin origin, Function<RunRecord, String> cell) {
            List<String> cells = new ArrayList<>();
            boolean any = false;
            for (RunRecord run : runs) {
                String text = cell.apply(run);
                any |= text != null;
                cells.add(text == null ? NONE : text);
            }
            if (any) {
                rows.add(new Row(group, name, unit, origin, List.copyOf(cells)));
            }
        }

        void metric(String name, String unit, String metric) {
            add(
                    name,
                    unit,
                    Origin.MEASURED,
                    run -> run.metrics().has(metric)
                            ? Amounts.whole(run.metrics().value(metric))
                            : null);
        }

        void latency(String name, String metric) {
            computed(name + ", mean", metric, time -> time.mean(metric));
            computed(name + ", median", metric, time -> time.percentile(metric, 500_000));
            computed(name + ", 99th percentile", metric, time -> time.percentile(metric, 990_000));
            computed(name + ", largest", metric, time -> time.largest(metric));
        }

        private void computed(String name, String metric, Function<RunTime, Double> value) {
            add(name, "ns", Origin.COMPUTED, run -> {
                RunTime time = new RunTime(run);
                return time.hasLatency(metric) ? digits(value.apply(time)) : null;
            });
        }

        /** A row about time, empty for machines without. */
        void timed(String name, String unit, Function<RunTime, String> computed, Function<RunRecord, String> measured) {
            add(name, unit, measured == null ? Origin.COMPUTED : Origin.MEASURED, run -> {
                RunTime time = new RunTime(run);
                if (!time.exists()) {
                    return null;
                }
                return measured == null ? computed.apply(time) : measured.apply(run);
            });
        }
    }
}
