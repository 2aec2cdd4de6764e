package org.skerry.model.sharedmem.explore;

import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.PrivateEvent;

/** Which event of the tables a message is for whoever hears it: the one of its name. */
final class Heard {
    private static final PrivateEvent[] BY_CACHES = new PrivateEvent[Kind.values().length];
    private static final HomeEvent[] BY_HOMES = new HomeEvent[Kind.values().length];

    static {
        for (PrivateEvent event : PrivateEvent.values()) {
            for (Kind kind : Kind.values()) {
                if (event.name().equals(kind.name())) {
                    BY_CACHES[kind.ordinal()] = event;
                }
            }
        }
        for (HomeEvent event : HomeEvent.values()) {
            for (Kind kind : Kind.values()) {
                if (event.name().equals(kind.name())) {
                    BY_HOMES[kind.ordinal()] = event;
                }
            }
        }
    }

    private Heard() {}

    /** What a cache hears; null for what no cache is told. */
    static PrivateEvent byCache(Kind kind) {
        return BY_CACHES[kind.ordinal()];
    }

    /** What a home hears; null for what none is told. Of a request, as if the home knew nothing of whom it is from. */
    static HomeEvent byHome(Kind kind) {
        return BY_HOMES[kind.ordinal()];
    }
}
