package org.skerry.model.control;

import org.skerry.model.placement.PlacementPolicy;
import org.skerry.sim.config.Check;

/**
 * Who places actors on a chip, and where.
 *
 * @param placement by what rule actors get their enclaves, those of deployment as well as those that are created later
 */
public record ControlSpec(PlacementPolicy placement) {
    /** The defaults. */
    public static final ControlSpec DEFAULT = new ControlSpec(PlacementPolicy.IN_ORDER);

    /** Checks ranges. */
    public ControlSpec {
        Check.notNull(placement, "control.placement");
    }

    /** This control plane with another placement. */
    public ControlSpec withPlacement(PlacementPolicy other) {
        return new ControlSpec(other);
    }
}
