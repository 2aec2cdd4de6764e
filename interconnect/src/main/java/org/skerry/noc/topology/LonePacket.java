package org.skerry.noc.topology;

import java.util.Arrays;

/**
 * How long a packet takes that is alone, over routers and links that differ, with buffers so deep that no flit waits for a credit. A head
 * waits at router j for a route and a virtual channel, later flits do not; but one leaves router j only flitCycles(j) after another, so that the
 * tail is as late as the latest of all k permits:
 *
 * <pre>
 *   transit + max over routers k of waits(0..k) + flitCycles(k) + (flits - 2) * max over j from k on of flitCycles(j)
 * </pre>
 *
 * @param passageCycles of every router, from winning the switch to leaving
 * @param waits         by router on the way, of a head
 * @param arrivals      by link on the way: cycles until all of a flit is at the next router
 * @param flitCycles    by link on the way: cycles in which it takes one flit
 */
public record LonePacket(int passageCycles, long[] waits, long[] arrivals, int[] flitCycles) {
    /** Cycles from the first flit's arrival at the first router until the last flit leaves the last router. */
    public long cycles(int flits) {
        int routers = waits.length;
        long transit = (long) routers * passageCycles + Arrays.stream(arrivals).sum();
        long waited = Arrays.stream(waits).sum();
        if (flits == 1) {
            return transit + waited;
        }
        long latest = 0;
        int slowest = 1; // to the endpoint, which takes a flit each cycle
        for (int k = routers - 1; k >= 0; k--) {
            int own = k == routers - 1 ? 1 : flitCycles[k];
            slowest = Math.max(slowest, own);
            latest = Math.max(latest, waited + own + (flits - 2L) * slowest);
            waited -= waits[k];
        }
        return transit + latest;
    }
}
