package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.ClientFigures.Counts;
import org.skerry.sim.stats.ClientFigures.Latency;
import org.skerry.sim.stats.GoodputSeries;
import org.skerry.sim.stats.GoodputSeries.Interval;
import org.skerry.view.chart.Amounts;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.ChartData.Form;
import org.skerry.view.chart.ChartData.Series;
import org.skerry.view.chart.Figure;
import org.skerry.view.report.Chapter.Cell;
import org.skerry.view.report.Chapter.Tone;

/** What clients outside waited, and what they got over time. Times of machines without time are left out. */
final class ClientSection {
    private static final int[] PERCENTILES = {500_000, 900_000, 990_000, 999_000, 1_000_000};
    private static final List<String> SHARES =
            List.of("50 %", "75 %", "90 %", "95 %", "99 %", "99.9 %", "99.99 %", "all");

    /** Points along an axis of time. */
    private static final int MOST_POINTS = 120;

    private static final double GOOD_SHARE = 0.99;

    private ClientSection() {}

    /** Whether any machine had clients. */
    static boolean isNeeded(Report report) {
        return report.runs().stream().anyMatch(run -> !run.clients().isEmpty());
    }

    static Chapter chapter(Report report) {
        List<Chapter.Part> parts = new ArrayList<>();
        figures(report).forEach(figure -> parts.add(new Chapter.Picture(figure)));
        parts.add(latencies(report));
        parts.add(counts(report));
        parts.add(
                new Chapter.Paragraph(
                        "Latency of requests that were answered before their time was out. Intended: from when the request was meant to come. Sent: from"
                                + " when the attempt that was answered was put on the way, without what it waited outside and without earlier"
                                + " attempts. Closed loop: that again, but only of those requests that a tester would have made who waits for each"
                                + " answer before he asks again - the mistake of coordinated omission: he makes no requests while the service"
                                + " stands still. Percentiles are those of an HdrHistogram with three digits; all of it is in run.json."));
        parts.add(new Chapter.Paragraph(
                "Late: answers to attempts whose time was out; what the service did for them was for nothing. Goodput over time, with"
                        + " percentiles of each interval, is in goodput.csv."));
        return new Chapter("Clients outside", parts);
    }

    /** The pictures of the section: percentiles of all machines for each device, goodput over time for each device and machine. */
    static List<Figure> figures(Report report) {
        List<Figure> figures = new ArrayList<>();
        for (String device : devices(report)) {
            percentiles(report, device, figures);
            for (RunRecord run : report.runs()) {
                for (ClientFigures clients : run.clients()) {
                    if (clients.device().equals(device) && new RunTime(run).exists()) {
                        goodput(run, clients, figures);
                    }
                }
            }
        }
        return figures;
    }

    private static TreeSet<String> devices(Report report) {
        TreeSet<String> names = new TreeSet<>();
        report.runs().forEach(run -> run.clients().forEach(clients -> names.add(clients.device())));
        return names;
    }

    private static void percentiles(Report report, String device, List<Figure> figures) {
        List<Series> series = new ArrayList<>();
        for (String basis : List.of(ClientFigures.INTENDED, ClientFigures.CLOSED_LOOP)) {
            for (RunRecord run : report.runs()) {
                for (ClientFigures clients : run.clients()) {
                    boolean shown = clients.device().equals(device) && new RunTime(run).exists();
                    if (shown && clients.latency(basis).count() > 0) {
                        series.add(new Series(
                                run.machine() + ", " + words(basis),
                                clients.latency(basis).percentiles().stream()
                                        .map(Long::doubleValue)
                                        .toList()));
                    }
                }
            }
        }
        if (!series.isEmpty()) {
            figures.add(new ChartData(
                    free("clients-" + plain(device), figures),
                    "Latency that clients of " + device + " saw, and what a closed loop says",
                    "nanoseconds",
                    "share of requests that took no longer",
                    Form.CURVE,
                    SHARES,
                    series));
        }
    }

    private static void goodput(RunRecord run, ClientFigures clients, List<Figure> figures) {
        GoodputSeries series = clients.series();
        int intervals = series.intervals().size();
        if (intervals < 2) {
            return;
        }
        int each = (intervals + MOST_POINTS - 1) / MOST_POINTS;
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < intervals; i += each) {
            ends.add(String.format(Locale.ROOT, "%.4g", series.fromNanoseconds(i + each) / 1e6));
        }
        ends.replaceAll(end -> end.contains(".") ? end.replaceAll("0+$", "").replaceAll("\\.$", "") : end);
        for (int i = 1; i < ends.size(); i++) {
            if (ends.subList(0, i).contains(ends.get(i))) {
                ends.set(i, ends.get(i) + " ".repeat(i)); // categories must differ
            }
        }
        figures.add(new ChartData(
                free("goodput-" + plain(run.machine()) + "-" + plain(clients.device()), figures),
                run.machine() + ": requests of " + clients.device() + " over time",
                "requests per millisecond",
                "end of the interval, in milliseconds",
                Form.LINE,
                ends,
                List.of(
                        new Series("meant to come", rates(series, each, Interval::offered)),
                        new Series("attempts", rates(series, each, Interval::attempts)),
                        new Series("answered in time", rates(series, each, Interval::good)))));
    }

    /** Events in a millisecond, of so many intervals at a time. */
    private static List<Double> rates(GoodputSeries series, int each, ToLongFunction<Interval> column) {
        List<Double> rates = new ArrayList<>();
        List<Interval> intervals = series.intervals();
        for (int i = 0; i < intervals.size(); i += each) {
            int to = Math.min(intervals.size(), i + each);
            long sum = intervals.subList(i, to).stream().mapToLong(column).sum();
            rates.add(sum * 1e6 / ((double) (to - i) * series.intervalNanoseconds()));
        }
        return rates;
    }

    private static Chapter.Table latencies(Report report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (RunRecord run : report.runs()) {
            if (!new RunTime(run).exists()) {
                continue;
            }
            for (ClientFigures clients : run.clients()) {
                for (Latency latency : clients.latencies()) {
                    rows.add(latency(
                            clients.device() + " on " + run.machine() + ", " + words(latency.basis()), latency));
                }
            }
        }
        return new Chapter.Table(
                "Latency in nanoseconds, with and without the mistake of coordinated omission",
                List.of("clients of", "values", "mean", "median", "p90", "p99", "p99.9", "largest"),
                rows);
    }

    private static List<Cell> latency(String name, Latency latency) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.of(name), Cell.of(Amounts.whole(latency.count()))));
        boolean any = latency.count() > 0;
        cells.add(Cell.of(any ? Amounts.threeDigits(latency.mean()) : Summary.NONE));
        for (int millionths : PERCENTILES) {
            cells.add(Cell.of(any ? Amounts.threeDigits(latency.percentile(millionths)) : Summary.NONE));
        }
        return cells;
    }

    private static Chapter.Table counts(Report report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (RunRecord run : report.runs()) {
            for (ClientFigures clients : run.clients()) {
                rows.add(counts(clients.device() + " on " + run.machine(), clients.counts()));
            }
        }
        return new Chapter.Table(
                "What became of the requests, over the whole run",
                List.of(
                        "clients of",
                        "meant to come",
                        "answered in time",
                        "share",
                        "timed out",
                        "refused",
                        "repeated",
                        "attempts each",
                        "late",
                        "given up",
                        "dropped",
                        "open"),
                rows);
    }

    private static List<Cell> counts(String name, Counts counts) {
        return List.of(
                Cell.of(name),
                Cell.of(Amounts.whole(counts.offered())),
                Cell.of(Amounts.whole(counts.good())),
                new Cell(share(counts), counts.goodShare() < GOOD_SHARE ? Tone.BAD : Tone.PLAIN),
                Cell.of(Amounts.whole(counts.timedOut())),
                Cell.of(Amounts.whole(counts.refused())),
                Cell.of(Amounts.whole(counts.retried())),
                Cell.of(String.format(Locale.ROOT, "%.3f", counts.amplification())),
                Cell.of(Amounts.whole(counts.late())),
                Cell.of(Amounts.whole(counts.givenUp())),
                Cell.of(Amounts.whole(counts.dropped())),
                Cell.of(Amounts.whole(counts.open())));
    }

    /** The share of the requests that were answered in time, in per cent. */
    static String share(Counts counts) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * counts.goodShare());
    }

    private static String words(String basis) {
        return basis.replace('-', ' ');
    }

    /** A name that no other figure has: machines and devices may be called alike. */
    private static String free(String name, List<Figure> figures) {
        boolean taken = figures.stream().anyMatch(figure -> figure.name().equals(name));
        return taken ? name + "-" + figures.size() : name;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
