package org.skerry.noc.traffic;

import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.fault.FaultPlan;
import org.skerry.noc.grid.Band;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridGeometry;
import org.skerry.noc.grid.GridRoute;
import org.skerry.noc.grid.Itineraries;
import org.skerry.noc.grid.Reachability;
import org.skerry.noc.link.OpenGeometry;
import org.skerry.noc.link.RepeatingLinks;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.Routers;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;

/**
 * One run of a network parts of which fail while it runs. Sources make packets for a number of cycles, and the run goes on until each is
 * handed over or lost. What fails does so at once; the network knows it, and has new routes, some time later, see {@link FaultPlan}. Used once.
 */
public final class FaultExperiment {
    private static final int MOST_TIMEOUTS = 40; // after the last packet was made

    private final NetworkSpec network;
    private final Grid grid;
    private final TrafficSpec traffic;
    private final FaultPlan plan;
    private final long makeUntil;
    private final long seed;
    private final FaultCounts counts;
    private final RepeatingLinks.Counts linkCounts = new RepeatingLinks.Counts();
    private final ReliableEndpoints endpoints;
    private Faults known;
    private Routers routers;
    private RepeatingLinks links;
    private int struck; // events that have happened

    /**
     * A run that has not begun.
     *
     * @param makeUntil    cycle from which on sources make no packets
     * @param periodCycles of the parts of the time that are told apart
     */
    public FaultExperiment(
            NetworkSpec network, TrafficSpec traffic, FaultPlan plan, long makeUntil, int periodCycles, long seed) {
        this(network, traffic, plan, makeUntil, periodCycles, seed, null);
    }

    /** The same with somebody who is told what is handed over, or null. */
    FaultExperiment(
            NetworkSpec network,
            TrafficSpec traffic,
            FaultPlan plan,
            long makeUntil,
            int periodCycles,
            long seed,
            ReliableEndpoints.HandOvers handOvers) {
        Check.isTrue(
                network.division().domains() == 1,
                "network.domains=" + network.division().domains()
                        + ": what links send again would need slots of its own. Give one domain with faults.");
        this.network = network;
        this.traffic = traffic;
        this.plan = plan;
        this.makeUntil = makeUntil;
        this.seed = seed;
        grid = network.grid();
        plan.checkFits(grid);
        counts = new FaultCounts(periodCycles);
        PacketSource source = traffic.source(grid);
        endpoints = new ReliableEndpoints(network, source, plan.timeoutCycles(), makeUntil, counts, seed, handOvers);
        // Refuses a routing that could not go on after the last fault, before anything has run.
        network.routing()
                .route(grid, network.vcs(), new Itineraries(), plan.known(grid, network.faults(), Long.MAX_VALUE));
        for (int router = 0; router < grid.routers(); router++) {
            if (!network.faults().lives(router)) {
                endpoints.die(router);
            }
        }
        build(0, network.faults());
    }

    /** Runs it. */
    public FaultPoint run() {
        long giveUp = makeUntil + (long) MOST_TIMEOUTS * (plan.timeoutCycles() + plan.detectionCycles());
        long cycle = 0;
        for (; cycle < makeUntil || endpoints.busy() && cycle < giveUp; cycle++) {
            strike(cycle);
            if (isReconfigured(cycle)) {
                counts.reconfigurations++;
                build(cycle, plan.known(grid, network.faults(), cycle - plan.detectionCycles()));
            }
            routers.arrivals(cycle);
            links.arrivals(cycle);
            endpoints.step(cycle, known);
            routers.step(cycle);
        }
        return point(cycle);
    }

    private boolean isReconfigured(long cycle) {
        return plan.events().stream().anyMatch(event -> event.cycle() + plan.detectionCycles() == cycle);
    }

    /** An empty network that goes round what is known; whatever else has failed has failed in it, too. */
    private void build(long cycle, Faults faults) {
        known = faults;
        Itineraries packets = new Itineraries();
        Band all = Band.all(grid);
        GridGeometry geometry = new GridGeometry(all, network.vcs(), faults);
        GridRoute route = network.routing().route(grid, network.vcs(), packets, faults);
        route.askedBy(all);
        Pipeline pipeline = network.pipeline();
        OpenGeometry open = new OpenGeometry(geometry);
        routers = new Routers(open, pipeline, route, null);
        links = new RepeatingLinks(
                open, pipeline, routers, plan.errors(), seed + counts.reconfigurations, linkCounts, endpoints::spoil);
        endpoints.join(cycle, routers, geometry, route, packets, faults);
        for (int i = 0; i < struck; i++) {
            fail(plan.events().get(i));
        }
    }

    private void strike(long cycle) {
        while (struck < plan.events().size() && plan.events().get(struck).cycle() <= cycle) {
            FaultEvent event = plan.events().get(struck++);
            fail(event);
            if (event.kind() == FaultEvent.Kind.ROUTER) {
                endpoints.die(event.place());
            }
        }
    }

    private void fail(FaultEvent event) {
        switch (event.kind()) {
            case ROUTER:
                for (int direction = 0; direction < Direction.COUNT; direction++) {
                    killBothWays(event.place(), direction);
                }
                break;
            case LINK:
                killBothWays(event.place() / Direction.COUNT, event.place() % Direction.COUNT);
                break;
            case PORT:
                links.stick(event.place() / Direction.COUNT, event.place() % Direction.COUNT);
                break;
            default:
                throw new AssertionError(event);
        }
    }

    private void killBothWays(int router, int direction) {
        int other = grid.neighbour(router, direction);
        links.kill(router, direction);
        if (other >= 0) {
            links.kill(other, Direction.opposite(direction));
        }
    }

    private FaultPoint point(long cycles) {
        Tally tally = counts.tally;
        return new FaultPoint(
                traffic.load(),
                seed,
                cycles,
                counts.made,
                counts.handedOver,
                counts.spoilt,
                counts.sourceDead,
                counts.destinationDead,
                counts.noWay,
                endpoints.open(),
                counts.sent,
                counts.again,
                counts.duplicates,
                counts.dropped,
                counts.reconfigurations,
                linkCounts.sent,
                linkCounts.spoilt,
                linkCounts.unnoticed,
                linkCounts.repeated,
                linkCounts.lost,
                tally.packets == 0 ? 0 : (double) tally.packetLatency / tally.packets,
                tally.percentile(50),
                tally.percentile(99),
                tally.longest,
                (double) tally.packets * traffic.packetFlits() / makeUntil / grid.endpoints(),
                Reachability.fraction(network.routing(), grid, known),
                counts.periods());
    }
}
