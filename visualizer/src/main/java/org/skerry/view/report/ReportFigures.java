package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.EnergySeries;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.ChartData.Form;
import org.skerry.view.chart.ChartData.Series;
import org.skerry.view.chart.ChartData.Spread;
import org.skerry.view.chart.Figure;
import org.skerry.view.chart.LinkMap;
import org.skerry.view.chart.MemoryMap;

/** Which figures a report has, from what its runs have to say. Runs on machines without time appear in none about time. */
final class ReportFigures {
    private static final int MOST_PARTS = 7;
    private static final List<String> PERCENTILE_NAMES =
            List.of("50 %", "75 %", "90 %", "95 %", "99 %", "99.9 %", "99.99 %", "all");
    private static final List<Integer> PERCENTILES =
            List.of(500_000, 750_000, 900_000, 950_000, 990_000, 999_000, 999_900, 1_000_000);
    private static final List<Double> NICE = List.of(1.2, 2.0, 4.0, 6.0, 8.0, 12.0);

    private final Report report;
    private final List<RunRecord> timed;
    private final List<String> names;
    private final WorkUnit piece;

    ReportFigures(Report report) {
        this.report = report;
        this.timed =
                report.runs().stream().filter(run -> new RunTime(run).exists()).toList();
        this.names = timed.stream().map(RunRecord::machine).toList();
        this.piece = WorkUnit.of(report.work());
    }

    /** All of them. */
    List<Figure> all() {
        List<Figure> all = new ArrayList<>();
        for (Chapter chapter : report.chapters()) {
            for (Chapter.Part part : chapter.parts()) {
                if (part instanceof Chapter.Picture picture) {
                    all.add(picture.figure());
                }
            }
        }
        all.addAll(headline());
        all.addAll(ClientSection.figures(report));
        all.addAll(latency());
        all.addAll(message());
        all.addAll(cycles());
        all.addAll(energy());
        all.addAll(power());
        all.addAll(links());
        all.addAll(memory());
        return all;
    }

    /** What is looked at first, one bar for each machine; nothing where there is nothing to compare. */
    List<Figure> headline() {
        List<Figure> figures = new ArrayList<>();
        if (timed.size() < 2) {
            return figures;
        }
        if (timed.stream().anyMatch(run -> piece.pieces(run).isPresent())) {
            figures.add(new ChartData(
                    "throughput",
                    "Throughput (longer is faster)",
                    piece.unit() + "s per millisecond of simulated time",
                    "",
                    Form.BARS,
                    names,
                    List.of(series(
                            "throughput",
                            timed,
                            run -> new RunTime(run)
                                    .perMillisecond(piece.pieces(run).orElse(Double.NaN))))));
        }
        if (timed.stream().anyMatch(run -> new RunTime(run).hasLatency("turns.latency"))) {
            figures.add(new ChartData(
                    "slowest",
                    "Handling latency of the slowest hundredth (shorter is faster)",
                    "99th percentile in nanoseconds of simulated time",
                    "",
                    Form.BARS,
                    names,
                    List.of(series("99th percentile", timed, run -> {
                        RunTime time = new RunTime(run);
                        return time.hasLatency("turns.latency")
                                ? time.percentile("turns.latency", 990_000)
                                : Double.NaN;
                    }))));
        }
        return figures;
    }

    List<Figure> latency() {
        List<Figure> figures = new ArrayList<>();
        curve("latency", "Handling latency: from send to the end of the turn", "turns.latency", figures);
        curve("latency-messages", "Message latency: from send to the mailbox", "messages.latency", figures);
        return figures;
    }

    private void curve(String name, String title, String metric, List<Figure> figures) {
        List<Series> series = new ArrayList<>();
        for (RunRecord run : timed) {
            RunTime time = new RunTime(run);
            if (time.hasLatency(metric)) {
                series.add(new Series(
                        run.machine(),
                        PERCENTILES.stream()
                                .map(millionths -> time.percentile(metric, millionths))
                                .toList()));
            }
        }
        if (!series.isEmpty()) {
            figures.add(new ChartData(
                    name,
                    title,
                    "nanoseconds",
                    "share of messages that took no longer",
                    Form.CURVE,
                    PERCENTILE_NAMES,
                    series));
        }
    }

    /** What a message costs on average, one bar for each machine. */
    List<Figure> message() {
        MessageStack stack = MessageStack.of(timed);
        List<RunRecord> runs = timed.stream().filter(stack::tells).toList();
        if (runs.isEmpty()) {
            return List.of();
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(message("message", "What a message costs: from the sender's software to the handler", stack, runs));
        if (stack.parts().containsKey(MessageStack.MAILBOX)) {
            figures.add(message(
                    "message-machine",
                    "The same without waiting for a target that is busy",
                    stack.without(MessageStack.MAILBOX),
                    runs));
        }
        return figures;
    }

    private static ChartData message(String name, String title, MessageStack stack, List<RunRecord> runs) {
        List<String> shown = stack.largest(runs, MOST_PARTS);
        List<Series> series = new ArrayList<>();
        for (String metric : shown) {
            series.add(new Series(stack.parts().get(metric), values(runs, run -> stack.mean(run, metric))));
        }
        if (shown.size() < stack.parts().size()) {
            series.add(new Series(
                    "the rest",
                    values(
                            runs,
                            run -> stack.parts().keySet().stream()
                                    .filter(metric -> !shown.contains(metric))
                                    .mapToDouble(metric -> stack.mean(run, metric))
                                    .filter(mean -> mean > 0)
                                    .sum()),
                    true));
        }
        return new ChartData(
                name,
                title,
                "nanoseconds of a message, on average",
                "",
                Form.STACKED,
                runs.stream().map(RunRecord::machine).toList(),
                series);
    }

    List<Figure> cycles() {
        CycleStack stack = CycleStack.of(timed);
        List<RunRecord> runs = timed.stream().filter(stack::tells).toList();
        if (runs.isEmpty()) {
            return List.of();
        }
        List<Series> shares = new ArrayList<>();
        List<Series> costs = new ArrayList<>();
        List<String> small = new ArrayList<>();
        List<String> idle = new ArrayList<>();
        stack.parts().forEach((metric, words) -> {
            if (CycleStack.isIdle(metric)) {
                idle.add(metric);
            } else if (stack.isSmall(runs, metric)) {
                small.add(metric);
            } else {
                shares.add(new Series(words, values(runs, run -> 100 * stack.cycles(run, metric) / stack.all(run))));
                costs.add(new Series(words, values(runs, run -> each(run, stack.cycles(run, metric)))));
            }
        });
        ToDoubleFunction<RunRecord> rest = run -> small.stream()
                .mapToDouble(metric -> stack.cycles(run, metric))
                .filter(cycles -> cycles > 0)
                .sum();
        if (runs.stream().anyMatch(run -> rest.applyAsDouble(run) > 0)) {
            shares.add(new Series("the rest", values(runs, run -> 100 * rest.applyAsDouble(run) / stack.all(run))));
            costs.add(new Series("the rest", values(runs, run -> each(run, rest.applyAsDouble(run)))));
        }
        idle.forEach(metric -> shares.add(new Series(
                stack.parts().get(metric),
                values(runs, run -> 100 * stack.cycles(run, metric) / stack.all(run)),
                true)));
        List<String> machines = runs.stream().map(RunRecord::machine).toList();
        List<Figure> figures = new ArrayList<>();
        figures.add(new ChartData(
                "cycles",
                "Where the cycles of the cores went",
                "share of all cycles of all cores",
                "",
                Form.SHARES,
                machines,
                shares));
        if (runs.stream().allMatch(run -> piece.pieces(run).isPresent())) {
            figures.add(new ChartData(
                    "cycles-work",
                    "What one " + piece.unit() + " costs the cores",
                    "core cycles per " + piece.unit() + ", idle time left out",
                    "",
                    Form.STACKED,
                    machines,
                    costs));
        }
        return figures;
    }

    /** {@code amount} of a run for one piece of its work. */
    private double each(RunRecord run, double amount) {
        return amount / piece.pieces(run).orElse(Double.NaN);
    }

    List<Figure> energy() {
        List<Figure> figures = new ArrayList<>();
        Bill whole = Bill.of(report.runs(), RunRecord::energy);
        if (!whole.isEmpty()) {
            boolean counted =
                    whole.runs().stream().allMatch(run -> piece.pieces(run).isPresent());
            if (counted) {
                figures.add(bill("energy", "Energy per " + piece.unit(), Bill.of(report.runs(), piece.perPiece())));
            } else {
                figures.add(bill("energy", "Energy", whole));
            }
        }
        Bill area = Bill.of(report.runs(), RunRecord::area);
        if (!area.isEmpty()) {
            figures.add(bill("area", "Area", area));
        }
        return figures;
    }

    /** Mean power of each part in each interval, a picture for each machine that was asked for it. */
    List<Figure> power() {
        List<String> slugs = slugs(timed);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < timed.size(); i++) {
            RunRecord run = timed.get(i);
            EnergySeries energy = run.energyOverTime();
            if (energy.intervals() < 2 || energy.isEmpty()) {
                continue;
            }
            double nanosecondsPerCycle =
                    (double) run.nanoseconds() / run.outcome().cycle();
            List<String> ends = energy.cycles().subList(1, energy.cycles().size()).stream()
                    .map(cycle -> String.format(Locale.ROOT, cycle % 1000 == 0 ? "%.0f" : "%.1f", cycle / 1000.0))
                    .toList();
            List<Series> series = new ArrayList<>();
            for (EnergySeries.Part part : energy.parts()) {
                List<Double> milliwatts = new ArrayList<>();
                for (int k = 0; k < energy.intervals(); k++) {
                    long cycles = energy.cycles().get(k + 1) - energy.cycles().get(k);
                    milliwatts.add(part.picojoules().get(k) / (cycles * nanosecondsPerCycle));
                }
                series.add(new Series(part.name(), milliwatts));
            }
            figures.add(new ChartData(
                    "power-" + slugs.get(i),
                    run.machine() + ": power of each part over time",
                    "mean power of an interval in milliwatts",
                    "end of the interval, in thousands of cycles",
                    Form.LINE,
                    ends,
                    series));
        }
        return figures;
    }

    private static ChartData bill(String name, String title, Bill bill) {
        List<String> shown = bill.parts().size() <= MOST_PARTS + 1 ? bill.parts() : bill.largest(MOST_PARTS);
        List<Series> series = new ArrayList<>();
        for (String part : shown) {
            series.add(series(part, bill.runs(), run -> bill.has(run, part) ? bill.amount(run, part) : Double.NaN));
        }
        if (shown.size() < bill.parts().size()) {
            ToDoubleFunction<RunRecord> rest = run -> bill.sum(run)
                    - shown.stream().mapToDouble(part -> bill.amount(run, part)).sum();
            series.add(new Series("the rest", values(bill.runs(), rest), true));
        }
        List<Spread> spreads = bill.runs().stream()
                .map(run -> new Spread(bill.lowSum(run), bill.highSum(run)))
                .toList();
        return new ChartData(
                name,
                title,
                bill.unit() + "; the line shows the range of uncertainty",
                "",
                Form.STACKED,
                bill.runs().stream().map(RunRecord::machine).toList(),
                series,
                spreads);
    }

    List<Figure> links() {
        double busiest = 0;
        for (RunRecord run : timed) {
            for (LinkLoad link : run.links()) {
                busiest = Math.max(busiest, (double) link.flits() / run.region().cycles());
            }
        }
        List<String> slugs = slugs(timed);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < timed.size(); i++) {
            RunRecord run = timed.get(i);
            if (!run.links().isEmpty()) {
                figures.add(new LinkMap(
                        "links-" + slugs.get(i),
                        run.machine() + ": load of each link",
                        run.links(),
                        run.region().cycles(),
                        nice(busiest)));
            }
        }
        return figures;
    }

    List<Figure> memory() {
        List<String> slugs = slugs(report.runs());
        List<String> kinds = report.runs().stream()
                .flatMap(run -> MemoryMap.kinds(run.memory()).stream())
                .distinct()
                .toList();
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < report.runs().size(); i++) {
            RunRecord run = report.runs().get(i);
            if (!run.memory().isEmpty()) {
                figures.add(new MemoryMap(
                        "memory-" + slugs.get(i),
                        run.machine() + ": whose bytes lie where",
                        run.memory(),
                        run.reach().landings(),
                        kinds));
            }
        }
        return figures;
    }

    /** A machine's name as part of the name of a file; a number tells apart those that would be the same. */
    private static List<String> slugs(List<RunRecord> runs) {
        List<String> slugs = new ArrayList<>();
        for (RunRecord run : runs) {
            String plain = plain(run.machine());
            slugs.add(slugs.contains(plain) ? plain + "-" + slugs.size() : plain);
        }
        return slugs;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** The next number above whose quarters are round. */
    private static double nice(double value) {
        if (!(value > 0)) {
            return 0.01;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double round = NICE.stream()
                .filter(step -> step * power >= value * 0.9999)
                .findFirst()
                .orElse(12.0);
        return Math.min(1, round * power);
    }

    private static Series series(String name, List<RunRecord> runs, ToDoubleFunction<RunRecord> value) {
        return new Series(name, values(runs, value));
    }

    private static List<Double> values(List<RunRecord> runs, ToDoubleFunction<RunRecord> value) {
        return runs.stream().map(value::applyAsDouble).toList();
    }
}
