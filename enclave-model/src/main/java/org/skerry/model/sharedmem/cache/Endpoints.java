package org.skerry.model.sharedmem.cache;

import org.skerry.noc.topology.MeshSpec;

/**
 * Which endpoint of the mesh is what: at the router of each tile a core and its slice of the shared cache, at the west edge the
 * memory channels. Lines are spread over slices by number, and over channels by what is left.
 */
public record Endpoints(MeshSpec mesh, int cores) {
    /** Endpoint of a core's private caches. */
    public int core(int core) {
        return core * mesh.endpointsPerRouter();
    }

    /** Core at an endpoint of {@link #core}. */
    public int coreAt(int endpoint) {
        return endpoint / mesh.endpointsPerRouter();
    }

    /** Endpoint of a slice. */
    public int slice(int slice) {
        return slice * mesh.endpointsPerRouter() + 1;
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
