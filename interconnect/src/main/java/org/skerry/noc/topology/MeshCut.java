package org.skerry.noc.topology;

/**
 * A mesh cut into bands of whole rows, as even as possible, each a partition. Bands of rows keep the endpoints of a partition
 * consecutive, those at the edge apart.
 */
public final class MeshCut {
    private final MeshSpec mesh;
    private final int partitions;

    /** Cuts {@code mesh} into {@code wanted} bands, or into as many as it has rows. */
    public MeshCut(MeshSpec mesh, int wanted) {
        this.mesh = mesh;
        this.partitions = Math.min(wanted, mesh.height());
    }

    /** Number of bands. */
    public int partitions() {
        return partitions;
    }

    /** First row of a band; that of band {@link #partitions} is the row after the last. */
    public int firstRow(int partition) {
        return (int) ((long) mesh.height() * partition / partitions);
    }

    /** First tile endpoint of a band; that of band {@link #partitions} is the endpoint after the last at a tile. */
    public int firstEndpoint(int partition) {
        return firstRow(partition) * mesh.width() * mesh.endpointsPerRouter();
    }

    /** Band of an endpoint. */
    public int partitionOf(int endpoint) {
        int row = mesh.y(mesh.routerOf(endpoint));
        // The last band that begins at or before the row: firstRow rounds down.
        return (int) (((row + 1L) * partitions - 1) / mesh.height());
    }

    /** Band of endpoints {@code first} to {@code first + count - 1}; refuses those of several bands. */
    public int partitionOf(int first, int count) {
        if (partitionOf(first) != partitionOf(first + count - 1)) {
            throw new IllegalArgumentException(
                    "endpoints " + first + ".." + (first + count - 1) + " lie in more than one partition");
        }
        return partitionOf(first);
    }

    /** Links between the nearest rows of two bands; 0 for a band and itself. */
    public int hopsBetween(int from, int to) {
        if (from == to) {
            return 0;
        }
        return from < to ? firstRow(to) - firstRow(from + 1) + 1 : firstRow(from) - firstRow(to + 1) + 1;
    }
}
