package org.skerry.noc.packet;

import static org.skerry.noc.packet.RouterState.CHANNEL;
import static org.skerry.noc.packet.RouterState.COUNT;
import static org.skerry.noc.packet.RouterState.FLITS;
import static org.skerry.noc.packet.RouterState.FREE_AT;
import static org.skerry.noc.packet.RouterState.FRONT;
import static org.skerry.noc.packet.RouterState.HELD;
import static org.skerry.noc.packet.RouterState.HELD_LONG;
import static org.skerry.noc.packet.RouterState.IN;
import static org.skerry.noc.packet.RouterState.LAST_LEFT;
import static org.skerry.noc.packet.RouterState.LAST_TRAIN;
import static org.skerry.noc.packet.RouterState.LEAVES;
import static org.skerry.noc.packet.RouterState.OPEN;
import static org.skerry.noc.packet.RouterState.OUT;
import static org.skerry.noc.packet.RouterState.PARKED;
import static org.skerry.noc.packet.RouterState.PORT;
import static org.skerry.noc.packet.RouterState.QUEUED;
import static org.skerry.noc.packet.RouterState.RECENT;
import static org.skerry.noc.packet.RouterState.RECENT_BITS;
import static org.skerry.noc.packet.RouterState.TURN;
import static org.skerry.noc.packet.RouterState.WAITING;
import static org.skerry.noc.packet.RouterState.WAITS;
import static org.skerry.noc.packet.Trains.CONNECTED;
import static org.skerry.noc.packet.Trains.FLITS_MASK;
import static org.skerry.noc.packet.Trains.FLITS_SHIFT;
import static org.skerry.noc.packet.Trains.HEAD;
import static org.skerry.noc.packet.Trains.KIND;
import static org.skerry.noc.packet.Trains.LEAVING;
import static org.skerry.noc.packet.Trains.LEGS;
import static org.skerry.noc.packet.Trains.LOW;
import static org.skerry.noc.packet.Trains.NONE;
import static org.skerry.noc.packet.Trains.PLACE;
import static org.skerry.noc.packet.Trains.SHIFT;
import static org.skerry.noc.packet.Trains.TAIL;
import static org.skerry.noc.packet.Trains.TIMES;
import static org.skerry.noc.packet.Trains.TURNS_SHIFT;
import static org.skerry.noc.packet.Trains.WAY_MASK;
import static org.skerry.noc.packet.Trains.WAY_SHIFT;

import org.skerry.noc.router.RouteFunction;
import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/** What a train does in a router: it gets a virtual channel and cycles of the link and of its input, and goes on; or it tries again later. */
final class Passages {
    // What a train's kind keeps from router to router.
    private static final long KEPT = LOW << Integer.SIZE | HEAD | TAIL | FLITS_MASK << FLITS_SHIFT;
    private static final long CLASS = (long) Way.of(0, Way.CLASSES - 1, 0) << WAY_SHIFT;

    private static final int RETRY_CYCLES = 16;

    private final RouterState state;
    private final RouteFunction route;
    private final TimeWheel wheel;
    private final LinkShares shares;
    private final Trains trains;
    private final int[] channels;
    private final int[] rare;
    private final long[] links;
    private final long[] classes;
    private int soonest; // after an allocation in vain: cycles until the next one

    Passages(RouterState state, RouteFunction route, TimeWheel wheel, Credits credits) {
        this.state = state;
        this.route = route;
        this.wheel = wheel;
        shares = new LinkShares(state, credits);
        trains = state.trains;
        channels = state.channels;
        rare = state.rare;
        links = state.links;
        classes = route.vcClasses();
    }

    /** The head of a train may ask for the switch: the train goes on, or tries again later. */
    void arrive(int train, int now) {
        long[] words = trains.words;
        int at = train << SHIFT;
        long times = words[at + TIMES];
        long kind = words[at + KIND];
        int wait = state.waitCycles(kind);
        int ready = Trains.first(times) + state.flightCycles + wait;
        if (ready - now > 0) {
            wheel.add(train, ready);
            return;
        }
        int channel = Trains.to(words[at + PLACE]) << CHANNEL;
        int waiting = channels[channel + WAITING];
        if (waiting >= WAITS && rare[channel + FRONT] != train) {
            queue(train, channel);
            return;
        }
        if ((kind & HEAD) == 0 && (waiting & OPEN) == 0) {
            channels[channel + WAITING] |= PARKED;
            queue(train, channel);
            return;
        }
        int turn = channels[channel + LAST_LEFT] + 1 + wait;
        if (turn - now > 0) {
            again(train, channel, turn);
            return;
        }
        goOn(train, channel, now);
    }

    /** Lets the train at the front of a channel go on, or try again later. */
    private void goOn(int train, int channel, int now) {
        long[] words = trains.words;
        int at = train << SHIFT;
        long kind = words[at + KIND];
        int held;
        if ((kind & (HEAD | CONNECTED)) == HEAD) {
            held = allocate((int) kind >> WAY_SHIFT & WAY_MASK, channel, now);
            if (held == NONE) {
                again(train, channel, now + soonest);
                return;
            }
        } else {
            held = rare[channel + HELD];
        }
        int far = state.far(channel, held >> state.vcBits);
        int output = far >> 1 << PORT;
        int outChannel = state.channel(output, held & (1 << state.vcBits) - 1);
        boolean leaving = (far & LEAVES) != 0;
        int count = Trains.flits(kind);
        if (!leaving && (channels[outChannel + WAITING] & COUNT) + count > state.depth) {
            hold(train, channel, held, outChannel, now, 1);
            return;
        }
        long slots = Trains.mask(words[at + TIMES]);
        int credit = leaving ? state.ejectionCreditCycles + state.passageCycles : state.creditCycles;
        int input = state.inLink(channel);
        long usedOut = Slots.used(links[output + OUT], now);
        long usedIn = Slots.used(links[input + IN], now);
        int offset = 0;
        int length = count;
        if ((slots & slots + 1 | (usedOut | usedIn) & slots) != 0
                || channels[outChannel + LAST_LEFT] + credit - now > 0) {
            slots = shares.slots(train, output, input, outChannel, credit, now);
            offset = Long.numberOfTrailingZeros(slots);
            if (slots == 0 || slots > Slots.MASK || slots >>> offset > LOW) {
                hold(train, channel, held, outChannel, now, RETRY_CYCLES);
                return;
            }
            length = 1 + Trains.highest(slots);
            usedOut = Slots.used(links[output + OUT], now);
            usedIn = Slots.used(links[input + IN], now);
        }
        int last = now + length - 1;
        links[output + OUT] = Slots.busy(usedOut | slots, now);
        links[output + FLITS] += count;
        state.trainsMoved++;
        state.flitsMoved += count;
        links[output + RECENT] = links[output + RECENT] << RECENT_BITS | train + 1;
        links[input + IN] = Slots.busy(usedIn | slots, now);
        words[at + TIMES] = Trains.times(now + offset, slots >>> offset);
        words[at + PLACE] = Trains.place(channel >> CHANNEL, outChannel >> CHANNEL);
        channels[channel + LAST_LEFT] = last;
        channels[channel + LAST_TRAIN] = train;
        if ((kind & TAIL) != 0) {
            channels[outChannel + FREE_AT] = last + 1;
        } else {
            rare[channel + HELD] = held;
            channels[outChannel + FREE_AT] = now + HELD_LONG;
        }
        long kept = kind & KEPT;
        if (leaving) {
            words[at + KIND] = kept | LEAVING;
            channels[outChannel + LAST_TRAIN] = train;
            channels[outChannel + LAST_LEFT] = last;
            wheel.add(train, last + state.passageCycles);
        } else {
            long next = (kind & HEAD) != 0 ? kept | way(train, kind, outChannel) : kept;
            fly(train, next, outChannel, now + offset);
        }
        int left = channels[channel + WAITING] - count;
        channels[channel + WAITING] = left & COUNT | ((kind & TAIL) != 0 ? 0 : OPEN);
        if (left >= PARKED && rare[channel + QUEUED] != NONE) {
            next(channel, last);
        }
    }

    /** The first flit of a train sets out for a channel at {@code first}. */
    private void fly(int train, long kind, int channel, int first) {
        int at = train << SHIFT;
        trains.words[at + KIND] = kind;
        int ready = first + state.flightCycles + state.waitCycles(kind);
        channels[channel + WAITING] += Trains.flits(kind);
        wheel.add(train, ready);
    }

    /** A train enters a channel from an endpoint, that of its packet's head with the way of its packet; its first flit comes at {@code first}. */
    void enter(int train, int channel, boolean head, int first) {
        int at = train << SHIFT;
        long[] words = trains.words;
        if (head) {
            long legs = words[at + LEGS];
            if (legs != Legs.NONE) {
                words[at + KIND] |= Way.of(0, Legs.vcClass(legs), 0) << WAY_SHIFT;
                words[at + LEGS] = Legs.withoutClass(legs);
            }
            words[at + KIND] |= way(train, words[at + KIND], channel);
        }
        fly(train, words[at + KIND], channel, first - state.flightCycles);
    }

    /** A train at the front of its channel tries again at a later cycle. */
    private void again(int train, int channel, int cycle) {
        channels[channel + WAITING] |= WAITS;
        rare[channel + FRONT] = train;
        wheel.add(train, cycle);
    }

    private void queue(int train, int channel) {
        int last = rare[channel + QUEUED];
        trains.link(train, last == NONE ? train : trains.next(last));
        if (last != NONE) {
            trains.link(last, train);
        }
        rare[channel + QUEUED] = train;
    }

    /** Lets the next train come to the front of a channel whose last one leaves it at {@code last}. */
    private void next(int channel, int last) {
        int tail = rare[channel + QUEUED];
        int front = trains.next(tail);
        rare[channel + QUEUED] = front == tail ? NONE : tail;
        trains.link(tail, trains.next(front));
        again(front, channel, last + 1 + state.waitCycles(trains.words[(front << SHIFT) + KIND]));
    }

    /** A train that has a virtual channel gets no cycles yet, and tries again. */
    private void hold(int train, int channel, int held, int outChannel, int now, int cycles) {
        rare[channel + HELD] = held;
        channels[outChannel + FREE_AT] = now + HELD_LONG;
        trains.words[(train << SHIFT) + KIND] |= CONNECTED;
        again(train, channel, now + cycles);
    }

    /** The way of a head of some kind through the router that it comes to, as part of its kind. */
    private long way(int train, long kind, int channel) {
        int at = (train << SHIFT) + LEGS;
        long legs = trains.words[at];
        if (legs != Legs.NONE) {
            long here = Legs.here(legs);
            trains.words[at] = Legs.rest(here);
            return kind & CLASS | Legs.port(here) << WAY_SHIFT | Legs.turns(legs, here) << TURNS_SHIFT;
        }
        int input = channel >> CHANNEL;
        int port = input >> state.vcBits;
        int from = port & (1 << state.portBits) - 1;
        int way = route.first(
                port >> state.portBits, from, input & (1 << state.vcBits) - 1, (int) (kind >>> Integer.SIZE));
        int to = Way.port(way);
        boolean turns = from < Direction.COUNT && to < Direction.COUNT && to != Direction.opposite(from);
        return way << WAY_SHIFT | (turns ? 1 << TURNS_SHIFT : 0);
    }

    /** The first free virtual channel after the one that an output gave last, with its port, or NONE. */
    private int allocate(int way, int channel, int now) {
        int output = state.far(channel, Way.port(way)) >> 1 << PORT;
        long allowed = classes[Way.vcClass(way)];
        int turn = (int) links[output + TURN];
        int least = Integer.MAX_VALUE;
        // A look at those that are allowed, which may be one of many, and at no other: bits from the turn on come
        // first.
        for (long left = Long.rotateRight(allowed, turn); left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left) + turn & Long.SIZE - 1;
            int behind = state.channel(output, vc);
            int wait = channels[behind + FREE_AT] + state.vcWaitCycles - now;
            if (wait <= 0) {
                links[output + TURN] = vc + 1 == state.vcs ? 0 : vc + 1;
                return Way.port(way) << state.vcBits | vc;
            }
            least = Math.min(least, wait);
        }
        soonest = least < TimeWheel.CYCLES ? least : 1;
        return NONE;
    }
}
