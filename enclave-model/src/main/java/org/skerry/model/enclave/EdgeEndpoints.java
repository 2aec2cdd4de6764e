package org.skerry.model.enclave;

/**
 * Which endpoint at the edge of the mesh is what. Control nodes come first, in row 0, 1, ...; every row below them that has an endpoint
 * at the edge has a port for a device there.
 *
 * <pre>
 *   control node 0 -- router -- router -- ...      endpoint first
 *   control node 1 -- router -- router -- ...      endpoint first + 1
 *   device 0 -------- router -- router -- ...      endpoint first + controlNodes
 * </pre>
 *
 * @param first        the first endpoint at the edge; those of the tiles come before it
 * @param controlNodes nodes of the control plane; at least 1
 * @param devices      ports for devices
 */
public record EdgeEndpoints(int first, int controlNodes, int devices) {
    /** Endpoint of a control node. */
    public int control(int node) {
        return first + node;
    }

    /** Endpoint of a device. */
    public int device(int device) {
        return first + controlNodes + device;
    }

    /** Which device hangs at an endpoint; below 0 if it is a control node or an enclave. */
    public int deviceAt(int endpoint) {
        return Math.max(-1, endpoint - first - controlNodes);
    }
}
