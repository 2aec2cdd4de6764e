package org.skerry.model.placement;

import org.skerry.sim.rng.RandomStream;

/** By what rule actors that are not pinned get their enclaves. */
public enum PlacementPolicy {
    /** The lowest free enclave, in the order of the plan. */
    IN_ORDER {
        @Override
        public int[] arrange(PlacementProblem problem, RandomStream draws) {
            return InTurn.byNumber(problem);
        }
    },

    /** One tile after the other, in the order of the plan: neighbours in a tile are far apart in the plan. */
    ROUND_ROBIN {
        @Override
        public int[] arrange(PlacementProblem problem, RandomStream draws) {
            return InTurn.byTile(problem);
        }
    },

    /** Such that messages pass few links, each pair counted as often as it is expected to speak. */
    COMMUNICATION_AWARE {
        @Override
        public int[] arrange(PlacementProblem problem, RandomStream draws) {
            return FewestHops.arrange(problem, draws);
        }
    },

    /** Actors of one trust domain side by side, and no tile with actors of two wherever there are tiles enough. */
    BY_TRUST_DOMAIN {
        @Override
        public int[] arrange(PlacementProblem problem, RandomStream draws) {
            return DomainTiles.arrange(problem);
        }
    };

    /**
     * The enclave of each actor of a problem; no two get the same.
     *
     * @param draws random numbers of the policy's own; used by one that searches
     */
    public abstract int[] arrange(PlacementProblem problem, RandomStream draws);
}
