package org.skerry.noc.grid;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * Shares of live pairs that can talk when so much of a mesh is dead, as another program computed them, and what routings here make of as
 * many random sets of faults.
 *
 * @param k        routers in a row, and rows
 * @param links    whether links are dead, or routers with their links
 * @param percent  how many of all, in per cent
 * @param routing  XY, or fault-tolerant: what any path reaches
 * @param expected of the other program
 * @param counted  the same once more, or NaN: for dead links exactly, for the others by a third program over 20 000 sets (16 x 16: 4 000).
 *                 Near the share at which a mesh falls apart, 41 % of its routers, single sets differ by 20 points, and {@code expected},
 *                 from fewer sets, is off by up to 9; so it is by up to 4 for dead links
 */
public record ReachabilityLaw(
        int k, boolean links, double percent, GridRouting routing, double expected, double counted) {
    /** Largest difference, as a share of all pairs. */
    public static final double TOLERANCE = 0.01;

    private static final double[] PERCENT = {1.6, 5, 10, 20, 30, 40, 50};
    private static final double[][] SHARES = { // 8 x 8 XY, any path, 16 x 16 XY, any path
        {0.932, 1.000, 0.854, 1.000},
        {0.804, 1.000, 0.625, 1.000},
        {0.660, 0.998, 0.403, 0.997},
        {0.424, 0.971, 0.199, 0.991},
        {0.294, 0.836, 0.118, 0.883},
        {0.207, 0.517, 0.068, 0.370},
        {0.159, 0.327, 0.050, 0.171}
    };
    private static final double[][] COUNTED = { // any path, 8 x 8 and 16 x 16
        {1.0000, 0.9997, 0.9979, 0.9685, 0.8351, 0.5260, 0.3156},
        {1.0000, 0.9998, 0.9988, 0.9837, 0.8638, 0.4642, 0.1635}
    };
    private static final double[] LINK_PERCENT = {1, 5, 10, 20};
    private static final double[] LINK_SHARES = {0.955, 0.783, 0.622, 0.367}; // 8 x 8 XY

    // Exact: a pair h links apart is left by d of all N dead links with chance C(N - h, d) / C(N, d).
    private static final double[] LINK_COUNTED = {0.9524, 0.7480, 0.5900, 0.3553};

    /** All of them. */
    public static List<ReachabilityLaw> all() {
        List<ReachabilityLaw> laws = new ArrayList<>();
        for (int column = 0; column < 4; column++) {
            GridRouting routing = column % 2 == 0 ? GridRouting.XY : GridRouting.FAULT_TOLERANT;
            for (int i = 0; i < PERCENT.length; i++) {
                double counted = routing == GridRouting.XY ? Double.NaN : COUNTED[column / 2][i];
                laws.add(new ReachabilityLaw(
                        column < 2 ? 8 : 16, false, PERCENT[i], routing, SHARES[i][column], counted));
            }
        }
        for (int i = 0; i < LINK_PERCENT.length; i++) {
            laws.add(new ReachabilityLaw(8, true, LINK_PERCENT[i], GridRouting.XY, LINK_SHARES[i], LINK_COUNTED[i]));
        }
        return laws;
    }

    /** How many are dead: so much of all, rounded. */
    public int dead() {
        Grid grid = grid();
        return (int) Math.round(percent / 100 * (links ? Faults.links(grid) : grid.routers()));
    }

    /** Mean share over {@code sets} random sets of faults. */
    public double measure(int sets) {
        Grid grid = grid();
        RandomStream random = new RandomStreams(1).stream("noc.faults", 0);
        double sum = 0;
        for (int i = 0; i < sets; i++) {
            Faults faults =
                    links ? Faults.randomLinks(grid, dead(), random) : Faults.randomRouters(grid, dead(), random);
            sum += Reachability.fraction(routing, grid, faults);
        }
        return sum / sets;
    }

    private Grid grid() {
        return new Grid(k, k, false, 1, 1, 1);
    }
}
