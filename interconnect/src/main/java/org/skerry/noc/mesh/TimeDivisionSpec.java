package org.skerry.noc.mesh;

import java.util.Arrays;
import java.util.Locale;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * Time division of a machine's mesh between domains that must not hear each other. Each domain has queues, buffers, virtual channels and
 * allocators of its own, and an output of a router passes its flits in its slots alone, used or not: one cycle of so many. Outputs to
 * endpoints are divided, too, as several domains may send to one endpoint.
 *
 * @param schedule  how slots of neighbouring routers follow each other; off for no time division
 * @param domains   how many; 1 if it is off, up to 32
 * @param phaseSeed what phases are drawn from, so that no route is lucky by design; a run has the same phases whatever its own seed is
 */
public record TimeDivisionSpec(Schedule schedule, int domains, long phaseSeed) {
    /** No time division. */
    public static final TimeDivisionSpec OFF = new TimeDivisionSpec(Schedule.OFF, 1, 1);

    /** Most domains. */
    public static final int MOST_DOMAINS = 32;

    /** Orders of slots. */
    public enum Schedule {
        /** All packets share everything. */
        OFF,
        /** Each router has one phase for all its outputs, drawn at random: a packet waits for its slot at every router. */
        NAIVE,
        /**
         * Phases of the outputs in one direction follow each other as a head does: a packet waits where it enters, where it turns and where
         * it leaves, and rides the wave in between (Wassel et al., SurfNoC, ISCA 2013).
         */
        WAVE
    }

    /** Checks ranges. */
    public TimeDivisionSpec {
        Check.notNull(schedule, "timeDivision.schedule");
        Check.inRange(domains, 1, MOST_DOMAINS, "timeDivision.domains");
        Check.isTrue(
                (schedule == Schedule.OFF) == (domains == 1),
                "timeDivision.schedule=" + schedule.name().toLowerCase(Locale.ROOT)
                        + " and timeDivision.domains=" + domains
                        + " contradict each other. Give a schedule and at least 2 domains, or neither.");
    }

    /** So many domains. */
    public static TimeDivisionSpec of(Schedule schedule, int domains) {
        return new TimeDivisionSpec(schedule, domains, 1);
    }

    /** Whether there is any. */
    public boolean on() {
        return domains > 1;
    }

    /** Refuses a mesh whose links cannot be divided. */
    public void checkFits(MeshSpec mesh) {
        Check.isTrue(
                !on() || !mesh.chiplets().any(),
                "timeDivision: links between chiplets are narrower than a flit, and slots are one cycle long. Use one chip, or"
                        + " no time division.");
    }

    /** Phases of all outputs of a mesh, by router * ports + port. */
    public int[] phases(MeshSpec mesh, int ports) {
        RandomStream random = new RandomStreams(phaseSeed).stream("noc.slots", 0);
        int[] phases = new int[mesh.routers() * ports];
        int hopCycles = mesh.routerCycles() + mesh.linkCycles();
        int[] offsets = new int[Direction.COUNT];
        Arrays.setAll(offsets, direction -> random.nextInt(domains));
        for (int router = 0; router < mesh.routers(); router++) {
            int own = random.nextInt(domains);
            for (int port = 0; port < ports; port++) {
                boolean rides = schedule == Schedule.WAVE && port < Direction.COUNT;
                phases[router * ports + port] =
                        rides ? Math.floorMod(offsets[port] + place(mesh, router, port) * hopCycles, domains) : own;
            }
        }
        return phases;
    }

    /** Along a direction each router is a hop later than the one before. */
    private static int place(MeshSpec mesh, int router, int direction) {
        return mesh.x(router) * Direction.dx(direction) + mesh.y(router) * Direction.dy(direction);
    }

    /** Slots of a domain in a part of the mesh; null without time division. */
    public SlotTable slots(RouterBlock block, int domain) {
        if (!on()) {
            return null;
        }
        int first = block.firstRouter() * block.ports();
        int[] all = phases(block.mesh(), block.ports());
        return new SlotTable(domains, domain, Arrays.copyOfRange(all, first, first + block.routers() * block.ports()));
    }
}
