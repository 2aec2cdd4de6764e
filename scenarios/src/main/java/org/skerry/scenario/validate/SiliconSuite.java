package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.traffic.Bisection;
import org.skerry.noc.traffic.LonePackets;
import org.skerry.noc.traffic.NetworkSpec;
import org.skerry.scenario.noc.Study;
import org.skerry.scenario.preset.Preset;
import org.skerry.scenario.preset.Silicon;

/**
 * Networks of chips that were built, against their published latency at every distance. For each distance the packets of all pairs of
 * endpoints that are so far apart are simulated, flit by flit; the row has the pair that is farthest from the publication.
 */
final class SiliconSuite implements Suite {
    private static final double TOLERANCE_CYCLES = 1;
    private static final double TOLERANCE_PERCENT = 5; // links are published as full, and no router fills one for ever
    private static final int PACKET_FLITS = 9; // of flits, a head and a line of 128 bytes in flits of 16

    @Override
    public String name() {
        return "silicon";
    }

    @Override
    public String text() {
        return "latency over every distance of the networks of seven chips that were built, against their publications";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        for (String name : Preset.names()) {
            Preset preset = Preset.of(name);
            if (effort.wanted().test(name)
                    || effort.wanted().test(preset.silicon().chip())) {
                NetworkSpec network = Study.read("", "preset " + name, List.of(), preset, null)
                        .network();
                LonePackets packets = LonePackets.everyPair(network, 1);
                for (Silicon.Rate rate : preset.silicon().bisections()) {
                    rows.add(row(preset.silicon(), rate, network));
                }
                for (Silicon.Law law : preset.silicon().laws()) {
                    rows.addAll(rows(preset.silicon(), law, network.grid(), packets));
                }
            }
        }
        return rows;
    }

    /** The link's width and clock are published, and which links there are; that routers fill them is simulated. */
    private static Row row(Silicon silicon, Silicon.Rate rate, NetworkSpec network) {
        double flits = Bisection.flitsPerCycle(network, PACKET_FLITS, 1);
        double hertz = (double) silicon.clockHertz() * silicon.networkCyclesPerClock();
        return new Row(
                silicon.chip(),
                rate.figure(),
                "all endpoints to the other half",
                "Gb/s",
                rate.gigabitsPerSecond(),
                flits * silicon.flitBits() * hertz / 1e9,
                true,
                TOLERANCE_PERCENT,
                Row.Basis.PREDICTED,
                String.format(Locale.ROOT, "(%.4g flits a network cycle)", flits),
                rate.source() + " [" + rate.evidence() + "]");
    }

    private static List<Row> rows(Silicon silicon, Silicon.Law law, Grid grid, LonePackets packets) {
        int farthest = 0;
        for (int pair = 0; pair < packets.latencies().length; pair++) {
            farthest = Math.max(farthest, packets.routers()[pair] - 1);
        }
        List<Row> rows = new ArrayList<>();
        for (int hops = law.constant() == Silicon.UNPUBLISHED ? 1 : 0; hops <= farthest; hops++) {
            Row row = law.hops().isEmpty() || law.hops().contains(hops) ? row(silicon, law, grid, packets, hops) : null;
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The worst pair of a distance, or null if no pair of this law is that far apart. */
    private static Row row(Silicon silicon, Silicon.Law law, Grid grid, LonePackets packets, int hops) {
        double published = law.cycles(hops);
        double worst = Double.NaN;
        int pairs = 0;
        for (int from = 0; from < packets.endpoints(); from++) {
            for (int to = 0; to < packets.endpoints(); to++) {
                if (packets.hops(from, to) == hops && (law.turns() < 0 || turns(grid, from, to) == law.turns())) {
                    double cycles = cycles(silicon, law, packets, from, to);
                    worst = pairs == 0 || Math.abs(cycles - published) > Math.abs(worst - published) ? cycles : worst;
                    pairs++;
                }
            }
        }
        if (pairs == 0) {
            return null;
        }
        double nanoseconds = worst * 1e9 / silicon.clockHertz();
        return new Row(
                silicon.chip(),
                law.figure(),
                hops + (hops == 1 ? " hop" : " hops") + (law.turns() == 1 ? ", turn" : ""),
                "cycles",
                published,
                worst,
                false,
                TOLERANCE_CYCLES,
                law.fittedHops().contains(hops) ? Row.Basis.FITTED : Row.Basis.PREDICTED,
                String.format(Locale.ROOT, "(%.4g ns, %d %s)", nanoseconds, pairs, pairs == 1 ? "pair" : "pairs"),
                law.source() + " [" + law.evidence() + "]");
    }

    private static double cycles(Silicon silicon, Silicon.Law law, LonePackets packets, int from, int to) {
        long there = packets.latency(from, to);
        long all = law.bothWays() ? there + packets.latency(to, from) : there;
        long own = law.constant() == Silicon.UNPUBLISHED ? packets.latency(from, from) : 0;
        return (double) (all - own) / silicon.networkCyclesPerClock();
    }

    private static int turns(Grid grid, int from, int to) {
        int a = grid.routerOf(from);
        int b = grid.routerOf(to);
        return grid.x(a) != grid.x(b) && grid.y(a) != grid.y(b) ? 1 : 0;
    }
}
