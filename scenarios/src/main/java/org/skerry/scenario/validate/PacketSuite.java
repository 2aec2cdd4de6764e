package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.traffic.InjectionSpec;
import org.skerry.noc.traffic.LoadCurve;
import org.skerry.noc.traffic.LoadPoint;
import org.skerry.noc.traffic.NetworkModel;
import org.skerry.noc.traffic.NetworkSpec;
import org.skerry.noc.traffic.PatternSpec;
import org.skerry.noc.traffic.PatternSpec.Kind;
import org.skerry.noc.traffic.Phases;
import org.skerry.noc.traffic.SeededPoints;
import org.skerry.noc.traffic.TrafficSpec;

/** The packet-level model of networks against the flit-level one: the same packets at the same cycles. */
final class PacketSuite implements Suite {
    private static final double MEAN_PERCENT = 5;
    private static final double TAIL_PERCENT = 15;
    private static final double RANGE = 0.6;

    /** Beyond its range nothing is asked of the model. */
    private static final double ANY_PERCENT = 1000;

    private static final double[] SHARES = {0.1, 0.3, 0.5, 0.6, 0.8};
    private static final Phases PHASES = new Phases(2, 2000, 6, 500, -1, -1);

    /**
     * A kind of network and traffic.
     *
     * @param saturation highest load, in flits for each endpoint and cycle, that the flit-level model accepts and carries with a mean
     *                   latency below 500 cycles
     */
    private record Curve(Kind pattern, int size, int vcs, int depth, int flits, double saturation) {
        String name() {
            return String.format(
                    Locale.ROOT,
                    "%s %dx%d %dvc x%d ps%d",
                    pattern.name().toLowerCase(Locale.ROOT),
                    size,
                    size,
                    vcs,
                    depth,
                    flits);
        }

        NetworkSpec network() {
            return NetworkSpec.of(new Grid(size, size, false, 1, 1, 1), GridRouting.XY, vcs, depth);
        }

        TrafficSpec traffic(double load) {
            boolean hot = pattern == Kind.HOTSPOT;
            return new TrafficSpec(
                    new PatternSpec(
                            pattern, hot ? List.of(27, 28, 35, 36) : List.of(), hot ? List.of(1, 1, 1, 1) : List.of()),
                    InjectionSpec.BERNOULLI,
                    flits,
                    load);
        }
    }

    private static final List<Curve> CURVES = List.of(
            new Curve(Kind.UNIFORM, 8, 4, 8, 5, 0.411),
            new Curve(Kind.UNIFORM, 8, 1, 8, 5, 0.254),
            new Curve(Kind.UNIFORM, 8, 2, 8, 5, 0.381),
            new Curve(Kind.UNIFORM, 8, 8, 8, 5, 0.424),
            new Curve(Kind.UNIFORM, 8, 4, 4, 5, 0.385),
            new Curve(Kind.UNIFORM, 8, 4, 8, 1, 0.422),
            new Curve(Kind.UNIFORM, 8, 1, 8, 1, 0.195),
            new Curve(Kind.UNIFORM, 4, 4, 8, 5, 0.739),
            new Curve(Kind.UNIFORM, 16, 4, 8, 5, 0.214),
            new Curve(Kind.UNIFORM, 8, 4, 8, 20, 0.36),
            new Curve(Kind.TRANSPOSE, 8, 4, 8, 5, 0.15),
            new Curve(Kind.TRANSPOSE, 8, 4, 8, 1, 0.15),
            new Curve(Kind.TORNADO, 8, 4, 8, 5, 0.269),
            new Curve(Kind.NEIGHBOR, 8, 4, 8, 5, 0.845),
            new Curve(Kind.HOTSPOT, 8, 4, 8, 5, 0.0584),
            new Curve(Kind.BITCOMP, 8, 2, 8, 5, 0.221),
            new Curve(Kind.SHUFFLE, 8, 4, 8, 5, 0.23));

    @Override
    public String name() {
        return "packets";
    }

    @Override
    public String text() {
        return "latency of the packet-level model of networks against the flit-level one, up to three fifths of saturation and beyond";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Callable<List<Row>>> jobs = new ArrayList<>();
        for (Curve curve : CURVES) {
            if (effort.wanted().test(curve.name())) {
                for (double share : SHARES) {
                    jobs.add(() -> rows(curve, share, effort.seeds()));
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        LoadCurve.all(jobs, effort.threads()).forEach(rows::addAll);
        return rows;
    }

    private static List<Row> rows(Curve curve, double share, int seeds) {
        double load = share * curve.saturation();
        SeededPoints flits = point(NetworkModel.MESH, curve, load, seeds);
        SeededPoints packets = point(NetworkModel.PACKET, curve, load, seeds);
        boolean within = share <= RANGE;
        String note = packets.outOfRange() ? "says that it is out of its range" : "";
        String point = String.format(Locale.ROOT, "%.1f of saturation, %.4f", share, load);
        double mean = within ? MEAN_PERCENT : ANY_PERCENT;
        double tail = within ? TAIL_PERCENT : ANY_PERCENT;
        return List.of(
                row(
                        curve,
                        "mean packet latency",
                        "mean at " + point,
                        flits.mean(LoadPoint::packetLatency),
                        packets.mean(LoadPoint::packetLatency),
                        mean,
                        note),
                row(
                        curve,
                        "99th percentile of packet latency",
                        "p99 at " + point,
                        flits.mean(LoadPoint::p99),
                        packets.mean(LoadPoint::p99),
                        tail,
                        note));
    }

    private static SeededPoints point(NetworkModel model, Curve curve, double load, int seeds) {
        return LoadCurve.point(model, curve.network(), curve.traffic(load), PHASES, true, 1, seeds, 1);
    }

    private static Row row(
            Curve curve, String figure, String point, double reference, double model, double tolerance, String note) {
        return new Row(
                curve.name(),
                figure,
                point,
                "cycles",
                reference,
                model,
                true,
                tolerance,
                Row.Basis.PREDICTED,
                note,
                "the flit-level model of this version, same packets");
    }
}
