package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;

/**
 * What time division costs a packet that is alone, against closed forms: {@code (D - 1) / 2} cycles for each wait, one where it enters and
 * one at every hop or, with waves, at a turn. Uniform traffic, the own node included, XY, phases drawn with each seed.
 *
 * @param k        routers in a row, and rows
 * @param domains  D
 * @param schedule order of slots
 */
public record TimeDivisionLaw(int k, int domains, TimeDivision.Schedule schedule) {
    /** Largest relative difference from the closed form. */
    public static final double TOLERANCE = 0.05;

    /** Largest difference of a saving, as a share. */
    public static final double SAVING_TOLERANCE = 0.03;

    private static final int[] SIZES = {4, 8, 16};
    private static final double[] SAVINGS = {0.55, 0.72, 0.84};
    private static final int[] DOMAINS = {2, 3, 4, 8, 16, 32};

    /** All that are compared: three sizes, 2 to 32 domains, both schedules; those of one size and number side by side. */
    public static List<TimeDivisionLaw> all() {
        List<TimeDivisionLaw> laws = new ArrayList<>();
        for (int k : SIZES) {
            for (int domains : DOMAINS) {
                for (TimeDivision.Schedule schedule : TimeDivision.Schedule.values()) {
                    laws.add(new TimeDivisionLaw(k, domains, schedule));
                }
            }
        }
        return laws;
    }

    /** Share of the naive schedule's waiting that waves save in a mesh of {@code k} x {@code k}, of 4, 8 and 16. */
    public static double saving(int k) {
        for (int i = 0; i < SIZES.length; i++) {
            if (SIZES[i] == k) {
                return SAVINGS[i];
            }
        }
        throw new IllegalArgumentException("no figure for " + k + " x " + k);
    }

    /** Mean cycles more than without domains, by the closed form. */
    public double expected() {
        double hops = 2.0 * (k * k - 1) / (3 * k);
        double turn = (1 - 1.0 / k) * (1 - 1.0 / k);
        return (domains - 1) / 2.0 * (1 + (schedule == TimeDivision.Schedule.NAIVE ? hops : turn));
    }

    /** The same, simulated with so many draws of the phases. */
    public double measure(int seeds) {
        NetworkSpec network = NetworkSpec.of(new Grid(k, k, false, 1, 1, 1), GridRouting.XY, 2, 8)
                .withDivision(new TimeDivision(domains, schedule));
        TrafficSpec traffic = new TrafficSpec(
                PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, 1, 0.04 / domains / k);
        double sum = 0;
        long packets = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Simulation simulation = new Simulation(network, traffic, domains - 1, seed);
            simulation.advance(1_000L * domains);
            Tally tally = simulation.terminals().tally();
            long hop = network.routerCycles() + network.grid().linkCycles();
            sum += tally.packetLatency
                    - (double) tally.packets * (network.zeroLoadCycles(0, 1) - hop)
                    - (double) tally.hops * hop;
            packets += tally.packets;
        }
        return sum / packets;
    }
}
