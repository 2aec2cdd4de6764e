package org.skerry.model.control;

import java.util.List;
import org.skerry.sim.config.Check;

/**
 * Which nodes of a control plane are lost when. A lost node takes nothing in and says nothing from that cycle on, and never comes back.
 *
 * @param all in the order of the scenario
 */
public record NodeLosses(List<NodeLoss> all) {
    /** No node is ever lost. */
    public static final NodeLosses NONE = new NodeLosses(List.of());

    /** A cycle that does not come. */
    public static final long NEVER = Long.MAX_VALUE - 1;

    /**
     * One of them.
     *
     * @param node its number
     * @param at   the first cycle at which it is no more
     */
    public record NodeLoss(int node, long at) {
        public NodeLoss {
            Check.inRange(node, 0, ControlSpec.MOST_NODES - 1, "control.lost.node");
            Check.inRange(at, 0, Long.MAX_VALUE - 1, "control.lost.at");
        }
    }

    public NodeLosses {
        all = List.copyOf(all);
    }

    /** The cycle from which on a node is lost, or one that never comes. */
    public long cycle(int node) {
        long first = Long.MAX_VALUE;
        for (NodeLoss loss : all) {
            first = loss.node() == node ? Math.min(first, loss.at()) : first;
        }
        return first;
    }
}
