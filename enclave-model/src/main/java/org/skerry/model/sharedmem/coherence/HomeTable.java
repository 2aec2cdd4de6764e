package org.skerry.model.sharedmem.coherence;

import static org.skerry.model.sharedmem.coherence.HomeAction.*;
import static org.skerry.model.sharedmem.coherence.HomeAction.FORWARD_OWN;
import static org.skerry.model.sharedmem.coherence.HomeAction.FORWARD_READ;
import static org.skerry.model.sharedmem.coherence.HomeEvent.*;
import static org.skerry.model.sharedmem.coherence.HomeState.*;

/**
 * The home side of the protocol: one line at the slice it belongs to.
 *
 * <p>One request at a time; others wait in order of arrival. Where the home sends the data itself it is done at once, since its next
 * message to that core arrives later. Where another core sends the data, the core that asked confirms it first.
 *
 * <p>Beside a slice that includes what private caches hold, a line is recalled before it leaves the slice, and leaves it then. Beside one
 * that does not, a line is recalled when the directory needs its entry, and the slice keeps what it has.
 */
public final class HomeTable {
    /** The table beside a slice that neither includes what private caches hold nor excludes it. */
    public static final TransitionTable<HomeState, HomeEvent, HomeAction> TABLE = table(false);

    /** The table beside a slice that includes what private caches hold. */
    public static final TransitionTable<HomeState, HomeEvent, HomeAction> INCLUSIVE = table(true);

    private HomeTable() {}

    private static TransitionTable<HomeState, HomeEvent, HomeAction> table(boolean inclusive) {
        TransitionTable.Builder<HomeState, HomeEvent, HomeAction> t =
                new TransitionTable.Builder<>("home", HomeState.values(), HomeEvent.values());

        // Requests.
        t.on(UNCACHED, READ, READ_LINE, GET_LINE);
        t.on(UNCACHED, OWN, OWN_LINE, GET_LINE);
        t.on(UNCACHED, PUT_STALE, UNCACHED, ANSWER_PUT);
        t.on(HomeState.SHARED, READ, READ_SHARED_LINE, GET_LINE);
        t.on(HomeState.SHARED, OWN, OWN_LINE_ACKS, PROBE_SHARERS, GET_LINE);
        t.on(HomeState.SHARED, UPGRADE, UPGRADE_ACKS, PROBE_SHARERS);
        t.on(HomeState.SHARED, PUT_STALE, HomeState.SHARED, ANSWER_PUT);
        t.on(HomeState.SHARED, RECALL, RECALLING, PROBE_SHARERS);
        t.on(OWNED, READ, READ_FORWARDED, FORWARD_READ);
        t.on(OWNED, OWN, OWN_FORWARDED, FORWARD_OWN);
        t.on(OWNED, READ_AGAIN, READ_LINE, GET_LINE);
        t.on(OWNED, OWN_AGAIN, OWN_LINE, GET_LINE);
        t.on(OWNED, PUT, UNCACHED, STORE_DIRTY, CLEAR, ANSWER_PUT);
        t.on(OWNED, PUT_STALE, OWNED, ANSWER_PUT);
        t.on(OWNED, RECALL, RECALLING, PROBE_OWNER);
        for (HomeState state : HomeState.values()) {
            if (!state.stable() && !state.ofDevices()) {
                for (HomeEvent request : new HomeEvent[] {READ, OWN, PUT}) {
                    t.on(state, request, state, WAIT); // what kind of request it will be shows when its turn comes
                }
            }
        }

        // The line and the answers.
        t.on(READ_LINE, LINE, OWNED, SET_OWNER, SEND_SOLE);
        t.on(READ_SHARED_LINE, LINE, HomeState.SHARED, ADD_SHARER, SEND_SHARED);
        t.on(OWN_LINE, LINE, OWNED, SET_OWNER, SEND_OWNED);
        t.on(OWN_LINE_ACKS, LINE, OWN_ACKS);
        t.on(OWN_LINE_ACKS, ACK, OWN_LINE_ACKS, COUNT_ACK);
        t.on(OWN_LINE_ACKS, ACKS, OWN_LINE);
        t.on(OWN_ACKS, ACK, OWN_ACKS, COUNT_ACK);
        t.on(OWN_ACKS, ACKS, OWNED, SET_OWNER, SEND_OWNED);
        t.on(UPGRADE_ACKS, ACK, UPGRADE_ACKS, COUNT_ACK);
        t.on(UPGRADE_ACKS, ACKS, OWNED, SET_OWNER, SEND_GRANT);
        t.on(RECALLING, ACK, RECALLING, COUNT_ACK);
        t.on(RECALLING, ACK_DATA, RECALLING, STORE_DIRTY, COUNT_ACK);
        if (inclusive) {
            t.on(RECALLING, ACKS, UNCACHED, CLEAR, LEAVE_SLICE);
            t.on(UNCACHED, RECALL, UNCACHED, LEAVE_SLICE);
        } else {
            t.on(RECALLING, ACKS, UNCACHED, CLEAR);
        }

        // Three hops.
        t.on(READ_FORWARDED, COPY_CLEAN, READ_COPIED);
        t.on(READ_FORWARDED, COPY_DIRTY, READ_COPIED, STORE_DIRTY);
        t.on(READ_FORWARDED, CONFIRM, READ_CONFIRMED);
        t.on(READ_FORWARDED, NO_COPY, READ_LINE, GET_LINE);
        t.on(READ_COPIED, CONFIRM, HomeState.SHARED, SHARE_OWNER);
        t.on(READ_CONFIRMED, COPY_CLEAN, HomeState.SHARED, SHARE_OWNER);
        t.on(READ_CONFIRMED, COPY_DIRTY, HomeState.SHARED, STORE_DIRTY, SHARE_OWNER);
        t.on(OWN_FORWARDED, CONFIRM, OWNED, SET_OWNER);
        t.on(OWN_FORWARDED, NO_COPY, OWN_LINE, GET_LINE);
        return t.build();
    }
}
