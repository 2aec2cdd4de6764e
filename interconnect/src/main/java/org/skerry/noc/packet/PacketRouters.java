package org.skerry.noc.packet;

import static org.skerry.noc.packet.RouterState.CHANNEL;
import static org.skerry.noc.packet.RouterState.COUNT;
import static org.skerry.noc.packet.RouterState.FLITS;
import static org.skerry.noc.packet.RouterState.LAST_LEFT;
import static org.skerry.noc.packet.RouterState.WAITING;
import static org.skerry.noc.packet.Trains.HEAD;
import static org.skerry.noc.packet.Trains.KIND;
import static org.skerry.noc.packet.Trains.LEAVING;
import static org.skerry.noc.packet.Trains.LOW;
import static org.skerry.noc.packet.Trains.NONE;
import static org.skerry.noc.packet.Trains.SHIFT;
import static org.skerry.noc.packet.Trains.TAIL;
import static org.skerry.noc.packet.Trains.TIMES;

import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.RouteFunction;
import org.skerry.sim.config.Check;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Routers by packets instead of flits: one event for each train and router, at the cycle at which its head may ask for the switch. It
 * then gets a virtual channel, and its flits get cycles of the link and of the input's way through the switch, all at once; trains that
 * were given cycles shortly before, and have not reached the next router, give way in turn.
 */
public final class PacketRouters implements LinkWatch.Traffic, Stateful {
    /** Most flits of a train. */
    public static final int MOST_TRAIN_FLITS = 8;

    /** Receives trains that have left the last router. */
    public interface Sink {
        /** The last flit of a train has left the last router at {@code cycle}. */
        void leave(long cycle, int train);
    }

    private final Sink sink;
    private final RouterState state;
    private final Trains trains;
    private final TimeWheel wheel;
    private final Credits credits;
    private final Passages passages;

    /** Routers without trains. */
    public PacketRouters(Geometry geometry, Pipeline pipeline, RouteFunction route, Sink sink) {
        this.sink = sink;
        Check.isTrue(
                route.mostWays() == 1,
                "the packet-level model of networks does not know adaptive routing, which has several ways for a packet."
                        + " Choose another routing, or the flit-level model.");
        state = new RouterState(geometry, pipeline, MOST_TRAIN_FLITS);
        trains = state.trains;
        wheel = new TimeWheel(trains);
        credits = new Credits(state);
        passages = new Passages(state, route, wheel, credits);
    }

    /** Flits of every train but the last one of a packet. */
    public int trainFlits() {
        return state.trainFlits;
    }

    /** Number of an input virtual channel. */
    public int inputVc(int router, int port, int vc) {
        return (router << state.portBits | port) << state.vcBits | vc;
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

    @Override
    public long flits(int router, int port) {
        int far = state.far[router << state.portBits | port];
        return far < 0 ? 0 : state.links[(far >> 1 << RouterState.PORT) + FLITS];
    }

    @Override
    public long trainsMoved() {
        return state.trainsMoved;
    }

    @Override
    public long flitsMoved() {
        return state.flitsMoved;
    }

    @Override
    public int restCycles() {
        return state.headWaitCycles;
    }

    /** Bytes of arrays that each router takes. */
    public int bytesPerRouter() {
        return state.bytesPerRouter();
    }

    /**
     * The cycles from {@code now} on, as bits, in which the flits of a train may enter an input virtual channel from an endpoint, one a
     * cycle as far as there is room; 0 if there is not yet room for all of them. Called before {@link #step} of the same cycle.
     */
    public long entry(long now, int input, int count) {
        int channel = input << CHANNEL;
        int cycle = (int) now;
        int[] channels = state.channels;
        int credit = state.injectionCreditCycles;
        if ((channels[channel + WAITING] & COUNT) + count > state.depth) {
            return 0;
        }
        long mask = (1L << count) - 1;
        if (channels[channel + LAST_LEFT] + credit - cycle <= 0) {
            return mask;
        }
        long bounded = credits.bounded(mask, 0, channel, credit, cycle);
        return bounded >>> Long.numberOfTrailingZeros(bounded) > LOW ? 0 : bounded;
    }

    /** A train enters an input virtual channel from an endpoint; {@code mask} is what {@link #entry} gave. */
    public void enter(long now, int input, int slot, int count, long mask, boolean head, boolean tail, long legs) {
        int flags = (head ? HEAD : 0) | (tail ? TAIL : 0);
        int offset = Long.numberOfTrailingZeros(mask);
        int first = (int) now + offset;
        int train = trains.add(slot, count, flags, first - state.flightCycles, mask >>> offset, input, legs);
        if (train >= RouterState.RECENT_MASK) {
            throw new IllegalStateException("cycle " + now + ": more than " + RouterState.RECENT_MASK + " trains");
        }
        passages.enter(train, input << CHANNEL, head, first);
    }

    /** Does what is due at {@code now}. */
    public void step(long now) {
        state.begin(now);
        int cycle = (int) now;
        for (int train = wheel.take(cycle); train != NONE; train = wheel.take(cycle)) {
            for (int following; train != NONE; train = following) {
                following = trains.next(train); // it may come into another list
                if ((trains.words[(train << SHIFT) + KIND] & LEAVING) != 0) {
                    leave(train, now);
                } else {
                    passages.arrive(train, cycle);
                }
            }
        }
    }

    private void leave(int train, long now) {
        int due = Trains.last(trains.words[(train << SHIFT) + TIMES]) + state.passageCycles;
        if (due - (int) now > 0) {
            wheel.add(train, due);
            return;
        }
        remove(train, now);
    }

    private void remove(int train, long now) {
        sink.leave(now, train);
        trains.remove(train);
    }

    /** The next cycle after {@code now} at which something is due, or {@code Long.MAX_VALUE}. */
    public long nextCycle(long now) {
        int distance = wheel.distance((int) now + 1);
        return distance < 0 ? Long.MAX_VALUE : now + 1 + distance;
    }

    @Override
    public void save(StateWriter out) {
        state.save(out);
        wheel.save(out);
    }

    @Override
    public void load(StateReader in) {
        state.load(in);
        wheel.load(in);
    }
}
