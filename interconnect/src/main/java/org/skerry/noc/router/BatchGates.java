package org.skerry.noc.router;

import java.util.Arrays;

/** When the stages of each router are free again, and what is decided and not yet done; see {@link Batches}. */
final class BatchGates {
    private final Batches batches;
    private final long[] routingBegins; // by router: when the last batch begins
    private final long[] vcsFree; // by router: when the next batch may begin
    private final long[] switchFree;
    private final boolean[] starting; // by input VC: it has won a virtual channel and the batch is not over
    private final DelayLine winners; // router, input bit; place
    private final DelayLine moves; // router; port, vc

    BatchGates(Batches batches, int routers, int vcsOfRouter) {
        this.batches = batches;
        routingBegins = new long[routers];
        vcsFree = new long[routers];
        switchFree = new long[routers];
        starting = new boolean[routers * vcsOfRouter];
        winners = new DelayLine(batches.vcAllocationCycles() - 1);
        moves = new DelayLine(batches.switchAllocationCycles() - 1);
        Arrays.fill(routingBegins, -batches.routingCycles());
    }

    /** Cycles that a head that is at the front at {@code cycle} waits until its routing begins: with the batch that begins next. */
    int routingWait(long cycle, int router) {
        long last = routingBegins[router];
        if (cycle > last) {
            last = Math.max(cycle, last + batches.routingCycles());
            routingBegins[router] = last;
        }
        return (int) (last - cycle);
    }

    /** Whether a router may allocate virtual channels now, to one who does if so. */
    boolean beginVcs(long cycle, int router) {
        if (cycle < vcsFree[router]) {
            return false;
        }
        vcsFree[router] = cycle + batches.vcAllocationCycles();
        return true;
    }

    /** The same for the switch. */
    boolean beginSwitch(long cycle, int router) {
        if (cycle < switchFree[router]) {
            return false;
        }
        switchFree[router] = cycle + batches.switchAllocationCycles();
        return true;
    }

    /** A head has won, which is done when the batch is over. */
    void won(long cycle, int router, int bit, int input, int place) {
        starting[input] = true;
        winners.add(cycle, (long) router << 32 | (long) bit << 16 | place);
    }

    /** Whether an input VC has won a virtual channel and may not use it yet. */
    boolean isStarting(int input) {
        return starting[input];
    }

    void started(int input) {
        starting[input] = false;
    }

    DelayLine winners() {
        return winners;
    }

    /** A flit has won the switch, which is done when the batch is over. */
    void moves(long cycle, int router, int port, int vc) {
        moves.add(cycle, (long) router << 32 | VcAddress.place(port, vc));
    }

    DelayLine moves() {
        return moves;
    }
}
