package org.skerry.scenario.spec;

import java.util.List;
import java.util.Optional;

/**
 * What a comparison looks into beyond one run on each machine.
 *
 * @param grid  where two machines are equally fast
 * @param costs what single things cost
 * @param form  the same service in its best form for shared memory
 */
public record ComparePlan(Optional<GridSpec> grid, List<CostSpec> costs, Optional<SharedForm> form) {
    /** Nothing. */
    public static final ComparePlan NONE = new ComparePlan(Optional.empty(), List.of(), Optional.empty());

    public ComparePlan {
        costs = List.copyOf(costs);
    }
}
