package org.skerry.noc.packet;

import static org.skerry.noc.packet.RouterState.CHANNEL;
import static org.skerry.noc.packet.RouterState.FREE_AT;
import static org.skerry.noc.packet.RouterState.IN;
import static org.skerry.noc.packet.RouterState.LAST_LEFT;
import static org.skerry.noc.packet.RouterState.LAST_TRAIN;
import static org.skerry.noc.packet.RouterState.OUT;
import static org.skerry.noc.packet.RouterState.RECENT;
import static org.skerry.noc.packet.RouterState.RECENT_BITS;
import static org.skerry.noc.packet.RouterState.RECENT_MASK;
import static org.skerry.noc.packet.Trains.KIND;
import static org.skerry.noc.packet.Trains.LEAVING;
import static org.skerry.noc.packet.Trains.LOW;
import static org.skerry.noc.packet.Trains.NONE;
import static org.skerry.noc.packet.Trains.PLACE;
import static org.skerry.noc.packet.Trains.SHIFT;
import static org.skerry.noc.packet.Trains.TAIL;
import static org.skerry.noc.packet.Trains.TIMES;

/**
 * Cycles of a link for a train that finds some of them taken: trains that were given theirs shortly before, and have not reached the
 * next router, give way in turn.
 */
final class LinkShares {
    private final RouterState state;
    private final Credits credits;
    private final SlotSharing sharing = new SlotSharing();
    private final int[] sharers = new int[SlotSharing.MOST];

    LinkShares(RouterState state, Credits credits) {
        this.state = state;
        this.credits = credits;
    }

    /**
     * Cycles for a train where not all is simple: its flits have gaps, or wait for credits or for other trains. 0 if there are none.
     *
     * @param output     where the record of the link begins by which it goes
     * @param input      the same of the link by which it came
     * @param outChannel where the record of the virtual channel begins to which it goes
     * @param credit     cycles until a place there can be used again
     */
    long slots(int train, int output, int input, int outChannel, int credit, int now) {
        long times = state.trains.words[(train << SHIFT) + TIMES];
        int late = now - Trains.first(times) - state.flightCycles;
        long want = credits.bounded(Trains.mask(times), late, outChannel, credit, now);
        long usedOut = Slots.used(state.links[output + OUT], now);
        long usedIn = Slots.used(state.links[input + IN], now);
        if (((usedOut | usedIn) & want) == 0) {
            return want;
        }
        if ((usedOut & want) != 0) {
            long slots = share(output, input, want, usedOut, usedIn, now);
            if (slots != 0) {
                return slots;
            }
        }
        return SlotSharing.firstFree(want, usedOut | usedIn);
    }

    /** Cycles for a new train on a link that others use as well, which give way in turn if they can; 0 if none can. */
    private long share(int output, int input, long want, long usedOut, long usedIn, int now) {
        long[] words = state.trains.words;
        int count = 0;
        long others = usedOut;
        int turn = 0;
        for (long left = state.links[output + RECENT]; left != 0; left >>>= RECENT_BITS) {
            int a = (int) (left & RECENT_MASK) - 1;
            int at = a << SHIFT;
            if (a < 0 || count + 1 == SlotSharing.MOST) {
                break;
            }
            long place = words[at + PLACE];
            int from = Trains.from(place);
            if (from == NONE
                    || state.inLink(Trains.to(place) << CHANNEL) != output
                    || state.channels[(from << CHANNEL) + LAST_TRAIN] != a) {
                break;
            }
            long kind = words[at + KIND];
            long times = words[at + TIMES];
            int ahead = Trains.first(times) - now;
            if ((kind & LEAVING) == 0 && ahead + state.flightCycles + state.waitCycles(kind) <= 0) {
                break; // it has reached the next router
            }
            if (ahead < -Integer.SIZE || ahead >= Slots.CYCLES) {
                break;
            }
            long mask = Trains.mask(times);
            long rest = ahead < 0 ? mask >>> -ahead : mask << ahead;
            if (rest == 0 || (rest & others) != rest) {
                break;
            }
            others &= ~rest;
            sharers[count] = a;
            sharing.wanted[count] = rest;
            count++;
            if (ahead < 0 && (mask >>> -ahead - 1 & 1) != 0) {
                turn = count;
            }
        }
        if (count <= 1) {
            return count == 0 ? 0 : shareWithOne(output, input, want, others, turn, usedIn, now);
        }
        for (int i = 0; i < count; i++) {
            int port = cameBy(sharers[i]);
            sharing.blocked[i] = others | withoutSharers(port, used(port, now), count);
        }
        sharing.blocked[count] = others | withoutSharers(input, usedIn, count);
        sharing.wanted[count] = want;
        if (!sharing.share(count + 1, turn)) {
            return 0;
        }
        for (int i = 0; i < count; i++) {
            int behind = now - Trains.first(words[(sharers[i] << SHIFT) + TIMES]);
            long given = sharing.given[i];
            if (given > Slots.MASK
                    || (behind > 0 ? given << behind : given >>> Long.numberOfTrailingZeros(given)) > LOW) {
                return 0;
            }
        }
        for (int i = 0; i < count; i++) {
            int at = sharers[i] << SHIFT;
            int port = cameBy(sharers[i]);
            int ahead = Trains.first(words[at + TIMES]) - now;
            long mask = Trains.mask(words[at + TIMES]);
            long rest = ahead < 0 ? mask >>> -ahead : mask << ahead;
            state.links[port + IN] = Slots.busy(used(port, now) & ~rest, now);
        }
        for (int i = 0; i < count; i++) {
            others |= sharing.given[i];
            move(sharers[i], sharing.given[i], now);
        }
        state.links[output + OUT] = Slots.busy(others, now);
        return sharing.given[count];
    }

    /** The same for one other train. */
    private long shareWithOne(int output, int input, long want, long others, int turn, long usedIn, int now) {
        int train = sharers[0];
        int port = cameBy(train);
        long left = ~sharing.wanted[0];
        long usedThere = used(port, now) & left;
        long usedHere = input == port ? usedIn & left : usedIn;
        if (!sharing.sharePair(~left, others | usedThere, want, others | usedHere, turn)) {
            return 0;
        }
        long given = sharing.given[0];
        int behind = now - Trains.first(state.trains.words[(train << SHIFT) + TIMES]);
        if (given > Slots.MASK || (behind > 0 ? given << behind : given >>> Long.numberOfTrailingZeros(given)) > LOW) {
            return 0;
        }
        state.links[port + IN] = Slots.busy(usedThere, now);
        move(train, given, now);
        state.links[output + OUT] = Slots.busy(others | given, now);
        return sharing.given[1];
    }

    /** Where the record of the input port begins by which a train came. */
    private int cameBy(int train) {
        return state.inLink(Trains.from(state.trains.words[(train << SHIFT) + PLACE]) << CHANNEL);
    }

    private long used(int input, int now) {
        return Slots.used(state.links[input + IN], now);
    }

    /** Takes the cycles of sharers from those that an input uses. */
    private long withoutSharers(int port, long used, int count) {
        long left = used;
        for (int i = 0; i < count; i++) {
            if (cameBy(sharers[i]) == port) {
                left &= ~sharing.wanted[i];
            }
        }
        return left;
    }

    /** Gives a train other cycles, from {@code now} on, than it had. */
    private void move(int train, long slots, int now) {
        long[] words = state.trains.words;
        int[] channels = state.channels;
        int at = train << SHIFT;
        int from = Trains.from(words[at + PLACE]) << CHANNEL;
        state.links[state.inLink(from) + IN] |= slots;
        long times = words[at + TIMES];
        int behind = now - Trains.first(times);
        if (behind > 0) {
            words[at + TIMES] = times & ~(LOW << behind & LOW) | slots << behind;
        } else {
            int offset = Long.numberOfTrailingZeros(slots);
            words[at + TIMES] = Trains.times(now + offset, slots >>> offset);
        }
        int last = now + Trains.highest(slots);
        channels[from + LAST_LEFT] = last;
        int to = Trains.to(words[at + PLACE]) << CHANNEL;
        if ((words[at + KIND] & TAIL) != 0 && last + 1 - channels[to + FREE_AT] > 0) {
            channels[to + FREE_AT] = last + 1;
        }
        if ((words[at + KIND] & LEAVING) != 0 && channels[to + LAST_TRAIN] == train) {
            channels[to + LAST_LEFT] = last;
        }
    }
}
