package org.skerry.noc.traffic;

import org.skerry.noc.grid.Grid;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;

/**
 * What the links through the middle of a mesh carry, both ways together, when every endpoint sends all it can to the other half: each to
 * the one as far from the middle on the other side of its row or column.
 */
public final class Bisection {
    private static final int WARM_UP_CYCLES = 2000;
    private static final int CYCLES = 4000;

    private Bisection() {}

    /** Flits a cycle over the cut through the middle of the longer side, simulated. */
    public static double flitsPerCycle(NetworkSpec network, int packetFlits, long seed) {
        Grid grid = network.grid();
        boolean columns = grid.width() >= grid.height();
        int side = columns ? grid.width() : grid.height();
        Check.isTrue(
                !grid.wraps() && side % 2 == 0 && grid.across() * grid.down() == 1,
                "a bisection is measured of a mesh with an even side and one endpoint a router. Choose one.");
        Pattern mirror = (source, random) -> {
            int x = grid.x(source);
            int y = grid.y(source);
            return columns ? y * grid.width() + side - 1 - x : (side - 1 - y) * grid.width() + x;
        };
        InjectionProcess always = InjectionSpec.BERNOULLI.process(1.0 / packetFlits, grid.endpoints());
        Simulation simulation =
                new Simulation(network, new SyntheticSource(packetFlits, mirror, always), null, 0, seed);
        simulation.advance(WARM_UP_CYCLES);
        long before = crossed(simulation, grid, columns);
        simulation.advance(CYCLES);
        return (double) (crossed(simulation, grid, columns) - before) / CYCLES;
    }

    private static long crossed(Simulation simulation, Grid grid, boolean columns) {
        long flits = 0;
        int lines = columns ? grid.height() : grid.width();
        for (int line = 0; line < lines; line++) {
            int low = columns
                    ? line * grid.width() + grid.width() / 2 - 1
                    : (grid.height() / 2 - 1) * grid.width() + line;
            int high = low + (columns ? 1 : grid.width());
            flits += simulation.routers().portFlits(low, columns ? Direction.EAST : Direction.SOUTH);
            flits += simulation.routers().portFlits(high, columns ? Direction.WEST : Direction.NORTH);
        }
        return flits;
    }
}
