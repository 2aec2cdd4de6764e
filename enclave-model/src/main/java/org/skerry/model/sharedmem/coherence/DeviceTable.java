package org.skerry.model.sharedmem.coherence;

import static org.skerry.model.sharedmem.coherence.HomeAction.*;
import static org.skerry.model.sharedmem.coherence.HomeEvent.*;
import static org.skerry.model.sharedmem.coherence.HomeState.*;

import java.util.List;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;

/**
 * The home side of the protocol where devices read and write memory, too: {@link HomeTable} and what their requests lead to.
 *
 * <p>A device keeps no copy, so the home never has to tell it anything but the answer, and no request of a device is confirmed: what the
 * messages are after is ReadOnce, WriteUniqueFull and WriteUniquePtl of ARM's CHI.
 *
 * <pre>
 *   device        home         core that has written the line
 *     |--READ_ONCE-->|--FORWARD_READ--&gt;|          the core keeps its copy to read
 *     |<------------------PEER_SHARED|
 *     |              |<---COPY_DIRTY--|
 *
 *     |--WRITE_LINE->|--INVALIDATE----&gt;|          what the core had is of no use any more
 *     |              |<---ACK_DATA----|
 *     |<--PUT_DONE---|
 * </pre>
 */
public final class DeviceTable {
    /** The table beside a slice that neither includes what private caches hold nor excludes it. */
    public static final TransitionTable<HomeState, HomeEvent, HomeAction> TABLE = with(HomeTable.TABLE);

    private DeviceTable() {}

    /** A table of the home with what requests of devices lead to. */
    public static TransitionTable<HomeState, HomeEvent, HomeAction> with(
            TransitionTable<HomeState, HomeEvent, HomeAction> ofCores) {
        TransitionTable<HomeState, HomeEvent, HomeAction> t = ofCores;

        t = on(t, UNCACHED, READ_ONCE, ONCE_LINE, GET_LINE);
        t = on(t, HomeState.SHARED, READ_ONCE, ONCE_SHARED_LINE, GET_LINE);
        t = on(t, OWNED, READ_ONCE, ONCE_FORWARDED, HomeAction.FORWARD_READ);
        t = on(t, ONCE_LINE, LINE, UNCACHED, CLEAR, SEND_SHARED);
        t = on(t, ONCE_SHARED_LINE, LINE, HomeState.SHARED, SEND_SHARED);
        t = on(t, ONCE_FORWARDED, COPY_CLEAN, HomeState.SHARED, OWNER_SHARES);
        t = on(t, ONCE_FORWARDED, COPY_DIRTY, HomeState.SHARED, STORE_DIRTY, OWNER_SHARES);
        t = on(t, ONCE_FORWARDED, NO_COPY, ONCE_LINE, GET_LINE); // the owner has dropped it: nobody has it

        t = on(t, UNCACHED, WRITE_LINE, UNCACHED, STORE_DEVICE, ANSWER_PUT);
        t = on(t, HomeState.SHARED, WRITE_LINE, WRITE_ACKS, PROBE_SHARERS);
        t = on(t, OWNED, WRITE_LINE, WRITE_ACKS, PROBE_OWNER);
        t = on(t, WRITE_ACKS, ACK, WRITE_ACKS, COUNT_ACK);
        t = on(t, WRITE_ACKS, ACK_DATA, WRITE_ACKS, COUNT_ACK); // every byte of it is overwritten
        t = on(t, WRITE_ACKS, ACKS, UNCACHED, STORE_DEVICE, CLEAR, ANSWER_PUT);

        t = on(t, UNCACHED, WRITE_PART, PART_LINE, GET_LINE);
        t = on(t, HomeState.SHARED, WRITE_PART, PART_ACKS, PROBE_SHARERS);
        t = on(t, OWNED, WRITE_PART, PART_ACKS, PROBE_OWNER);
        t = on(t, PART_ACKS, ACK, PART_ACKS, COUNT_ACK);
        t = on(t, PART_ACKS, ACK_DATA, PART_ACKS, STORE_DIRTY, COUNT_ACK);
        t = on(t, PART_ACKS, ACKS, PART_LINE, CLEAR, GET_LINE);
        t = on(t, PART_LINE, LINE, UNCACHED, STORE_DEVICE, ANSWER_PUT);

        for (HomeState state : HomeState.values()) {
            if (!state.stable()) {
                for (HomeEvent request : new HomeEvent[] {READ, OWN, PUT, READ_ONCE, WRITE_LINE, WRITE_PART}) {
                    t = t.with(state, request, new Transition<>(state, List.of(WAIT)));
                }
            }
        }
        return t;
    }

    private static TransitionTable<HomeState, HomeEvent, HomeAction> on(
            TransitionTable<HomeState, HomeEvent, HomeAction> table,
            HomeState state,
            HomeEvent event,
            HomeState next,
            HomeAction... actions) {
        return table.with(state, event, new Transition<>(next, List.of(actions)));
    }
}
