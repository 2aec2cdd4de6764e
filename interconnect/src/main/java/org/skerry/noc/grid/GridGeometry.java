package org.skerry.noc.grid;

import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.Links;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.routing.Direction;

/** A grid, or a band of it, as one partition. */
public final class GridGeometry implements Geometry {
    private final Grid grid;
    private final Band band;
    private final int vcs;
    private final Faults faults;
    private final int[] endpoints; // by router, endpoint port

    /** The routers of {@code grid} with {@code vcs} virtual channels on each link; dead links lead nowhere. */
    public GridGeometry(Grid grid, int vcs, Faults faults) {
        this(Band.all(grid), vcs, faults);
    }

    /** Those of {@code band}. */
    public GridGeometry(Band band, int vcs, Faults faults) {
        this.grid = band.grid();
        this.band = band;
        this.vcs = vcs;
        this.faults = faults;
        endpoints = new int[band.endpoints()];
        int perRouter = grid.ports() - Direction.COUNT;
        for (int here = 0; here < endpoints.length; here++) {
            int endpoint = band.firstEndpoint() + here;
            int router = grid.routerOf(endpoint) - band.firstRouter();
            endpoints[router * perRouter + grid.portOf(endpoint) - Direction.COUNT] = here;
        }
    }

    @Override
    public int routers() {
        return band.routers();
    }

    @Override
    public int ports() {
        return grid.ports();
    }

    @Override
    public int vcs() {
        return vcs;
    }

    @Override
    public byte kind(int router, int port) {
        if (port >= Direction.COUNT) {
            return Links.ENDPOINT;
        }
        int next = faults.neighbour(grid, band.firstRouter() + router, port);
        if (next < 0) {
            return Links.NONE;
        }
        if (next < band.firstRouter() || next >= band.firstRouter() + band.routers()) {
            return port == Direction.SOUTH ? Links.SOUTH : Links.NORTH;
        }
        return seam(router, port) ? Links.SEAM : Links.ROUTER;
    }

    @Override
    public boolean hasSeams() {
        return grid.chiplets().any();
    }

    @Override
    public boolean seam(int router, int port) {
        return port < Direction.COUNT && grid.seam(band.firstRouter() + router, port);
    }

    @Override
    public int far(int router, int port) {
        if (port >= Direction.COUNT) {
            return VcAddress.of(router, port, 0);
        }
        int next = grid.neighbour(band.firstRouter() + router, port);
        int here = kind(router, port) <= Links.SEAM ? next - band.firstRouter() : grid.x(next);
        return VcAddress.of(here, Direction.opposite(port), 0);
    }

    /** Endpoint, counted from the first of the band, at a port of a router that leads to one. */
    public int endpointAt(int router, int port) {
        return endpoints[router * (grid.ports() - Direction.COUNT) + port - Direction.COUNT];
    }
}
