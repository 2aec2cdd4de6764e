package org.skerry.model.control;

import org.skerry.noc.topology.MeshSpec;

/**
 * How the nodes of a control plane stand to each other, and which tiles are whose at first.
 *
 * <pre>
 *   node 0, the root        rows 0 to 1 of the mesh         every node has a band of rows of its own, the root too
 *     node 1                rows 2 to 3
 *       node 3              rows 6 to 7                     (four nodes, two below each, eight rows)
 *     node 2                rows 4 to 5
 * </pre>
 *
 * @param nodes  1 to 64
 * @param fanout nodes below one
 * @param mesh   the tiles; node {@code n} hangs at the edge endpoint of that number
 */
public record ControlTree(int nodes, int fanout, MeshSpec mesh) {
    /** No node. */
    public static final int NOBODY = -1;

    /** The node above, {@link #NOBODY} above the root. */
    public int parent(int node) {
        return node == 0 ? NOBODY : (node - 1) / fanout;
    }

    /** Steps between two nodes along the tree. */
    public int distance(int a, int b) {
        int steps = 0;
        int high = Math.max(a, b);
        int low = Math.min(a, b);
        while (high != low) { // a parent has a lower number than its children
            high = parent(high);
            steps++;
            if (high < low) {
                int swap = high;
                high = low;
                low = swap;
            }
        }
        return steps;
    }

    /** The node that is nearest to one along the tree, of several the lowest, apart from itself and a set; or {@link #NOBODY}. */
    public int nearest(int node, long except) {
        int best = NOBODY;
        for (int other = 0; other < nodes; other++) {
            boolean eligible = other != node && (except & bit(other)) == 0;
            if (eligible && (best == NOBODY || distance(node, other) < distance(node, best))) {
                best = other;
            }
        }
        return best;
    }

    /** Who stands in for a lost node: the nearest above it that is not lost, else the lowest of all; or {@link #NOBODY}. */
    public int successor(int node, long lost) {
        for (int above = parent(node); above != NOBODY; above = parent(above)) {
            if ((lost & bit(above)) == 0) {
                return above;
            }
        }
        for (int other = 0; other < nodes; other++) {
            if (other != node && (lost & bit(other)) == 0) {
                return other;
            }
        }
        return NOBODY;
    }

    /** The node to whose rows an endpoint belongs. */
    public int home(int endpoint) {
        return mesh.y(mesh.routerOf(endpoint)) * nodes / mesh.height();
    }

    /** Endpoint of a node. */
    public int endpoint(int node) {
        return mesh.tileEndpoints() + node;
    }

    /** The node at an endpoint, or {@link #NOBODY}. */
    public int nodeAt(int endpoint) {
        int node = endpoint - mesh.tileEndpoints();
        return node >= 0 && node < nodes ? node : NOBODY;
    }

    /** A set of one node. */
    public static long bit(int node) {
        return 1L << node;
    }
}
