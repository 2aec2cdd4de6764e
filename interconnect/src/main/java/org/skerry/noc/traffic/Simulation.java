package org.skerry.noc.traffic;

import org.skerry.noc.grid.GridGeometry;
import org.skerry.noc.grid.GridRoute;
import org.skerry.noc.grid.Itineraries;
import org.skerry.noc.router.FlitRouters;
import org.skerry.noc.router.LeanRouters;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.SlotTable;

/** A network under traffic, cycle by cycle. Belongs to one thread. */
public final class Simulation {
    private final FlitRouters routers;
    private final Terminals terminals;
    private long cycle;

    /** The network of {@code network}, empty, at cycle 0; of several time-division domains the first. */
    public Simulation(NetworkSpec network, TrafficSpec traffic, long seed) {
        this(network, traffic, 0, seed);
    }

    /** One of several time-division domains; the others are nowhere to be seen from it, and so need not be simulated. */
    public Simulation(NetworkSpec network, TrafficSpec traffic, int domain, long seed) {
        this(
                network,
                traffic,
                traffic.pattern().among(network.grid()),
                traffic.injection()
                        .process(
                                traffic.load() / traffic.packetFlits(),
                                network.grid().endpoints()),
                domain,
                seed);
    }

    /** The same with packets that come and go as is told. */
    Simulation(
            NetworkSpec network,
            TrafficSpec traffic,
            Pattern pattern,
            InjectionProcess process,
            int domain,
            long seed) {
        this(network, new SyntheticSource(traffic.packetFlits(), pattern, process), null, domain, seed);
    }

    /** The same with packets of any source; {@code arrivals} is told of each that arrives, unless it is null. */
    Simulation(NetworkSpec network, PacketSource source, Arrivals arrivals, int domain, long seed) {
        this(network, source, arrivals, domain, seed, true);
    }

    /** The same; {@code lean} false for the routers that can do everything, where fewer accesses would do. */
    Simulation(NetworkSpec network, PacketSource source, Arrivals arrivals, int domain, long seed, boolean lean) {
        TimeDivision division = network.division();
        Itineraries packets = new Itineraries();
        GridGeometry geometry = new GridGeometry(network.grid(), network.vcs(), network.faults());
        GridRoute route = network.routing().route(network.grid(), network.vcs(), packets, network.faults());
        Pipeline pipeline = network.pipeline();
        SlotTable slots = division.slots(network, domain, seed);
        routers = lean && slots == null && LeanRouters.fit(geometry, pipeline, route)
                ? new LeanRouters(geometry, pipeline, route)
                : new Routers(geometry, pipeline, route, null, slots);
        terminals = new Terminals(network, source, arrivals, geometry, routers, route, packets, seed);
        if (division.ownPacketsWaitAtSource()) {
            terminals.holdOwnPackets(division.domains(), domain);
        }
        terminals.warmUp();
    }

    /** Goes on for some cycles. */
    public void advance(long cycles) {
        long end = cycle + cycles;
        for (long now = cycle; now < end; now++) {
            routers.arrivals(now);
            terminals.step(now);
            routers.step(now);
        }
        cycle = end;
    }

    /** The next cycle. */
    public long cycle() {
        return cycle;
    }

    /** Routers that flits have passed so far, counted when a flit arrives at its destination. */
    public long flitHops() {
        return terminals.flitHops();
    }

    /** Packets that were made so far. */
    public long packets() {
        return terminals.madePackets();
    }

    /** Packets that were not sent because no way leads to where they were to go. */
    public long undeliverable() {
        return terminals.undeliverable();
    }

    /** Bytes of arrays that each router takes. */
    public int bytesPerRouter() {
        return routers.bytesPerRouter();
    }

    Terminals terminals() {
        return terminals;
    }

    FlitRouters routers() {
        return routers;
    }
}
