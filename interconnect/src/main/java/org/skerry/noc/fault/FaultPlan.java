package org.skerry.noc.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * All that fails in a run, and what the network does about it.
 *
 * <p>After a fault the network notices, by flits that are not acknowledged, and reconfigures: it stops, drops whatever is under way, and goes
 * on with new routes, as Autonet did (Schroeder et al., IEEE JSAC 9(8), 1991). Interfaces of sources keep each packet until its
 * acknowledgement is back, and send it again after a time-out. Both times are assumptions; whoever writes a plan may change them.
 *
 * @param events          in the order of their cycles
 * @param errors          of links
 * @param detectionCycles from a fault until new routes are in use; at least 1
 * @param timeoutCycles   from sending the tail of a packet until it is sent again if it is not acknowledged; at least 1
 */
public record FaultPlan(List<FaultEvent> events, LinkErrors errors, int detectionCycles, int timeoutCycles) {
    /** Assumption: a few dozen missed acknowledgements and new tables. */
    public static final int DETECTION_CYCLES = 200;

    /** Assumption: longer than almost all packets take below saturation. */
    public static final int TIMEOUT_CYCLES = 1000;

    /** Checks ranges and sorts. */
    public FaultPlan {
        List<FaultEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(FaultEvent::cycle));
        events = List.copyOf(sorted);
        Check.notNull(errors, "faults.corruption");
        Check.inRange(detectionCycles, 1, 1_000_000_000, "faults.detectionCycles");
        Check.inRange(timeoutCycles, 1, 1_000_000_000, "faults.timeoutCycles");
    }

    /** Refuses faults at places that a grid does not have. */
    public void checkFits(Grid grid) {
        events.forEach(event -> event.checkFits(grid));
    }

    /**
     * Faults drawn at random: different routers, links and ports, at cycles of {@code from} to {@code until - 1}.
     *
     * @return in the order of drawing
     */
    public static List<FaultEvent> draw(
            Grid grid, int routers, int links, int ports, long from, long until, long seed) {
        Check.isTrue(
                from >= 0 && until > from && until - from <= Integer.MAX_VALUE,
                "faults.from=" + from + " and faults.until=" + until + " are no range of cycles. Give a later until.");
        RandomStream random = new RandomStreams(seed).stream("noc.faults", 1);
        List<FaultEvent> events = new ArrayList<>();
        Check.inRange(routers, 0, grid.routers(), "faults.randomRouters");
        Check.inRange(links, 0, Faults.links(grid), "faults.randomLinks");
        Check.inRange(ports, 0, 2 * Faults.links(grid), "faults.randomPorts");
        draw(events, FaultEvent.Kind.ROUTER, routers, grid, from, until, random);
        draw(events, FaultEvent.Kind.LINK, links, grid, from, until, random);
        draw(events, FaultEvent.Kind.PORT, ports, grid, from, until, random);
        return events;
    }

    private static void draw(
            List<FaultEvent> events,
            FaultEvent.Kind kind,
            int count,
            Grid grid,
            long from,
            long until,
            RandomStream random) {
        Set<Integer> places = new TreeSet<>();
        while (places.size() < count) {
            int router = random.nextInt(grid.routers());
            int direction = kind == FaultEvent.Kind.LINK
                    ? (random.nextInt(2) == 0 ? Direction.EAST : Direction.SOUTH) // so that each link has one name
                    : random.nextInt(Direction.COUNT);
            int place = kind == FaultEvent.Kind.ROUTER ? router : router * Direction.COUNT + direction;
            boolean exists = kind == FaultEvent.Kind.ROUTER || grid.neighbour(router, direction) >= 0;
            if (exists && places.add(place)) {
                events.add(new FaultEvent(from + random.nextInt((int) (until - from)), kind, place));
            }
        }
    }

    /** What routes have to go round once the events up to {@code cycle} are known, besides what is dead from the beginning. */
    public Faults known(Grid grid, Faults atFirst, long cycle) {
        Set<Integer> routers = new TreeSet<>();
        Set<Integer> links = new TreeSet<>();
        for (FaultEvent event : events) {
            if (event.cycle() <= cycle) {
                (event.kind() == FaultEvent.Kind.ROUTER ? routers : links).add(event.place());
            }
        }
        return atFirst.and(Faults.of(grid, routers, links));
    }
}
