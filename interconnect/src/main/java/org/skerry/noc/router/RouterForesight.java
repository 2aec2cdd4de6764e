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

    private static final int MOST_INPUTS = 256; // that one look at routers follows

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

    /** Before routers with work pass flits on: those of {@code left}, a bit each, counted from {@code first}. */
    void beforeSwitches(int first, long left) {
        long sum = 0;
        int count = 0;
        for (long each = left; each != 0; each &= each - 1) {
            count = addReady(first + Long.numberOfTrailingZeros(each), count);
        }
        for (int i = 0; i < count; i++) {
            sum += state.words[inputs[i]];
        }
        for (int i = 0; i < count; i++) {
            long word = state.words[inputs[i]];
            sum += seeOutput(inputs[i], ChannelWords.output(word));
            sum += packets.identity(FlitLayout.slot(ChannelWords.front(word)));
        }
        seen += sum;
    }

    private int addReady(int router, int before) {
        int count = before;
        int base = state.row(router, 0);
        int line = state.line(base);
        long few = state.routers[line + FlowState.READY];
        if (few != FlowState.SEVERAL) {
            for (long input = few; input != 0 && count < MOST_INPUTS; input >>>= Integer.SIZE) {
                inputs[count++] = (int) input;
            }
            return count;
        }
        for (int group = 0; group < state.groups; group++) {
            long ready = state.routers[line + FlowState.FIRST_OF_SEVERAL + group];
            for (; ready != 0 && count < MOST_INPUTS; ready &= ready - 1) {
                inputs[count++] = base + group * Long.SIZE + Long.numberOfTrailingZeros(ready);
            }
        }
        return count;
    }

    /** What a flit needs that leaves an input through the output that begins at {@code row} of its router. */
    private long seeOutput(int input, int row) {
        return state.words[state.row(state.router(input), 0) + row + (input & FlowState.ROW - 1)];
    }

    /** Before credits come: up to the {@link FlowLinks#END}. */
    void beforeCredits(int[] credits) {
        long[] words = state.words;
        long sum = 0;
        int output;
        for (int i = 0; (output = credits[i]) != FlowLinks.END; i++) {
            sum += words[output];
        }
        seen += sum;
    }

    /** Before flits come; likewise. */
    void beforeArrivals(long[] flits) {
        long[] words = state.words;
        long[] routers = state.routers;
        long sum = 0;
        long arrival;
        for (int i = 0; (arrival = flits[i]) != FlowLinks.END; i++) {
            int input = (int) (arrival >>> Integer.SIZE);
            sum += words[input] + packets.identity(FlitLayout.slot((int) arrival));
            sum += routers[state.line(input)];
        }
        for (int i = 0; (arrival = flits[i]) != FlowLinks.END; i++) {
            int input = (int) (arrival >>> Integer.SIZE);
            long word = words[input];
            sum += seeOutput(input, ChannelWords.hasOutput(word) ? ChannelWords.output(word) : route(input, arrival));
        }
        seen += sum;
    }

    private int route(int input, long arrival) {
        int slot = FlitLayout.slot((int) arrival);
        int way = routing.first(state.router(input), state.port(input), FlowState.vc(input), slot);
        return Way.port(way) << FlowState.ROW_BITS | 1 << state.bits;
    }
}
