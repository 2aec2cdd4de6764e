package org.skerry.model.sharedmem.explore;

import org.skerry.model.sharedmem.coherence.DeviceTable;
import org.skerry.model.sharedmem.coherence.HomeAction;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.HomeTable;
import org.skerry.model.sharedmem.coherence.PrivateAction;
import org.skerry.model.sharedmem.coherence.PrivateEvent;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.model.sharedmem.coherence.PrivateTable;
import org.skerry.model.sharedmem.coherence.TransitionTable;

/**
 * The two tables of a protocol.
 *
 * @param cache     of a line in private caches
 * @param home      of a line at its home
 * @param inclusive whether the slice has whatever a private cache has
 */
public record Tables(
        TransitionTable<PrivateState, PrivateEvent, PrivateAction> cache,
        TransitionTable<HomeState, HomeEvent, HomeAction> home,
        boolean inclusive) {
    /** Beside a slice that neither includes what private caches hold nor excludes it. */
    public static final Tables NON_INCLUSIVE = new Tables(PrivateTable.TABLE, HomeTable.TABLE, false);

    /** Beside a slice that includes what private caches hold. */
    public static final Tables INCLUSIVE = new Tables(PrivateTable.TABLE, HomeTable.INCLUSIVE, true);

    /** The same with what requests of devices lead to. */
    public Tables withDevices() {
        return new Tables(cache, DeviceTable.with(home), inclusive);
    }
}
