package org.skerry.noc.grid;

import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.Links;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.routing.Direction;

/** A whole grid as one partition. */
public final class GridGeometry implements Geometry {
    private final Grid grid;
    private final int vcs;
    private final Faults faults;
    private final int[] endpoints; // by router, endpoint port

    /** The routers of {@code grid} with {@code vcs} virtual channels on each link; dead links lead nowhere. */
    public GridGeometry(Grid grid, int vcs, Faults faults) {
        this.grid = grid;
        this.vcs = vcs;
        this.faults = faults;
        endpoints = new int[grid.endpoints()];
        int perRouter = grid.ports() - Direction.COUNT;
        for (int endpoint = 0; endpoint < endpoints.length; endpoint++) {
            endpoints[grid.routerOf(endpoint) * perRouter + grid.portOf(endpoint) - Direction.COUNT] = endpoint;
        }
    }

    @Override
    public int routers() {
        return grid.routers();
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
        if (faults.neighbour(grid, router, port) < 0) {
            return Links.NONE;
        }
        return grid.seam(router, port) ? Links.SEAM : Links.ROUTER;
    }

    @Override
    public boolean hasSeams() {
        return grid.chiplets().any();
    }

    @Override
    public boolean seam(int router, int port) {
        return port < Direction.COUNT && grid.seam(router, port);
    }

    @Override
    public int far(int router, int port) {
        return port >= Direction.COUNT
                ? VcAddress.of(router, port, 0)
                : VcAddress.of(grid.neighbour(router, port), Direction.opposite(port), 0);
    }

    /** Endpoint at a port of a router that leads to one. */
    public int endpointAt(int router, int port) {
        return endpoints[router * (grid.ports() - Direction.COUNT) + port - Direction.COUNT];
    }
}
