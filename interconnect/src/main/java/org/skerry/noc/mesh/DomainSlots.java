package org.skerry.noc.mesh;

import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.SlotTable;

/** Who has the outputs of routers when. A mesh that is wired wrongly has another one than its {@link TimeDivisionSpec}. */
@FunctionalInterface
public interface DomainSlots {
    /** Slots of a domain at the routers of {@code block}; null without time division. */
    SlotTable of(RouterBlock block, int domain);
}
