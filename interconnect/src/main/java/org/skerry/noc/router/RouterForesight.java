package org.skerry.noc.router;

import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketIdentities;
import org.skerry.sim.digest.EntityDigests;

/**
 * Looks at what {@link FlowRouters} need that are about to do something, before any of them does it. On a large chip that is in the
 * memory of the host and not in its caches; looked at together, one level after the other of what leads to the next, many lines are under
 * way at one time, while each router by itself would wait for one after the other. Changes nothing that is simulated.
 */
final class RouterForesight {
    /** All that fewer routers are, some 8 KB each, stays in the caches of the host. Assumption. */
    static final int FEWEST_ROUTERS = 512;

    /** So many are looked at together: enough to keep the host's memory busy, few enough to stay in its first caches. Assumption. */
    static final int MOST = 16;

    private static final int MOST_REQUESTS = 4 * MOST; // that one look follows

    private final FlowRouters routers;
    private final PacketIdentities packets;
    private final EntityDigests digests;
    private final int[] chosen = new int[MOST];
    private final int[] requests = new int[MOST_REQUESTS]; // who asks for which output, then input virtual channels
    private long seen; // so that nobody takes the looks for superfluous

    /** Looks at these. */
    RouterForesight(FlowRouters routers, PacketIdentities packets, EntityDigests digests) {
        this.routers = routers;
        this.packets = packets;
        this.digests = digests;
    }

    /** Before routers with work pass flits on, of which {@code from} is the first; returns the number behind the last it has looked at. */
    int beforeSwitches(ActiveSet active, int from) {
        long sum = 0;
        int count = 0;
        int last = from;
        for (int router = from; router >= 0 && count < MOST; router = active.next(router + 1)) {
            sum += routers.seeRouter(router) + digests.low(router);
            chosen[count++] = router;
            last = router;
        }
        int asking = 0;
        for (int i = 0; i < count; i++) {
            asking = routers.requests(chosen[i], requests, asking);
        }
        for (int i = 0; i < asking; i++) {
            sum += routers.seePorts(requests[i]);
        }
        for (int i = 0; i < asking; i++) {
            int input = routers.inputAsking(requests[i]);
            sum += routers.seeChannels(requests[i], input);
            requests[i] = input;
        }
        for (int i = 0; i < asking; i++) {
            sum += packets.identity(FlitLayout.slot(routers.front(requests[i]))) + routers.behindFront(requests[i]);
        }
        seen += sum;
        return last + 1;
    }

    /** Before flits come that a line holds behind the input virtual channel, from {@code index} on of the first {@code due}. */
    void beforeArrivals(DelayLine flits, int index, int due) {
        long sum = 0;
        int end = Math.min(due, index + MOST);
        for (int i = index; i < end; i++) {
            long arrival = flits.value(i);
            sum += routers.front((int) (arrival >>> 32)) + packets.identity(FlitLayout.slot((int) arrival));
        }
        for (int i = index; i < end; i++) {
            long arrival = flits.value(i);
            sum += routers.seeOutput((int) (arrival >>> 32), (int) arrival);
        }
        seen += sum;
    }
}
