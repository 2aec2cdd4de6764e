package org.skerry.noc.booksim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.skerry.noc.traffic.LoadCurve;
import org.skerry.noc.traffic.LoadPoint;
import org.skerry.noc.traffic.SeededPoints;

/** The model beside BookSim 2, point by point. */
public final class Comparison {
    private static final double NEAR_SATURATION = 0.9;
    private static final double BELOW = 2.25;
    private static final double NEAR = 6;
    private static final double TRANSPOSE = 7;
    private static final double ACCEPTED = 2;
    private static final int NOISY_SEEDS =
            12; // of the model, at least, where the reference is a mean of many runs as well

    /**
     * One point.
     *
     * @param reference what BookSim measured
     * @param what      the figure that is compared: packet latency or accepted rate
     * @param expected  its value in BookSim
     * @param actual    its mean in the model
     * @param halfWidth half of the 95 % confidence interval of that mean
     * @param p50       median latency of the model, mean over seeds
     * @param p99       99th percentile
     * @param tolerance in per cent
     */
    public record Row(
            ReferencePoint reference,
            String what,
            double expected,
            double actual,
            double halfWidth,
            double p50,
            double p99,
            double tolerance) {
        /** Difference in per cent of the reference. */
        public double error() {
            return 100 * (actual - expected) / expected;
        }

        /** Runs of BookSim that the expected value is the mean of. */
        public int runs() {
            return reference.mean() == null ? 1 : reference.mean().runs();
        }

        /** Whether the difference is within the tolerance. */
        public boolean holds() {
            return Math.abs(error()) <= tolerance;
        }
    }

    private Comparison() {}

    /**
     * Runs the points of the curves that are wanted.
     *
     * @param seeds   runs of each point
     * @param threads of the host
     */
    public static List<Row> run(Predicate<ReferencePoint> wanted, int seeds, int threads) {
        return run(ReferencePoint.all(), wanted, seeds, threads);
    }

    /** The same for other points. */
    static List<Row> run(List<ReferencePoint> points, Predicate<ReferencePoint> wanted, int seeds, int threads) {
        Map<String, Double> saturation = new HashMap<>();
        points.forEach(each -> saturation.merge(network(each), each.accepted(), Math::max));
        Map<String, Callable<SeededPoints>> jobs = new LinkedHashMap<>();
        List<ReferencePoint> chosen = points.stream().filter(wanted).toList();
        for (ReferencePoint point : chosen) {
            // The same point with several seeds of BookSim is run once here.
            jobs.putIfAbsent(key(point), () -> measure(point, seeds));
        }
        List<SeededPoints> results = LoadCurve.all(new ArrayList<>(jobs.values()), threads);
        Map<String, SeededPoints> byKey = new HashMap<>();
        List<String> keys = new ArrayList<>(jobs.keySet());
        for (int i = 0; i < keys.size(); i++) {
            byKey.put(keys.get(i), results.get(i));
        }
        List<Row> rows = new ArrayList<>();
        for (ReferencePoint point : chosen) {
            rows.add(row(point, byKey.get(key(point)), saturation.get(network(point))));
        }
        return rows;
    }

    /** Curves of the same network and traffic, measured for different purposes, saturate at the same load. */
    private static String network(ReferencePoint point) {
        return String.join(
                ";",
                point.configuration().stream()
                        .filter(each -> !each.startsWith("sample_period"))
                        .toList());
    }

    private static String key(ReferencePoint point) {
        return String.join(";", point.configuration()) + " " + point.offered() + " " + point.saturated();
    }

    private static SeededPoints measure(ReferencePoint point, int seeds) {
        BookSimConfig config = point.config(point.saturated());
        int runs = point.mean() == null ? seeds : Math.max(seeds, NOISY_SEEDS);
        return LoadCurve.point(config.network(), config.traffic(), config.phases(), !point.saturated(), 1, runs);
    }

    private static Row row(ReferencePoint point, SeededPoints result, double saturation) {
        boolean accepted = point.saturated() || point.offered() > saturation;
        ToDoubleFunction<LoadPoint> figure = accepted ? LoadPoint::accepted : LoadPoint::packetLatency;
        double once = accepted ? point.accepted() : point.packetLatency();
        return new Row(
                point,
                accepted ? "accepted" : "latency",
                point.mean() == null ? once : point.mean().value(),
                accepted ? result.accepted() : result.mean(figure),
                result.halfWidth(figure),
                result.mean(LoadPoint::p50),
                result.mean(LoadPoint::p99),
                tolerance(point, accepted, saturation));
    }

    private static double tolerance(ReferencePoint point, boolean accepted, double saturation) {
        boolean transpose = point.configuration().contains("traffic=transpose");
        double strict = point.offered() < NEAR_SATURATION * saturation ? BELOW : NEAR;
        double latency = transpose ? TRANSPOSE : strict;
        // No model can be closer to the reference than the reference is to itself.
        double noise = point.mean() == null
                ? 0
                : 100 * point.mean().halfWidth() / point.mean().value();
        return Math.max(accepted ? ACCEPTED : latency, noise);
    }

    /** A table in Markdown, worst first. */
    public static String table(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| curve | offered | figure | BookSim | model | ± 95 % | error % | tolerance % | p50 | p99 | runs of BookSim | |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingDouble((Row row) -> -Math.abs(row.error()) / row.tolerance()));
        for (Row row : sorted) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.5g | %.5g | %.2g | %+.2f | %.4g | %.0f | %.0f | %d | %s |%n",
                    row.reference().curve(),
                    row.reference().offered(),
                    row.what(),
                    row.expected(),
                    row.actual(),
                    row.halfWidth(),
                    row.error(),
                    row.tolerance(),
                    row.p50(),
                    row.p99(),
                    row.runs(),
                    row.holds() ? "" : "misses"));
        }
        return text.toString();
    }
}
