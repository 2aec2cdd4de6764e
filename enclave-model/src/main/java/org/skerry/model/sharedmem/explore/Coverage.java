package org.skerry.model.sharedmem.explore;

import java.util.Set;
import java.util.TreeSet;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateEvent;
import org.skerry.model.sharedmem.coherence.PrivateState;

/** Which transitions of the tables were taken. */
final class Coverage {
    private final boolean[][] cache = new boolean[PrivateState.values().length][PrivateEvent.values().length];
    private final boolean[][] home = new boolean[HomeState.values().length][HomeEvent.values().length];

    void mark(PrivateState state, PrivateEvent event) {
        cache[state.ordinal()][event.ordinal()] = true;
    }

    void mark(HomeState state, HomeEvent event) {
        home[state.ordinal()][event.ordinal()] = true;
    }

    /** Those that the tables have and that were not taken, as "state event". */
    Set<String> idle(Tables tables) {
        Set<String> idle = new TreeSet<>();
        for (PrivateState state : PrivateState.values()) {
            for (PrivateEvent event : PrivateEvent.values()) {
                if (tables.cache().find(state, event) != null && !cache[state.ordinal()][event.ordinal()]) {
                    idle.add(state + " " + event);
                }
            }
        }
        for (HomeState state : HomeState.values()) {
            for (HomeEvent event : HomeEvent.values()) {
                if (tables.home().find(state, event) != null && !home[state.ordinal()][event.ordinal()]) {
                    idle.add(state + " " + event);
                }
            }
        }
        return idle;
    }
}
