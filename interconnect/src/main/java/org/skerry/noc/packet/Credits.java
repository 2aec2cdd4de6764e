package org.skerry.noc.packet;

import static org.skerry.noc.packet.RouterState.CHANNEL;
import static org.skerry.noc.packet.RouterState.COUNT;
import static org.skerry.noc.packet.RouterState.LAST_LEFT;
import static org.skerry.noc.packet.RouterState.LAST_TRAIN;
import static org.skerry.noc.packet.RouterState.WAITING;
import static org.skerry.noc.packet.Trains.KIND;
import static org.skerry.noc.packet.Trains.LEAVING;
import static org.skerry.noc.packet.Trains.PLACE;
import static org.skerry.noc.packet.Trains.SHIFT;
import static org.skerry.noc.packet.Trains.TIMES;

/** Cycles in which the flits of a train may go as far as room in the buffer behind is concerned. */
final class Credits {
    private final RouterState state;

    Credits(RouterState state) {
        this.state = state;
    }

    /**
     * The first cycles from {@code now} on, as bits, in which flits could go that have come, or will, in the cycles {@code mask} from
     * {@code now - late} on: one a cycle, and not before there is room for them in {@code channel}. 0 if they reach beyond the mask.
     *
     * @param channel where its record begins
     * @param credit  cycles from the leaving of a flit there until its place can be used again
     */
    long bounded(long mask, int late, int channel, int credit, int now) {
        int[] channels = state.channels;
        int from = Long.SIZE;
        long leaving = 0;
        int leavingFrom = 0;
        if (channels[channel + LAST_LEFT] + credit - now > 0) {
            int to = channel >> CHANNEL;
            long[] words = state.trains.words;
            int at = channels[channel + LAST_TRAIN] << SHIFT;
            long place = words[at + PLACE];
            int room = state.depth - (channels[channel + WAITING] & COUNT);
            if (Trains.from(place) == to || Trains.to(place) == to && (words[at + KIND] & LEAVING) != 0) {
                from = room - Trains.flits(words[at + KIND]);
                leaving = Trains.mask(words[at + TIMES]);
                leavingFrom = Trains.first(words[at + TIMES]) + credit - now;
            } else {
                // The train has gone on; its flits left one after the other, as far as anybody knows.
                from = Math.max(0, room - state.trainFlits);
                leaving = (1L << room - from) - 1;
                leavingFrom = channels[channel + LAST_LEFT] + 1 - (room - from) + credit - now;
            }
        }
        int flits = Long.bitCount(mask);
        boolean dense = (mask & mask + 1) == 0;
        if ((dense || late == 0) && (from >= Long.SIZE || leavingFrom + Trains.highest(leaving) <= from)) {
            return mask;
        }
        if (dense && (leaving & leaving + 1) == 0) {
            int before = Math.min(Math.max(from, 0), flits);
            int begin = Math.max(before, leavingFrom);
            long rest = (1L << flits - before) - 1;
            return begin + flits - before > Long.SIZE ? 0 : mask & (1L << before) - 1 | rest << begin;
        }
        return oneByOne(mask, late, from, leaving, leavingFrom);
    }

    private static long oneByOne(long mask, int late, int from, long leavingFlits, int leavingFrom) {
        long leaving = leavingFlits;
        long want = 0;
        int next = 0;
        int i = 0;
        for (long left = mask; left != 0; left &= left - 1, i++) {
            next = Math.max(next, Long.numberOfTrailingZeros(left) - late);
            if (i >= from && leaving != 0) {
                next = Math.max(next, leavingFrom + Long.numberOfTrailingZeros(leaving));
                leaving &= leaving - 1;
            }
            if (next >= Long.SIZE) {
                return 0;
            }
            want |= 1L << next++;
        }
        return want;
    }
}
