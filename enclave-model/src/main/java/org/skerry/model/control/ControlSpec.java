package org.skerry.model.control;

import java.util.List;
import java.util.stream.Collectors;
import org.skerry.model.placement.PlacementPolicy;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;

/**
 * Who places actors on a chip, and where.
 *
 * @param placement     by what rule actors get their enclaves, those of deployment as well as those that are created later
 * @param nodes         nodes of the control plane, each with a band of rows; they stand at the edge of the first rows
 * @param fanout        nodes below one in their tree
 * @param timeoutCycles what a network interface or a node waits for an answer before it takes a node for lost; longer than any packet is
 *                      under way, or nodes that live are taken for lost and stop
 * @param lost          nodes that are lost on the way
 */
public record ControlSpec(PlacementPolicy placement, int nodes, int fanout, int timeoutCycles, NodeLosses lost) {
    /** The most nodes: sets of them are words. */
    public static final int MOST_NODES = 64;

    /** Nodes below one. Assumption. */
    public static final int DEFAULT_FANOUT = 4;

    /** Hundred times a lone packet's way across a large mesh. Assumption. */
    public static final int DEFAULT_TIMEOUT_CYCLES = 10_000;

    /** The defaults: one node, which nobody watches. */
    public static final ControlSpec DEFAULT =
            new ControlSpec(PlacementPolicy.IN_ORDER, 1, DEFAULT_FANOUT, DEFAULT_TIMEOUT_CYCLES, NodeLosses.NONE);

    /** Checks ranges. */
    public ControlSpec {
        Check.notNull(placement, "control.placement");
        Check.inRange(nodes, 1, MOST_NODES, "control.nodes");
        Check.inRange(fanout, 1, MOST_NODES, "control.fanout");
        Check.inRange(timeoutCycles, 100, 100_000_000, "control.timeoutCycles");
        for (NodeLosses.NodeLoss loss : lost.all()) {
            Check.isTrue(
                    loss.node() < nodes,
                    "control.lost names node " + loss.node() + ", and the control plane has nodes 0 to " + (nodes - 1)
                            + ". Name one of these, or raise control.nodes.");
        }
    }

    /** This control plane with another placement. */
    public ControlSpec withPlacement(PlacementPolicy other) {
        return new ControlSpec(other, nodes, fanout, timeoutCycles, lost);
    }

    /** This control plane with other nodes. */
    public ControlSpec withNodes(int count, int below) {
        return new ControlSpec(placement, count, below, timeoutCycles, lost);
    }

    /** This control plane with nodes that are lost. */
    public ControlSpec withLost(NodeLosses others) {
        return new ControlSpec(placement, nodes, fanout, timeoutCycles, others);
    }

    /** Whether anybody looks after nodes that may be lost. One that stands alone and is never lost answers always. */
    public boolean watched() {
        return nodes > 1 || !lost.all().isEmpty();
    }

    /** Whether there is one node, which is never lost: it may be watched even so, and has nobody to talk to. */
    public boolean standsAlone() {
        return nodes == 1 && lost.all().stream().allMatch(loss -> loss.at() == NodeLosses.NEVER);
    }

    /** What was lost by a cycle, in a sentence; nothing if nothing was. */
    public List<String> remarks(long cycle) {
        List<NodeLosses.NodeLoss> gone =
                lost.all().stream().filter(loss -> loss.at() <= cycle).toList();
        if (gone.isEmpty()) {
            return List.of();
        }
        String which = gone.stream()
                .map(loss -> "node " + loss.node() + " at cycle " + loss.at())
                .collect(Collectors.joining(", "));
        long left =
                nodes - gone.stream().map(NodeLosses.NodeLoss::node).distinct().count();
        return List.of(
                left == 0
                        ? "All " + nodes + " nodes of the control plane were lost (" + which
                                + "): actors ran on, and from then on no order for another one was carried out."
                        : "Of " + nodes + " nodes of the control plane " + left + " were left (lost: " + which
                                + "): others took over what was asked of them.");
    }

    /** Its tree on a mesh. */
    public ControlTree tree(MeshSpec mesh) {
        return new ControlTree(nodes, fanout, mesh);
    }
}
