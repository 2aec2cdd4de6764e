package org.skerry.noc.traffic;

import org.skerry.noc.grid.Band;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridGeometry;
import org.skerry.noc.grid.GridRoute;
import org.skerry.noc.grid.Itineraries;
import org.skerry.noc.router.FlitRouters;
import org.skerry.noc.router.LeanRouters;
import org.skerry.noc.router.LinkTiming;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** The routers and endpoints of one partition of an experiment. */
final class Slice implements Component {
    private final NetworkSpec network;
    private final Band band;
    private final FlitRouters routers;
    private final Terminals terminals;
    private TrafficBorder south; // null where there is no other slice, as is north
    private TrafficBorder north;

    Slice(
            NetworkSpec network,
            PacketSource source,
            Arrivals arrivals,
            SlotTable slots,
            Band band,
            long seed,
            boolean lean) {
        this.network = network;
        this.band = band;
        Itineraries packets = new Itineraries();
        GridGeometry geometry = new GridGeometry(band, network.vcs(), network.faults());
        GridRoute route = network.routing().route(network.grid(), network.vcs(), packets, network.faults());
        route.askedBy(band);
        Pipeline pipeline = network.pipeline();
        routers = lean && slots == null && LeanRouters.fit(geometry, pipeline, route)
                ? new LeanRouters(geometry, pipeline, route)
                : new Routers(geometry, pipeline, route, null, slots);
        terminals = new Terminals(network, source, arrivals, band, geometry, routers, route, packets, seed, null);
    }

    /** Joins the last row of this slice with the first row of the one that follows. */
    void joinSouth(Kernel.Builder kernel, Slice lower) {
        Pipeline pipeline = network.pipeline();
        Grid grid = network.grid();
        int last = band.firstRouter() + band.routers() - 1;
        LinkTiming link = grid.seam(last, Direction.SOUTH) ? pipeline.seam() : pipeline.link();
        int flitCycles = pipeline.passageCycles() + link.arrivalCycles();
        Wire<TrafficBurst> flitsDown = wire(kernel, "flits", flitCycles, this, lower, "south");
        Wire<TrafficBurst> flitsUp = wire(kernel, "flits", flitCycles, lower, this, "north");
        Wire<TrafficBurst> creditsDown = wire(kernel, "credits", link.creditCycles(), this, lower, "south");
        Wire<TrafficBurst> creditsUp = wire(kernel, "credits", link.creditCycles(), lower, this, "north");
        south = border(band.routers() - grid.width(), flitsDown, creditsDown, flitsUp, creditsUp);
        lower.north = lower.border(0, flitsUp, creditsUp, flitsDown, creditsDown);
        routers.connect(true, south);
        lower.routers.connect(false, lower.north);
    }

    private static Wire<TrafficBurst> wire(
            Kernel.Builder kernel, String what, int latency, Slice from, Slice to, String side) {
        String name = what + " from " + from.name() + " to " + to.name() + " on its " + side;
        Wire<TrafficBurst> wire = new Wire<>(name, latency, TrafficBurst.CODEC);
        kernel.wire(wire, from, to);
        return wire;
    }

    private TrafficBorder border(
            int firstRouter,
            Wire<TrafficBurst> flitsOut,
            Wire<TrafficBurst> creditsOut,
            Wire<TrafficBurst> flitsIn,
            Wire<TrafficBurst> creditsIn) {
        return new TrafficBorder(
                firstRouter,
                band.grid().width(),
                network.vcs(),
                routers,
                terminals,
                flitsOut,
                creditsOut,
                flitsIn,
                creditsIn);
    }

    @Override
    public String name() {
        return "rows from " + band.firstRow();
    }

    @Override
    public long tick(long cycle) {
        terminals.look(cycle);
        routers.arrivals(cycle);
        if (north != null) {
            north.arrivals(cycle);
        }
        if (south != null) {
            south.arrivals(cycle);
        }
        terminals.step(cycle);
        routers.step(cycle);
        if (north != null) {
            north.flush();
        }
        if (south != null) {
            south.flush();
        }
        return cycle + 1;
    }

    FlitRouters routers() {
        return routers;
    }

    Terminals terminals() {
        return terminals;
    }

    /** Experiments are not saved. */
    @Override
    public void save(StateWriter out) {
        throw new UnsupportedOperationException("an experiment cannot be saved");
    }

    @Override
    public void load(StateReader in) {
        throw new UnsupportedOperationException("an experiment cannot be loaded");
    }
}
