package org.skerry.noc.packet;

import static org.skerry.noc.packet.RouterState.CHANNEL;
import static org.skerry.noc.packet.RouterState.EXPRESSES;
import static org.skerry.noc.packet.RouterState.FLITS;
import static org.skerry.noc.packet.RouterState.FREE_AT;
import static org.skerry.noc.packet.RouterState.IN;
import static org.skerry.noc.packet.RouterState.LAST;
import static org.skerry.noc.packet.RouterState.LAST_LEFT;
import static org.skerry.noc.packet.RouterState.LAST_TRAIN;
import static org.skerry.noc.packet.RouterState.LEAVES;
import static org.skerry.noc.packet.RouterState.OUT;
import static org.skerry.noc.packet.RouterState.PORT;
import static org.skerry.noc.packet.RouterState.RECENT;
import static org.skerry.noc.packet.RouterState.RECENT_BITS;
import static org.skerry.noc.packet.RouterState.RECENT_MASK;
import static org.skerry.noc.packet.RouterState.WAITING;
import static org.skerry.noc.packet.Trains.DUE;
import static org.skerry.noc.packet.Trains.EXPRESS;
import static org.skerry.noc.packet.Trains.HEAD;
import static org.skerry.noc.packet.Trains.KIND;
import static org.skerry.noc.packet.Trains.LEAVING;
import static org.skerry.noc.packet.Trains.LEGS;
import static org.skerry.noc.packet.Trains.LOW;
import static org.skerry.noc.packet.Trains.NONE;
import static org.skerry.noc.packet.Trains.PLACE;
import static org.skerry.noc.packet.Trains.SHIFT;
import static org.skerry.noc.packet.Trains.START;
import static org.skerry.noc.packet.Trains.TAIL;
import static org.skerry.noc.packet.Trains.TIMES;
import static org.skerry.noc.packet.Trains.TURNS_SHIFT;
import static org.skerry.noc.packet.Trains.WAY_MASK;
import static org.skerry.noc.packet.Trains.WAY_SHIFT;

import org.skerry.noc.router.Way;

/**
 * Trains that pass several routers at once, since nothing is in their way: instead of an event in each router they reserve, when they set out,
 * the cycles that they will need, and channels remember them. Nobody may notice. So whoever comes to a reserved cycle or channel first
 * makes the train an ordinary one, {@link #stop}: what it has passed by then is written down as if it had been done in its cycle, the rest is
 * given back, and it goes on from router to router. Where a way is free for a part only, the train is an ordinary one after that part.
 *
 * <p>A train may reserve where, at the cycle at which it will come, the outcome is certain: the virtual channel behind the link is empty, its
 * credits are back, and nothing uses the link or the input at that time, or the link later. What was reserved and has passed leaves
 * nothing behind that another train could read, after {@link RouterState#quiet}.
 */
final class Express {
    private static final long LONE = HEAD | TAIL;
    private static final long KEPT = LOW << Integer.SIZE | HEAD | TAIL | Trains.FLITS_MASK << Trains.FLITS_SHIFT;

    private final RouterState state;
    private final TimeWheel wheel;
    private final int[] vcOf; // by class: its only virtual channel
    private final boolean on;

    // A train on its way: where stop() has come to.
    private int in; // record of the input channel in which it is
    private int cycle; // at which it asks for the switch
    private int port; // by which it goes
    private long turns; // 1 if it turns
    private long legs; // the rest of its way

    /**
     * Ways of trains through routers.
     *
     * @param classes virtual channels of each class
     * @param wanted  false if no train is to pass at once
     */
    Express(RouterState state, TimeWheel wheel, long[] classes, boolean wanted) {
        this.state = state;
        this.wheel = wheel;
        vcOf = new int[classes.length];
        for (int i = 0; i < classes.length; i++) {
            vcOf[i] = Long.numberOfTrailingZeros(classes[i]);
        }
        on = wanted && state.mayExpress;
    }

    /**
     * Lets a train pass as many routers as are free, from the one on whose input channel it waits, or comes to. Returns false if it passes
     * none: then nothing has changed.
     *
     * @param channel where the record of that channel begins; the train is not among those that it counts
     * @param ready   cycle at which the train may ask for the switch
     */
    boolean send(int train, int channel, int ready, int now) {
        long[] words = state.trains.words;
        int at = train << SHIFT;
        long kind = words[at + KIND];
        long left = words[at + LEGS];
        if (!on || (kind & LONE) != LONE || left == Legs.NONE || !isQuiet(channel >> CHANNEL, now)) {
            return false;
        }
        long[] links = state.links;
        long[] quiet = state.quiet;
        int flits = Trains.flits(kind);
        long dense = (1L << flits) - 1;
        int way = (int) kind >> WAY_SHIFT & WAY_MASK;
        int vc = vcOf[Way.vcClass(way)];
        int out = Way.port(way);
        int from = channel >> CHANNEL;
        int to = from;
        int due = ready;
        int passed = 0;
        int leaves = 0;
        for (int shift = ready - now; shift + flits <= Slots.CYCLES; shift = due - now) {
            int far = state.far[to >> state.vcBits & -1 << state.portBits | out];
            int input = to >> state.vcBits << PORT;
            int output = far >> 1 << PORT;
            int behind = far >> 1 << state.vcBits | vc;
            long bits = dense << shift;
            long usedIn = Slots.used(links[input + IN], now);
            long usedOut = Slots.used(links[output + OUT], now);
            if (((usedIn | usedOut) & bits) != 0 || (int) links[output + LAST] - due >= 0 || !isQuiet(behind, now)) {
                break;
            }
            links[input + IN] = Slots.busy(usedIn | bits, now);
            links[output + OUT] = Slots.busy(usedOut | bits, now);
            links[output + FLITS] += flits;
            links[output + EXPRESSES] |= 1L << vc;
            passed++;
            from = to;
            to = behind;
            leaves = far & LEAVES;
            if (leaves != 0) {
                quiet[behind] = remember(due + flits - 1 + state.endSlackCycles, train);
                due += flits - 1 + state.passageCycles;
                break;
            }
            long here = Legs.here(left);
            due += state.flightCycles + state.headWaitCycles + state.turnCycles * (int) Legs.turns(left, here);
            left = Legs.rest(here);
            out = (int) Legs.port(here);
            quiet[behind] = remember(due + flits - 1 + state.slackCycles, train);
        }
        if (passed == 0) {
            return false;
        }
        links[state.inLink(channel) + EXPRESSES] |= 1L << (channel >> CHANNEL & (1 << state.vcBits) - 1);
        quiet[channel >> CHANNEL] = remember(ready + flits - 1 + state.slackCycles, train);
        state.trainsMoved += passed;
        state.flitsMoved += (long) passed * flits;
        words[at + KIND] = kind | EXPRESS;
        words[at + START] = (long) ready << Integer.SIZE | channel;
        words[at + DUE] = (long) due << Integer.SIZE | passed << 1 | leaves;
        words[at + Trains.LAST] = (long) from << Integer.SIZE | to;
        wheel.add(train, due);
        return true;
    }

    private static long remember(int until, int train) {
        return (long) until << Integer.SIZE | train;
    }

    private boolean isQuiet(int vc, int now) {
        return (int) (state.quiet[vc] >>> Integer.SIZE) - now <= 0;
    }

    /** Whether a train that is due, and passed all on its way, leaves now. */
    boolean leaves(int train) {
        return (state.trains.words[(train << SHIFT) + DUE] & 1) != 0;
    }

    /** The last flit of a train leaves: what the last router can still tell of it is written down. */
    void leave(int train, int now) {
        long[] words = state.trains.words;
        int at = train << SHIFT;
        int flits = Trains.flits(words[at + KIND]);
        int last = (int) (words[at + DUE] >>> Integer.SIZE) - state.passageCycles;
        words[at + TIMES] = Trains.times(last - flits + 1, (1L << flits) - 1);
        words[at + KIND] &= ~(long) EXPRESS;
        int from = (int) (words[at + Trains.LAST] >>> Integer.SIZE) << CHANNEL;
        int to = (int) words[at + Trains.LAST] << CHANNEL;
        if (isOn(train, from, now)) {
            hasLeft(train, from, last, state.slackCycles);
        }
        if (isOn(train, to, now)) {
            state.channels[to + FREE_AT] = last + 1;
            hasLeft(train, to, last, state.endSlackCycles);
        }
    }

    private void hasLeft(int train, int channel, int last, int slack) {
        state.channels[channel + LAST_LEFT] = last;
        state.channels[channel + LAST_TRAIN] = train;
        state.quietFrom(channel, last + slack);
    }

    /** Whether a train passes a channel at once with others. */
    boolean isOn(int channel, int now) {
        if (!on) {
            return false;
        }
        long quiet = state.quiet[channel >> CHANNEL];
        return (int) quiet != NONE && (int) (quiet >>> Integer.SIZE) - now > 0;
    }

    private boolean isOn(int train, int channel, int now) {
        long quiet = state.quiet[channel >> CHANNEL];
        return (int) quiet == train && (int) (quiet >>> Integer.SIZE) - now > 0;
    }

    /** Makes the train an ordinary one that is on a channel, if there is one. Returns whether there was. */
    boolean clear(int channel, int now, int current) {
        if (!on || !isOn(channel, now)) {
            return false;
        }
        stop((int) state.quiet[channel >> CHANNEL], now, current);
        return true;
    }

    /** The same for a train that may have passed the channel before it began to pass several routers. */
    boolean clearLast(int channel, int credit, int now, int current) {
        if (!on) {
            return false;
        }
        int[] channels = state.channels;
        boolean any = clear(channel, now, current);
        int last = channels[channel + LAST_TRAIN];
        if (channels[channel + LAST_LEFT] + credit - now > 0 && isExpress(last)) {
            stop(last, now, current);
            return true;
        }
        return any;
    }

    private boolean isExpress(int train) {
        return (state.trains.words[(train << SHIFT) + KIND] & EXPRESS) != 0;
    }

    /**
     * Makes trains ordinary ones that have reserved, or had, some of the cycles that one wants of a link and of the way from its input. Returns
     * whether there were any; if there were, those cycles may be free now.
     *
     * @param want   the cycles, as bits from {@code now} on
     * @param output where the record of the link begins by which that train goes
     * @param input  the same of the link by which it came
     */
    boolean clearTaken(long want, int output, int input, int now, int current) {
        return on && (clearTaken(want, output, now, current, true) | clearTaken(want, input, now, current, false));
    }

    private boolean clearTaken(long want, int link, int now, int current, boolean outgoing) {
        boolean any = false;
        for (long left = state.links[link + EXPRESSES]; left != 0; left &= left - 1) {
            int channel = state.channel(link, Long.numberOfTrailingZeros(left));
            if (!isOn(channel, now)) {
                continue;
            }
            long quiet = state.quiet[channel >> CHANNEL];
            int last = (int) (quiet >>> Integer.SIZE) - state.slackCycles - now; // of those that go on from the channel
            int first = last - Trains.flits(state.trains.words[((int) quiet << SHIFT) + KIND]) + 1;
            if (outgoing) {
                first -= state.flightCycles + state.headWaitCycles + state.turnCycles;
                last -= Math.min(state.flightCycles + state.headWaitCycles, state.endSlackCycles - state.slackCycles);
            }
            if (last >= 0
                    && first < Long.SIZE
                    && (want & -1L << Math.max(first, 0) & -1L >>> Math.max(0, Long.SIZE - 1 - last)) != 0) {
                stop((int) quiet, now, current);
                any = true;
            }
        }
        return any;
    }

    /**
     * Makes all trains ordinary ones that could matter to one that finds cycles taken, or credits missing. Returns whether there were any.
     *
     * @param output  where the record of the link begins by which that train goes
     * @param input   the same of the link by which it came
     * @param channel where the record of the channel begins to which it goes
     */
    boolean clearAround(int output, int input, int channel, int credit, int now, int current) {
        if (!on) {
            return false;
        }
        boolean any = clearLink(output, now, current);
        any |= clearLink(input, now, current);
        any |= clearLast(channel, credit, now, current);
        for (long left = state.links[output + RECENT]; left != 0; left >>>= RECENT_BITS) {
            int train = (int) (left & RECENT_MASK) - 1;
            long place = train < 0 ? -1 : state.trains.words[(train << SHIFT) + PLACE];
            if (Trains.from(place) == NONE) {
                continue;
            }
            if (isExpress(train)) {
                stop(train, now, current);
                any = true;
            }
            int from = Trains.from(place) << CHANNEL;
            any |= clear(from, now, current);
            any |= clear(Trains.to(place) << CHANNEL, now, current);
            any |= clearLink(state.inLink(from), now, current);
        }
        return any;
    }

    private boolean clearLink(int link, int now, int current) {
        boolean any = false;
        long left = state.links[link + EXPRESSES];
        if (left == 0) {
            return false;
        }
        state.links[link + EXPRESSES] = 0;
        for (; left != 0; left &= left - 1) {
            any |= clear(state.channel(link, Long.numberOfTrailingZeros(left)), now, current);
        }
        return any;
    }

    /**
     * Makes a train an ordinary one, as it is at {@code now}.
     *
     * @param current the train whose turn it is in this cycle: of others, the older ones have had theirs; or NONE before the first one
     */
    void stop(int train, int now, int current) {
        long[] words = state.trains.words;
        int at = train << SHIFT;
        long kind = words[at + KIND];
        int flits = Trains.flits(kind);
        int way = (int) kind >> WAY_SHIFT & WAY_MASK;
        int vc = vcOf[Way.vcClass(way)];
        int count = (int) words[at + DUE] >>> 1;
        int due = (int) (words[at + DUE] >>> Integer.SIZE);
        in = (int) words[at + START];
        cycle = (int) (words[at + START] >>> Integer.SIZE);
        port = Way.port(way);
        turns = kind >>> TURNS_SHIFT & 1;
        legs = words[at + LEGS];
        boolean hadTurn = current != NONE && state.trains.age(train) < state.trains.age(current);
        int passed = 0;
        while (passed < count && (cycle < now || cycle == now && hadTurn)) {
            pass(train, flits, vc, now);
            passed++;
        }
        boolean leaves = passed == count && leaves(train);
        words[at + KIND] = kind & KEPT
                | (leaves ? LEAVING : (long) Way.of(port, Way.vcClass(way), 0) << WAY_SHIFT | turns << TURNS_SHIFT);
        words[at + LEGS] = legs;
        if (leaves) {
            return; // at the cycle at which it is due anyway
        }
        int here = in;
        int ready = cycle;
        for (int more = passed; more < count; more++) {
            giveBack(train, flits, vc, now);
        }
        state.trainsMoved -= count - passed;
        state.flitsMoved -= (long) (count - passed) * flits;
        state.channels[here + WAITING] += flits;
        state.keep(here, now);
        if (ready == due) {
            return;
        }
        wheel.remove(train, due);
        if (ready == now && current != NONE) {
            wheel.insert(train);
        } else {
            wheel.add(train, ready);
        }
    }

    /** Writes down what a train has done in a router. */
    private void pass(int train, int flits, int vc, int now) {
        int far = state.far(in, port);
        int output = far >> 1 << PORT;
        int behind = state.channel(output, vc);
        int last = cycle + flits - 1;
        if (last - now >= 0) {
            state.used(output, last);
            state.links[output + RECENT] = state.links[output + RECENT] << RECENT_BITS | train + 1;
        }
        if (isOn(train, in, now)) {
            hasLeft(train, in, last, state.slackCycles);
        }
        if (isOn(train, behind, now)) {
            state.channels[behind + FREE_AT] = last + 1;
            if ((far & LEAVES) != 0) {
                hasLeft(train, behind, last, state.endSlackCycles);
            }
        }
        int at = train << SHIFT;
        state.trains.words[at + TIMES] = Trains.times(cycle, (1L << flits) - 1);
        state.trains.words[at + PLACE] = Trains.place(in >> CHANNEL, behind >> CHANNEL);
        goOn(behind);
    }

    /** Gives back what a train would have needed in a router. */
    private void giveBack(int train, int flits, int vc, int now) {
        int output = state.far(in, port) >> 1 << PORT;
        int behind = state.channel(output, vc);
        long bits = (1L << flits) - 1 << cycle - now;
        free(state.inLink(in) + IN, bits, now);
        free(output + OUT, bits, now);
        state.links[output + FLITS] -= flits;
        if (isOn(train, behind, now)) {
            state.quietFrom(behind, now);
        }
        goOn(behind);
    }

    private void free(int at, long bits, int now) {
        state.links[at] = Slots.busy(Slots.used(state.links[at], now) & ~bits, now);
    }

    private void goOn(int behind) {
        in = behind;
        long here = Legs.here(legs);
        turns = Legs.turns(legs, here);
        port = (int) Legs.port(here);
        legs = Legs.rest(here);
        cycle += state.flightCycles + state.headWaitCycles + state.turnCycles * (int) turns;
    }
}
