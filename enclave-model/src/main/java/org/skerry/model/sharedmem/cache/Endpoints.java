package org.skerry.model.sharedmem.cache;

import org.skerry.noc.topology.MeshSpec;

/**
 * Which endpoint of the mesh is what: at the router of each tile a core and its slice of the shared cache, or several of both if there are more
 * cores than routers; at the west edge the memory channels. Lines are spread over slices by number, and over channels by what is left.
 *
 * @param portTile tile where devices read and write memory, at one more endpoint of its router; -1 if nowhere
 */
public record Endpoints(MeshSpec mesh, int cores, int portTile) {
    /** Nowhere. */
    public static final int NO_PORT = -1;

    /** Endpoints of a machine whose devices do not read and write memory. */
    public Endpoints(MeshSpec mesh, int cores) {
        this(mesh, cores, NO_PORT);
    }

    /** Cores of a tile, as few as there is room for all with. */
    public int coresPerTile() {
        return (cores + mesh.routers() - 1) / mesh.routers();
    }

    /** Endpoint of the port of devices, or -1. */
    public int port() {
        return portTile < 0 ? NO_PORT : portTile * mesh.endpointsPerRouter() + 2 * coresPerTile();
    }

    /** Endpoint of a core's private caches; what follows the last core is the port of devices. */
    public int core(int core) {
        if (core == cores) {
            return port();
        }
        int each = coresPerTile();
        return core / each * mesh.endpointsPerRouter() + core % each * 2;
    }

    /** Core at an endpoint of {@link #core}. */
    public int coreAt(int endpoint) {
        return endpoint / mesh.endpointsPerRouter() * coresPerTile() + endpoint % mesh.endpointsPerRouter() / 2;
    }

    /** Endpoint of a slice. */
    public int slice(int slice) {
        return core(slice) + 1;
    }

    /** Endpoint of a memory channel. */
    public int channel(int channel) {
        return mesh.tileEndpoints() + channel;
    }

    /** Number of memory channels. */
    public int channels() {
        return mesh.edgeEndpoints();
    }

    /** Slice where a line lives. */
    public int sliceOf(long line) {
        return (int) (line % cores);
    }

    /** Channel behind which a line lies. */
    public int channelOf(long line) {
        return (int) (line / cores % channels());
    }
}
