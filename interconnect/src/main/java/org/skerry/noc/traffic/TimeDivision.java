package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * Time division between domains that must not hear each other. Each domain has buffers, virtual channels and allocators of its own, and
 * links and crossbars pass its flits in its slots alone, used or not: what one domain sends cannot move a flit of another by a
 * cycle. An endpoint belongs to one domain at a time, so that its own link is not divided where waves are used.
 *
 * @param domains  how many; 1 for no time division, up to 32
 * @param schedule how slots of neighbouring routers follow each other
 */
public record TimeDivision(int domains, Schedule schedule) {
    /** No time division. */
    public static final TimeDivision NONE = new TimeDivision(1, Schedule.NAIVE);

    private static final int MOST_DOMAINS = 32;

    /** Orders of slots. */
    public enum Schedule {
        /** Each router has one phase for all its outputs, drawn at random: a packet waits for its slot at every router. */
        NAIVE,
        /**
         * Phases of the outputs in one direction follow each other as a head does: a packet waits where it enters and where it turns, and
         * rides the wave in between (Wassel et al., SurfNoC, ISCA 2013).
         */
        WAVE
    }

    /** Checks ranges. */
    public TimeDivision {
        Check.inRange(domains, 1, MOST_DOMAINS, "network.domains");
        Check.notNull(schedule, "network.schedule");
    }

    /** Slots of one domain; phases are drawn with {@code seed}. Null if there is one domain. */
    SlotTable slots(NetworkSpec network, int domain, long seed) {
        Grid grid = network.grid();
        if (domains == 1) {
            return null;
        }
        RandomStream random = new RandomStreams(seed).stream("noc.slots", 0);
        int[] phases = new int[grid.routers() * grid.ports()];
        int hopCycles = network.routerCycles() + grid.linkCycles();
        int[] offsets = new int[Direction.COUNT];
        Arrays.setAll(offsets, direction -> random.nextInt(domains));
        for (int router = 0; router < grid.routers(); router++) {
            int own = random.nextInt(domains);
            for (int port = 0; port < grid.ports(); port++) {
                phases[router * grid.ports() + port] =
                        schedule == Schedule.NAIVE ? own : wave(grid, router, port, hopCycles, offsets);
            }
        }
        return new SlotTable(domains, domain, phases);
    }

    private int wave(Grid grid, int router, int port, int hopCycles, int[] offsets) {
        if (port >= Direction.COUNT) {
            return SlotTable.ALWAYS;
        }
        // Along the direction each router is a hop later than the one before.
        int place = grid.x(router) * Direction.dx(port) + grid.y(router) * Direction.dy(port);
        return Math.floorMod(offsets[port] + place * hopCycles, domains);
    }

    /** Whether a packet that leaves at the router where it entered waits for its slot before it enters, not at an output. */
    boolean ownPacketsWaitAtSource() {
        return domains > 1 && schedule == Schedule.WAVE;
    }
}
