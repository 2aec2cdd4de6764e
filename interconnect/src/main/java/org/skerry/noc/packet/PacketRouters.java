package org.skerry.noc.packet;

import static org.skerry.noc.packet.Trains.CONNECTED;
import static org.skerry.noc.packet.Trains.FLITS_MASK;
import static org.skerry.noc.packet.Trains.FLITS_SHIFT;
import static org.skerry.noc.packet.Trains.HEAD;
import static org.skerry.noc.packet.Trains.KIND;
import static org.skerry.noc.packet.Trains.LEAVING;
import static org.skerry.noc.packet.Trains.LEGS;
import static org.skerry.noc.packet.Trains.LOW;
import static org.skerry.noc.packet.Trains.NEXT;
import static org.skerry.noc.packet.Trains.NONE;
import static org.skerry.noc.packet.Trains.PLACE;
import static org.skerry.noc.packet.Trains.SHIFT;
import static org.skerry.noc.packet.Trains.TAIL;
import static org.skerry.noc.packet.Trains.TIMES;
import static org.skerry.noc.packet.Trains.TURNS_SHIFT;
import static org.skerry.noc.packet.Trains.WAY_MASK;
import static org.skerry.noc.packet.Trains.WAY_SHIFT;

import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.Links;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.RouteFunction;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Routers by packets instead of flits: one event for each train and router, at the cycle at which its head may ask for the switch. It
 * then gets a virtual channel, and its flits get cycles of the link and of the input's way through the switch, all at once; trains that
 * were given cycles shortly before, and have not reached the next router, give way in turn. Times are kept in 32 bits, as differences.
 */
public final class PacketRouters implements Stateful {
    /** Most flits of a train. */
    public static final int MOST_TRAIN_FLITS = 8;

    /** Receives trains that have left the last router. */
    public interface Sink {
        /** The last flit of a train has left the last router at {@code cycle}. */
        void leave(long cycle, int train);
    }

    // Of each input virtual channel, four ints; an endpoint's own side of its link counts as an input too.
    private static final int LAST_LEFT = 0; // cycle at which the last flit leaves that has been given one
    private static final int FREE_AT =
            1; // first cycle at which the router before may give the channel to another packet
    private static final int LAST_TRAIN = 2; // the last one that was given cycles
    private static final int WAITING = 3; // flits on the way here, or here, without; and whether one waits
    private static final int CHANNEL = 2; // of the index, as a power of two

    private static final int WAITS = 1 << 30; // in WAITING: a train is at the front and waits
    private static final int PARKED = 1 << 29; // in WAITING: trains are behind a head that is being routed
    private static final int OPEN = 1 << 28; // in WAITING: the head of a packet has gone on, and its tail has not
    private static final int COUNT = OPEN - 1; // in WAITING: the flits

    // More of them, four ints, that are rarely needed.
    private static final int FRONT = 0; // train that waits
    private static final int QUEUED = 1; // last of a circle of trains behind it, or NONE
    private static final int HELD = 2; // output port and virtual channel that the present packet has

    // Of each output port, four longs.
    private static final int BUSY = 0;
    private static final int RECENT = 1; // trains that were given cycles last, each plus one
    private static final int FLITS = 2; // that were given cycles
    private static final int FAR =
            3; // input port behind it: where its channels begin, and LEAVES; above it the virtual channel to try first
    private static final int OUTPUT = 2;

    private static final int RECENT_BITS = 21;
    private static final long RECENT_MASK = (1L << RECENT_BITS) - 1;
    private static final int TURN_SHIFT = 32;

    private static final int LEAVES = 1; // in FAR: it is an endpoint's

    // What a train's kind keeps from router to router.
    private static final long KEPT = LOW << Integer.SIZE | HEAD | TAIL | FLITS_MASK << FLITS_SHIFT;
    private static final long CLASS = (long) Way.of(0, Way.CLASSES - 1, 0) << WAY_SHIFT;

    private static final int LONG_AGO = -(1 << 20);
    private static final int HELD_LONG = 1 << 29; // from now: a channel whose packet has not ended
    private static final int RETRY_CYCLES = 16;
    private static final int EPOCH_BITS = 22;

    private final RouteFunction route;
    private final Sink sink;
    private final int ports;
    private final int portBits;
    private final int vcs;
    private final int vcBits;
    private final int trainFlits;
    private final int headWaitCycles; // from a head's arrival, or its turn, until it may ask for the switch
    private final int turnCycles; // more for a head that turns
    private final int vcWaitCycles; // from getting a virtual channel to that
    private final int passageCycles;
    private final int flightCycles; // passage and link
    private final int depth;
    private final int creditCycles;
    private final int injectionCreditCycles;
    private final int ejectionCreditCycles;
    private final long[] classes;

    private final Trains trains = new Trains();
    private final TimeWheel wheel = new TimeWheel(trains);
    private final SlotSharing sharing = new SlotSharing();
    private final int[] sharers = new int[SlotSharing.MOST];
    private final int[] channels; // by input VC
    private final int[] rare; // by input VC
    private final long[] outputs; // by output port
    private final long[] inputs; // by input port: cycles in which it sends flits through the switch
    private long lastStep = -1;
    private long trainsMoved;
    private long flitsMoved;

    /** Routers without trains. */
    public PacketRouters(Geometry geometry, Pipeline pipeline, RouteFunction route, Sink sink) {
        this.route = route;
        this.sink = sink;
        vcWaitCycles =
                pipeline.speculative() ? Math.max(0, pipeline.vcAllocationCycles() - 1) : pipeline.vcAllocationCycles();
        headWaitCycles = pipeline.routingCycles() + vcWaitCycles;
        turnCycles = pipeline.turnCycles();
        passageCycles = pipeline.passageCycles();
        flightCycles = passageCycles + pipeline.link().arrivalCycles();
        depth = pipeline.vcDepthFlits();
        creditCycles = pipeline.link().creditCycles();
        injectionCreditCycles = pipeline.injectionCreditCycles();
        ejectionCreditCycles = pipeline.ejectionCreditCycles();
        trainFlits = trainFlits(depth, flightCycles + headWaitCycles);
        ports = geometry.ports();
        int endpointPorts = ports - Direction.COUNT;
        portBits = Integer.SIZE - Integer.numberOfLeadingZeros(ports + endpointPorts - 1);
        vcs = geometry.vcs();
        vcBits = Integer.SIZE - Integer.numberOfLeadingZeros(vcs - 1);
        Check.isTrue(
                route.mostWays() == 1,
                "the packet-level model of networks does not know adaptive routing, which has several ways for a packet."
                        + " Choose another routing, or the flit-level model.");
        classes = route.vcClasses();
        long all = (long) geometry.routers() << portBits + vcBits + CHANNEL;
        Check.isTrue(
                all <= 1L << 30,
                "network: " + geometry.routers() + " routers of " + ports + " ports and " + vcs
                        + " virtual channels are more than the packet-level model has room for. Give fewer of one of them.");
        int links = geometry.routers() << portBits;
        outputs = new long[links << OUTPUT];
        inputs = new long[links];
        channels = new int[(int) all];
        rare = new int[(int) all];
        for (int router = 0; router < geometry.routers(); router++) {
            for (int port = 0; port < ports; port++) {
                byte kind = geometry.kind(router, port);
                int far = NONE;
                if (kind == Links.ROUTER) {
                    int address = geometry.far(router, port);
                    far = (VcAddress.router(address) << portBits | VcAddress.port(address)) << vcBits + CHANNEL;
                } else if (kind == Links.ENDPOINT) {
                    far = (router << portBits | port + endpointPorts) << vcBits + CHANNEL | LEAVES;
                }
                outputs[(router << portBits | port) << OUTPUT | FAR] = far & LOW;
            }
        }
        for (int at = 0; at < channels.length; at += 1 << CHANNEL) {
            channels[at + LAST_LEFT] = LONG_AGO;
            channels[at + FREE_AT] = LONG_AGO;
            channels[at + LAST_TRAIN] = NONE;
            rare[at + FRONT] = NONE;
            rare[at + QUEUED] = NONE;
        }
    }

    /**
     * The longest trains such that a stream of them never overfills a buffer that a stream of flits does not; where a stream waits for
     * credits anyway, trains that fill the buffer.
     */
    private static int trainFlits(int depth, int hopCycles) {
        int length = Math.min(depth, MOST_TRAIN_FLITS);
        while (hopCycles <= depth && length * ((hopCycles - 1) / length + 1) > depth) {
            length--;
        }
        return length;
    }

    /** Flits of every train but the last one of a packet. */
    public int trainFlits() {
        return trainFlits;
    }

    /** Number of an input virtual channel. */
    public int inputVc(int router, int port, int vc) {
        return (router << portBits | port) << vcBits | vc;
    }

    /** Slot of a train's packet. */
    public int slot(int train) {
        return (int) (trains.words[(train << SHIFT) + KIND] >>> Integer.SIZE);
    }

    /** Flits of a train. */
    public int flits(int train) {
        return Trains.flits(trains.words[(train << SHIFT) + KIND]);
    }

    /** Whether a train has its packet's head. */
    public boolean isHead(int train) {
        return (trains.words[(train << SHIFT) + KIND] & HEAD) != 0;
    }

    /** Whether a train has its packet's tail. */
    public boolean isTail(int train) {
        return (trains.words[(train << SHIFT) + KIND] & TAIL) != 0;
    }

    /** The cycles in which flits of a train that leaves have left, as bits, the first one the lowest. */
    public long mask(int train) {
        return Trains.mask(trains.words[(train << SHIFT) + TIMES]);
    }

    /** Flits that left by a port so far, or will have when those that were given cycles have gone. */
    public long flits(int router, int port) {
        return outputs[(router << portBits | port) << OUTPUT | FLITS];
    }

    /** Times that a train went on from a router. */
    long trainsMoved() {
        return trainsMoved;
    }

    /** Flits of those trains. */
    long flitsMoved() {
        return flitsMoved;
    }

    /** Cycles that a virtual channel rests between two packets. */
    int restCycles() {
        return headWaitCycles;
    }

    /** Bytes of arrays that each router takes. */
    public int bytesPerRouter() {
        return (channels.length + rare.length) * Integer.BYTES / (inputs.length >> portBits)
                + (1 << portBits) * ((1 << OUTPUT) + 1) * Long.BYTES;
    }

    /**
     * The cycles from {@code now} on, as bits, in which the flits of a train may enter an input virtual channel from an endpoint, one a
     * cycle as far as there is room; 0 if there is not yet room for all of them.
     */
    public long entry(long now, int input, int count) {
        int channel = input << CHANNEL;
        if ((channels[channel + WAITING] & COUNT) + count > depth) {
            return 0;
        }
        long mask = (1L << count) - 1;
        if (channels[channel + LAST_LEFT] + injectionCreditCycles - (int) now <= 0) {
            return mask;
        }
        long bounded = bounded(mask, 0, input, injectionCreditCycles, (int) now);
        return bounded >>> Long.numberOfTrailingZeros(bounded) > LOW ? 0 : bounded;
    }

    /** A train enters an input virtual channel from an endpoint; {@code mask} is what {@link #entry} gave. */
    public void enter(long now, int input, int slot, int count, long mask, boolean head, boolean tail, long legs) {
        int flags = (head ? HEAD : 0) | (tail ? TAIL : 0);
        int offset = Long.numberOfTrailingZeros(mask);
        int first = (int) now + offset - flightCycles;
        int train = trains.add(slot, count, flags, first, mask >>> offset, input, legs);
        if (train >= RECENT_MASK) {
            throw new IllegalStateException("cycle " + now + ": more than " + RECENT_MASK + " trains");
        }
        if (head) {
            long[] words = trains.words;
            int at = train << SHIFT;
            if (legs != Legs.NONE) {
                words[at + KIND] |= Way.of(0, Legs.vcClass(legs), 0) << WAY_SHIFT;
                words[at + LEGS] = Legs.withoutClass(legs);
            }
            words[at + KIND] |= way(train, words[at + KIND], input);
        }
        channels[(input << CHANNEL) + WAITING] += count;
        wheel.add(train, (int) now + offset + waitCycles(trains.words[(train << SHIFT) + KIND]));
    }

    /** Does what is due at {@code now}. */
    public void step(long now) {
        if (now >>> EPOCH_BITS != lastStep >>> EPOCH_BITS) {
            forget(now);
        }
        lastStep = now;
        int cycle = (int) now;
        for (int train = wheel.take(cycle); train != NONE; train = wheel.take(cycle)) {
            for (int following; train != NONE; train = following) {
                long[] words = trains.words;
                int at = train << SHIFT;
                following = (int) words[at + NEXT];
                if ((words[at + KIND] & LEAVING) != 0) {
                    leave(train, now);
                } else {
                    arrive(train, cycle);
                }
            }
        }
    }

    /** The next cycle after {@code now} at which something is due, or {@code Long.MAX_VALUE}. */
    public long nextCycle(long now) {
        int distance = wheel.distance((int) now + 1);
        return distance < 0 ? Long.MAX_VALUE : now + 1 + distance;
    }

    /** Moves times that are long past nearer, as they are kept in few bits. */
    private void forget(long now) {
        int cycle = (int) now;
        boolean all = now - lastStep > 1L << EPOCH_BITS;
        for (int at = 0; at < channels.length; at += 1 << CHANNEL) {
            for (int i = LAST_LEFT; i <= FREE_AT; i++) {
                if (all || channels[at + i] - cycle < LONG_AGO) {
                    channels[at + i] = cycle + LONG_AGO;
                }
            }
        }
        for (int at = 0; at < inputs.length; at++) {
            if (all || Slots.used(inputs[at], cycle) == 0) {
                inputs[at] = Slots.busy(0, cycle);
            }
            int output = at << OUTPUT | BUSY;
            if (all || Slots.used(outputs[output], cycle) == 0) {
                outputs[output] = Slots.busy(0, cycle);
            }
        }
    }

    private void leave(int train, long now) {
        int due = Trains.last(trains.words[(train << SHIFT) + TIMES]) + passageCycles;
        if (due - (int) now > 0) {
            wheel.add(train, due);
            return;
        }
        sink.leave(now, train);
        trains.remove(train);
    }

    /** The head of a train may ask for the switch: the train goes on, or tries again later. */
    private void arrive(int train, int now) {
        long[] words = trains.words;
        int at = train << SHIFT;
        long times = words[at + TIMES];
        long kind = words[at + KIND];
        int wait = waitCycles(kind);
        int ready = Trains.first(times) + flightCycles + wait;
        if (ready - now > 0) {
            wheel.add(train, ready);
            return;
        }
        int input = Trains.to(words[at + PLACE]);
        int channel = input << CHANNEL;
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
        int held;
        if ((kind & (HEAD | CONNECTED)) == HEAD) {
            held = allocate((int) kind >> WAY_SHIFT & WAY_MASK, input, now);
            if (held == NONE) {
                again(train, channel, now + soonest);
                return;
            }
        } else {
            held = rare[channel + HELD];
        }
        int output = held >> vcBits << OUTPUT;
        int far = (int) outputs[output + FAR];
        int outChannel = (far & ~LEAVES) + ((held & (1 << vcBits) - 1) << CHANNEL);
        boolean leaving = (far & LEAVES) != 0;
        int count = Trains.flits(kind);
        if (!leaving && (channels[outChannel + WAITING] & COUNT) + count > depth) {
            hold(train, channel, held, outChannel, now, 1);
            return;
        }
        long slots = Trains.mask(times);
        int credit = leaving ? ejectionCreditCycles + passageCycles : creditCycles;
        int inPort = input >> vcBits;
        long usedOut = Slots.used(outputs[output + BUSY], now);
        long usedIn = Slots.used(inputs[inPort], now);
        int offset = 0;
        int length = count;
        if ((slots & slots + 1 | (usedOut | usedIn) & slots) != 0
                || channels[outChannel + LAST_LEFT] + credit - now > 0) {
            slots = slots(at, output, inPort, outChannel >> CHANNEL, credit, now);
            offset = Long.numberOfTrailingZeros(slots);
            if (slots == 0 || slots > Slots.MASK || slots >>> offset > LOW) {
                hold(train, channel, held, outChannel, now, RETRY_CYCLES);
                return;
            }
            length = 1 + Trains.highest(slots);
            usedOut = Slots.used(outputs[output + BUSY], now);
            usedIn = Slots.used(inputs[inPort], now);
        }
        int last = now + length - 1;
        outputs[output + BUSY] = Slots.busy(usedOut | slots, now);
        outputs[output + FLITS] += count;
        trainsMoved++;
        flitsMoved += count;
        outputs[output + RECENT] = outputs[output + RECENT] << RECENT_BITS | train + 1;
        inputs[inPort] = Slots.busy(usedIn | slots, now);
        words[at + TIMES] = Trains.times(now + offset, slots >>> offset);
        words[at + PLACE] = Trains.place(input, outChannel >> CHANNEL);
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
            wheel.add(train, last + passageCycles);
        } else {
            channels[outChannel + WAITING] += count;
            if ((kind & HEAD) != 0) {
                words[at + KIND] = kept | way(train, kind, outChannel >> CHANNEL);
                wheel.add(train, now + offset + flightCycles + waitCycles(words[at + KIND]));
            } else {
                words[at + KIND] = kept;
                wheel.add(train, now + offset + flightCycles);
            }
        }
        int left = channels[channel + WAITING] - count;
        channels[channel + WAITING] = left & COUNT | ((kind & TAIL) != 0 ? 0 : OPEN);
        if (left >= PARKED && rare[channel + QUEUED] != NONE) {
            next(channel, last);
        }
    }

    /** A train at the front of its channel tries again at a later cycle. */
    private void again(int train, int channel, int cycle) {
        channels[channel + WAITING] |= WAITS;
        rare[channel + FRONT] = train;
        wheel.add(train, cycle);
    }

    private void queue(int train, int channel) {
        int last = rare[channel + QUEUED];
        int at = (train << SHIFT) + NEXT;
        if (last == NONE) {
            trains.words[at] = train;
        } else {
            trains.words[at] = trains.words[(last << SHIFT) + NEXT];
            trains.words[(last << SHIFT) + NEXT] = train;
        }
        rare[channel + QUEUED] = train;
    }

    /** A train that has a virtual channel gets no cycles yet, and tries again. */
    private void hold(int train, int channel, int held, int outChannel, int now, int cycles) {
        rare[channel + HELD] = held;
        channels[outChannel + FREE_AT] = now + HELD_LONG;
        trains.words[(train << SHIFT) + KIND] |= CONNECTED;
        again(train, channel, now + cycles);
    }

    /** Cycles for a train where not all is simple: its flits have gaps, or wait for credits or for other trains. 0 if there are none. */
    private long slots(int at, int output, int inPort, int out, int credit, int now) {
        long times = trains.words[at + TIMES];
        long want = bounded(Trains.mask(times), now - Trains.first(times) - flightCycles, out, credit, now);
        long usedOut = Slots.used(outputs[output + BUSY], now);
        long usedIn = Slots.used(inputs[inPort], now);
        if (((usedOut | usedIn) & want) == 0) {
            return want;
        }
        if ((usedOut & want) != 0) {
            long slots = share(output, out >> vcBits, inPort, want, usedOut, usedIn, now);
            if (slots != 0) {
                return slots;
            }
        }
        return SlotSharing.firstFree(want, usedOut | usedIn);
    }

    /** Lets the next train come to the front of a channel whose last one leaves it at {@code last}. */
    private void next(int channel, int last) {
        long[] words = trains.words;
        int tail = rare[channel + QUEUED];
        int front = (int) words[(tail << SHIFT) + NEXT];
        rare[channel + QUEUED] = front == tail ? NONE : tail;
        words[(tail << SHIFT) + NEXT] = words[(front << SHIFT) + NEXT];
        again(front, channel, last + 1 + waitCycles(words[(front << SHIFT) + KIND]));
    }

    /** Cycles from a train's arrival, or its turn, until it may ask for the switch. */
    private int waitCycles(long kind) {
        return headWaitCycles * ((int) kind & HEAD) + turnCycles * ((int) kind >>> TURNS_SHIFT & 1);
    }

    /** The way of a head of some kind through the router that it comes to, as part of its kind. */
    private long way(int train, long kind, int input) {
        int at = (train << SHIFT) + LEGS;
        long legs = trains.words[at];
        if (legs != Legs.NONE) {
            long here = Legs.here(legs);
            trains.words[at] = Legs.rest(here);
            return kind & CLASS | Legs.port(here) << WAY_SHIFT | Legs.turns(legs, here) << TURNS_SHIFT;
        }
        int port = input >> vcBits;
        int from = port & (1 << portBits) - 1;
        int way = route.first(port >> portBits, from, input & (1 << vcBits) - 1, (int) (kind >>> Integer.SIZE));
        int to = Way.port(way);
        boolean turns = from < Direction.COUNT && to < Direction.COUNT && to != Direction.opposite(from);
        return way << WAY_SHIFT | (turns ? 1 << TURNS_SHIFT : 0);
    }

    private int soonest; // after an allocation in vain: cycles until the next one

    /** The first free virtual channel after the one that an output gave last, with its port, or NONE. */
    private int allocate(int way, int input, int now) {
        int link = input >> vcBits & -1 << portBits | Way.port(way);
        int output = link << OUTPUT;
        long allowed = classes[Way.vcClass(way)];
        long far = outputs[output + FAR];
        int turn = (int) (far >>> TURN_SHIFT);
        int base = (int) far & ~LEAVES;
        int least = Integer.MAX_VALUE;
        // A look at those that are allowed, which may be one of many, and at no other: bits from the turn on come
        // first.
        for (long left = Long.rotateRight(allowed, turn); left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left) + turn & Long.SIZE - 1;
            int wait = channels[base + (vc << CHANNEL) + FREE_AT] + vcWaitCycles - now;
            if (wait <= 0) {
                int after = vc + 1 == vcs ? 0 : vc + 1;
                outputs[output + FAR] = (long) after << TURN_SHIFT | far & LOW;
                return link << vcBits | vc;
            }
            least = Math.min(least, wait);
        }
        soonest = least < TimeWheel.CYCLES ? least : 1;
        return NONE;
    }

    /**
     * The first cycles from {@code now} on, as bits, in which flits could go that have come, or will, in the cycles {@code mask} from
     * {@code now - late} on: one a cycle, and not before there is room for them in {@code to}. 0 if they reach beyond the mask.
     */
    private long bounded(long mask, int late, int to, int credit, int now) {
        int channel = to << CHANNEL;
        int from = Long.SIZE;
        long leaving = 0;
        int leavingFrom = 0;
        if (channels[channel + LAST_LEFT] + credit - now > 0) {
            int at = channels[channel + LAST_TRAIN] << SHIFT;
            long place = trains.words[at + PLACE];
            int room = depth - (channels[channel + WAITING] & COUNT);
            if (Trains.from(place) == to || Trains.to(place) == to && (trains.words[at + KIND] & LEAVING) != 0) {
                from = room - Trains.flits(trains.words[at + KIND]);
                leaving = Trains.mask(trains.words[at + TIMES]);
                leavingFrom = Trains.first(trains.words[at + TIMES]) + credit - now;
            } else {
                // The train has gone on; its flits left one after the other, as far as anybody knows.
                from = Math.max(0, room - trainFlits);
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

    /** Cycles for a new train on a link that others use as well, which give way in turn if they can; 0 if none can. */
    private long share(int output, int to, int inPort, long want, long usedOut, long usedIn, int now) {
        long[] words = trains.words;
        int count = 0;
        long others = usedOut;
        int turn = 0;
        for (long left = outputs[output + RECENT]; left != 0; left >>>= RECENT_BITS) {
            int a = (int) (left & RECENT_MASK) - 1;
            int at = a << SHIFT;
            if (a < 0 || count + 1 == SlotSharing.MOST) {
                break;
            }
            long place = words[at + PLACE];
            int from = Trains.from(place);
            if (from == NONE || Trains.to(place) >> vcBits != to || channels[(from << CHANNEL) + LAST_TRAIN] != a) {
                break;
            }
            long kind = words[at + KIND];
            long times = words[at + TIMES];
            int ahead = Trains.first(times) - now;
            if ((kind & LEAVING) == 0 && ahead + flightCycles + waitCycles(kind) <= 0) {
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
            return count == 0 ? 0 : shareWithOne(output, inPort, want, others, turn, usedIn, now);
        }
        for (int i = 0; i < count; i++) {
            int port = Trains.from(words[(sharers[i] << SHIFT) + PLACE]) >> vcBits;
            sharing.blocked[i] = others | withoutSharers(port, Slots.used(inputs[port], now), count);
        }
        sharing.blocked[count] = others | withoutSharers(inPort, usedIn, count);
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
            int port = Trains.from(words[at + PLACE]) >> vcBits;
            int ahead = Trains.first(words[at + TIMES]) - now;
            long mask = Trains.mask(words[at + TIMES]);
            long rest = ahead < 0 ? mask >>> -ahead : mask << ahead;
            inputs[port] = Slots.busy(Slots.used(inputs[port], now) & ~rest, now);
        }
        for (int i = 0; i < count; i++) {
            others |= sharing.given[i];
            move(sharers[i], sharing.given[i], now);
        }
        outputs[output + BUSY] = Slots.busy(others, now);
        return sharing.given[count];
    }

    /** The same for one other train. */
    private long shareWithOne(int output, int inPort, long want, long others, int turn, long usedIn, int now) {
        int train = sharers[0];
        int at = train << SHIFT;
        int port = Trains.from(trains.words[at + PLACE]) >> vcBits;
        long left = ~sharing.wanted[0];
        long usedThere = Slots.used(inputs[port], now) & left;
        long usedHere = inPort == port ? usedIn & left : usedIn;
        if (!sharing.sharePair(~left, others | usedThere, want, others | usedHere, turn)) {
            return 0;
        }
        long given = sharing.given[0];
        int behind = now - Trains.first(trains.words[at + TIMES]);
        if (given > Slots.MASK || (behind > 0 ? given << behind : given >>> Long.numberOfTrailingZeros(given)) > LOW) {
            return 0;
        }
        inputs[port] = Slots.busy(usedThere, now);
        move(train, given, now);
        outputs[output + BUSY] = Slots.busy(others | given, now);
        return sharing.given[1];
    }

    /** Takes the cycles of sharers from those that an input uses. */
    private long withoutSharers(int port, long used, int count) {
        long left = used;
        for (int i = 0; i < count; i++) {
            if (Trains.from(trains.words[(sharers[i] << SHIFT) + PLACE]) >> vcBits == port) {
                left &= ~sharing.wanted[i];
            }
        }
        return left;
    }

    /** Gives a train other cycles, from {@code now} on, than it had. */
    private void move(int train, long slots, int now) {
        long[] words = trains.words;
        int at = train << SHIFT;
        int from = Trains.from(words[at + PLACE]);
        inputs[from >> vcBits] |= slots;
        long times = words[at + TIMES];
        int behind = now - Trains.first(times);
        if (behind > 0) {
            words[at + TIMES] = times & ~(LOW << behind & LOW) | slots << behind;
        } else {
            int offset = Long.numberOfTrailingZeros(slots);
            words[at + TIMES] = Trains.times(now + offset, slots >>> offset);
        }
        int last = now + Trains.highest(slots);
        channels[(from << CHANNEL) + LAST_LEFT] = last;
        int to = Trains.to(words[at + PLACE]) << CHANNEL;
        if ((words[at + KIND] & TAIL) != 0 && last + 1 - channels[to + FREE_AT] > 0) {
            channels[to + FREE_AT] = last + 1;
        }
        if ((words[at + KIND] & LEAVING) != 0 && channels[to + LAST_TRAIN] == train) {
            channels[to + LAST_LEFT] = last;
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(lastStep);
        out.writeLong(trainsMoved);
        out.writeLong(flitsMoved);
        trains.save(out);
        wheel.save(out);
        out.writeInts(channels);
        out.writeInts(rare);
        out.writeLongs(outputs);
        out.writeLongs(inputs);
    }

    @Override
    public void load(StateReader in) {
        lastStep = in.readLong();
        trainsMoved = in.readLong();
        flitsMoved = in.readLong();
        trains.load(in);
        wheel.load(in);
        in.readInts(channels);
        in.readInts(rare);
        in.readLongs(outputs);
        in.readLongs(inputs);
    }
}
