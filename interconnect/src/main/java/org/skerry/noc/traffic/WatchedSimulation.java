package org.skerry.noc.traffic;

import org.skerry.noc.grid.Band;
import org.skerry.noc.grid.GridGeometry;
import org.skerry.noc.grid.GridRoute;
import org.skerry.noc.grid.Itineraries;
import org.skerry.noc.link.LinkLayer;
import org.skerry.noc.link.LinkObserver;
import org.skerry.noc.link.OpenGeometry;
import org.skerry.noc.link.PlainLinks;
import org.skerry.noc.router.DelayLine;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.WaitingFlits;

/**
 * The network of a {@link Simulation} with somebody who watches every flit. It does the same in every cycle, and takes several times as
 * long. Belongs to one thread.
 */
final class WatchedSimulation {
    private final Routers routers;
    private final Terminals terminals;
    private final LinkLayer links;
    private final WaitingFlits waiting;
    private final FlightObserver observer;
    private long cycle;

    /** Makes the links of a network. */
    @FunctionalInterface
    interface LinkMaker {
        /** Links of the routers of a domain. */
        LinkLayer make(int domain, OpenGeometry geometry, Pipeline pipeline, Routers routers, LinkObserver observer);
    }

    /** Links that only take their time. */
    static final LinkMaker PLAIN =
            (domain, geometry, pipeline, routers, observer) -> new PlainLinks(geometry, pipeline, routers, observer);

    /** One of several time-division domains, or the only one, with packets of any source. */
    WatchedSimulation(NetworkSpec network, PacketSource source, int domain, long seed, FlightObserver observer) {
        this(network, source, domain, seed, observer, PLAIN);
    }

    /** The same with other links. */
    WatchedSimulation(
            NetworkSpec network, PacketSource source, int domain, long seed, FlightObserver observer, LinkMaker maker) {
        this.observer = observer;
        TimeDivision division = network.division();
        Itineraries packets = new Itineraries();
        Band all = Band.of(network.grid(), 1, 0);
        GridGeometry geometry = new GridGeometry(all, network.vcs(), network.faults());
        GridRoute route = network.routing().route(network.grid(), network.vcs(), packets, network.faults());
        route.askedBy(all);
        Pipeline pipeline = network.pipeline();
        OpenGeometry open = new OpenGeometry(geometry);
        routers = new Routers(open, pipeline, route, null, division.slots(network, domain, seed));
        links = maker.make(domain, open, pipeline, routers, observer);
        waiting = routers.waiting();
        terminals = new Terminals(network, source, null, all, geometry, routers, route, packets, seed, observer);
        if (division.ownPacketsWaitAtSource()) {
            terminals.holdOwnPackets(division.domains(), domain);
        }
        terminals.warmUp();
    }

    /** Goes on for some cycles. */
    void advance(long cycles) {
        DelayLine ejections = routers.ejections();
        for (long end = cycle + cycles; cycle < end; cycle++) {
            routers.arrivals(cycle);
            links.arrivals(cycle);
            terminals.step(cycle);
            int before = ejections.size();
            routers.step(cycle);
            for (int i = before; i < ejections.size(); i++) {
                long leaving = ejections.value(i);
                observer.onLeft(cycle, (int) (leaving >>> 32), (int) leaving);
            }
            observer.onCycleOver(cycle, waiting);
        }
    }

    /** The next cycle. */
    long cycle() {
        return cycle;
    }

    WaitingFlits waiting() {
        return waiting;
    }

    Terminals terminals() {
        return terminals;
    }

    Routers routers() {
        return routers;
    }
}
