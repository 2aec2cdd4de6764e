package org.skerry.noc.router;

import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketIdentities;

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

    private static final int MOST_INPUTS = 4 * MOST; // that one look follows

    private final FlowState state;
    private final RouteFunction routing;
    private final PacketIdentities packets;
    private final int[] inputs = new int[MOST_INPUTS]; // whose flit may leave
    private long seen; // so that nobody takes the looks for superfluous

    /** Looks at these. */
    RouterForesight(FlowState state, RouteFunction routing, PacketIdentities packets) {
        this.state = state;
        this.routing = routing;
        this.packets = packets;
    }

    /**
     * Before routers with work pass flits on: those of {@code left}, a bit each, counted from {@code first}. Returns the bit behind the
     * last one that it has looked at.
     */
    int beforeSwitches(int first, long left) {
        long sum = 0;
        long chosen = left;
        int last = 0;
        for (int count = 0; chosen != 0 && count < MOST; chosen &= chosen - 1, count++) {
            last = Long.numberOfTrailingZeros(chosen);
            sum += state.words[state.ready(state.row(first + last, 0))] + state.digests.low(first + last);
        }
        int count = 0;
        for (long each = left & ~chosen; each != 0; each &= each - 1) {
            count = addReady(first + Long.numberOfTrailingZeros(each), count);
        }
        for (int i = 0; i < count; i++) {
            sum += state.words[inputs[i]] + state.words[data(inputs[i])];
        }
        for (int i = 0; i < count; i++) {
            long word = state.words[inputs[i]];
            sum += seeOutput(inputs[i], ChannelWords.output(word));
            sum += packets.identity(FlitLayout.slot(ChannelWords.front(word)));
        }
        seen += sum;
        return last + 1;
    }

    private int addReady(int router, int before) {
        int count = before;
        for (int group = 0; group < state.groups; group++) {
            int base = state.row(router, 0) + group * Long.SIZE;
            for (long ready = state.words[state.ready(base)]; ready != 0 && count < MOST_INPUTS; ready &= ready - 1) {
                inputs[count++] = base + Long.numberOfTrailingZeros(ready);
            }
        }
        return count;
    }

    private int data(int address) {
        return address - FlowState.vc(address) + state.data;
    }

    /** What a flit needs that leaves an input through an output port. */
    private long seeOutput(int input, int port) {
        int output = state.row(state.router(input), port) + FlowState.vc(input) | 1 << state.bits;
        return state.words[output] + state.words[data(output)];
    }

    /** Before credits for outputs come that a line holds, from {@code index} on of the first {@code due}. */
    void beforeCredits(DelayLine credits, int index, int due) {
        long sum = 0;
        int end = Math.min(due, index + MOST);
        for (int i = index; i < end; i++) {
            sum += state.words[(int) credits.value(i)];
        }
        seen += sum;
    }

    /** The same for credits of endpoints, which lines hold by the addresses that endpoints know. */
    void beforeEjectionCredits(DelayLine credits, int index, int due) {
        long sum = 0;
        int end = Math.min(due, index + MOST);
        for (int i = index; i < end; i++) {
            sum += state.words[state.here((int) credits.value(i)) | 1 << state.bits];
        }
        seen += sum;
    }

    /** Before flits come that a line holds, from {@code index} on of the first {@code due}. */
    void beforeArrivals(DelayLine flits, int index, int due) {
        long sum = 0;
        int end = Math.min(due, index + MOST);
        for (int i = index; i < end; i++) {
            long arrival = flits.value(i);
            sum += state.words[(int) (arrival >>> 32)] + packets.identity(FlitLayout.slot((int) arrival));
        }
        for (int i = index; i < end; i++) {
            int input = (int) (flits.value(i) >>> 32);
            long word = state.words[input];
            sum += seeOutput(
                    input, ChannelWords.hasOutput(word) ? ChannelWords.output(word) : route(input, flits.value(i)));
        }
        seen += sum;
    }

    private int route(int input, long arrival) {
        int slot = FlitLayout.slot((int) arrival);
        return Way.port(routing.first(state.router(input), state.port(input), FlowState.vc(input), slot));
    }
}
