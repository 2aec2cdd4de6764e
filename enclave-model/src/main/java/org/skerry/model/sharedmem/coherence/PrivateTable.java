package org.skerry.model.sharedmem.coherence;

import static org.skerry.model.sharedmem.coherence.PrivateAction.*;
import static org.skerry.model.sharedmem.coherence.PrivateEvent.*;
import static org.skerry.model.sharedmem.coherence.PrivateState.*;

/**
 * The private side of the protocol: one line in the caches of one core.
 *
 * <p>What makes it small: the home serves a line for one core at a time and its messages to a core arrive in the order of sending. So
 * no probe of a later request reaches a core that still waits for the data of an earlier one; a probe that does reach it is meant for
 * a copy it no longer has, and is answered at once. Nothing here waits for anything to answer a probe.
 */
public final class PrivateTable {
    /** The table. */
    public static final TransitionTable<PrivateState, PrivateEvent, PrivateAction> TABLE = table();

    private PrivateTable() {}

    private static TransitionTable<PrivateState, PrivateEvent, PrivateAction> table() {
        TransitionTable.Builder<PrivateState, PrivateEvent, PrivateAction> t =
                new TransitionTable.Builder<>("private side", PrivateState.values(), PrivateEvent.values());

        // The core.
        t.on(INVALID, LOAD, READING, SEND_READ);
        t.on(INVALID, STORE, OWNING, SEND_OWN);
        t.on(INVALID, EVICT, INVALID); // a probe took it before it could leave
        t.on(INVALID, DROP, INVALID);
        t.on(SHARED, LOAD, SHARED, SERVE);
        t.on(SHARED, STORE, UPGRADING, SEND_UPGRADE);
        t.on(SHARED, EVICT, INVALID); // a probe took what was written before it could leave
        t.on(SHARED, DROP, INVALID);
        t.on(EXCLUSIVE, LOAD, EXCLUSIVE, SERVE);
        t.on(EXCLUSIVE, STORE, MODIFIED, SERVE);
        t.on(EXCLUSIVE, EVICT, PUTTING, SEND_PUT);
        t.on(EXCLUSIVE, DROP, INVALID);
        t.on(MODIFIED, LOAD, MODIFIED, SERVE);
        t.on(MODIFIED, STORE, MODIFIED, SERVE);
        t.on(MODIFIED, EVICT, PUTTING, SEND_PUT);
        for (PrivateState state : PrivateState.values()) {
            if (!state.stable()) {
                t.on(state, LOAD, state, DEFER);
                t.on(state, STORE, state, DEFER);
                t.on(state, EVICT, state, DEFER);
            }
        }

        // Answers.
        t.on(READING, DATA_SHARED, SHARED, SERVE);
        t.on(READING, DATA_SOLE, EXCLUSIVE, SERVE);
        t.on(READING, PEER_SHARED, SHARED, SEND_CONFIRM, SERVE);
        t.on(OWNING, DATA_OWNED, MODIFIED, SERVE);
        t.on(OWNING, PEER_OWNED, MODIFIED, SEND_CONFIRM, SERVE);
        t.on(UPGRADING, GRANTED, MODIFIED, SERVE);
        t.on(PUTTING, PUT_DONE, INVALID);
        t.on(PUT_TAKEN, PUT_DONE, INVALID);

        // Probes that find the line.
        t.on(SHARED, INVALIDATE, INVALID, SEND_ACK);
        t.on(EXCLUSIVE, INVALIDATE, INVALID, SEND_ACK);
        t.on(MODIFIED, INVALIDATE, INVALID, SEND_ACK_DATA);
        t.on(UPGRADING, INVALIDATE, OWNING, SEND_ACK); // the home will see that the copy is gone, and send data
        t.on(PUTTING, INVALIDATE, PUT_TAKEN, SEND_ACK_DATA);
        t.on(EXCLUSIVE, FORWARD_READ, SHARED, SEND_PEER_SHARED, SEND_COPY_CLEAN);
        t.on(MODIFIED, FORWARD_READ, SHARED, SEND_PEER_SHARED, SEND_COPY_DIRTY);
        t.on(PUTTING, FORWARD_READ, PUT_TAKEN, SEND_PEER_SHARED, SEND_COPY_DIRTY);
        t.on(EXCLUSIVE, FORWARD_OWN, INVALID, SEND_PEER_OWNED);
        t.on(MODIFIED, FORWARD_OWN, INVALID, SEND_PEER_OWNED);
        t.on(PUTTING, FORWARD_OWN, PUT_TAKEN, SEND_PEER_OWNED);

        // Probes for a copy that has silently gone.
        t.on(INVALID, INVALIDATE, INVALID, SEND_ACK);
        t.on(READING, INVALIDATE, READING, SEND_ACK);
        t.on(OWNING, INVALIDATE, OWNING, SEND_ACK);
        t.on(PUT_TAKEN, INVALIDATE, PUT_TAKEN, SEND_ACK);
        for (PrivateState state : new PrivateState[] {INVALID, READING, OWNING}) {
            t.on(state, FORWARD_READ, state, SEND_NO_COPY);
            t.on(state, FORWARD_OWN, state, SEND_NO_COPY);
        }
        return t.build();
    }
}
