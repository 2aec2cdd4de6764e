package org.skerry.sim.kernel;

import java.util.Arrays;
import org.skerry.sim.link.Latch;
import org.skerry.sim.link.Waker;

/**
 * The components of one partition and the loop over them. The place in the loop is in fields, so that {@link #advance} can be
 * left for a guest call and taken up again by another thread.
 */
final class Partition implements Waker {
    private final Component[] components;
    private final Latch[][] arriving; // by component: the wires it consumes
    private final long[] wakes; // by component: cycle of its next tick
    private final long guestCallsPerCycle;
    private final StopSignal stop; // looked at in each cycle; null where partitions must end a window together

    private long cycle;
    private long windowEnd;
    private int cursor;
    private boolean asking; // the component under the cursor was ticked and may want guest calls
    private long guestCalls; // of that component in this cycle
    private long tickedWake; // what its tick returned
    private long nextCycle; // smallest wake seen while going through this cycle
    private long lastCycle = -1; // last one at which anything was ticked
    private long ticks;

    Partition(Component[] components, Latch[][] arriving, long guestCallsPerCycle, StopSignal stop) {
        this.components = components;
        this.arriving = arriving;
        this.guestCallsPerCycle = guestCallsPerCycle;
        this.stop = stop;
        wakes = new long[components.length];
        Arrays.fill(wakes, Component.IDLE);
    }

    /** Prepares to execute the cycles before {@code end}, beginning with the first at which anything is due. */
    void beginWindow(long end) {
        windowEnd = end;
        beginCycle(nextWake());
    }

    /** Goes on to the end of the window and returns null, or returns a guest call on the way. */
    GuestCall advance() {
        while (cycle < windowEnd) {
            GuestCall call = advanceCycle();
            if (call != null) {
                return call;
            }
            beginCycle(nextCycle);
            if (stop != null && stop.isNow()) {
                windowEnd = Math.min(windowEnd, cycle);
            }
        }
        return null;
    }

    /** End of the window, which a stop may have brought forward. */
    long windowEnd() {
        return windowEnd;
    }

    private GuestCall advanceCycle() {
        for (; cursor < components.length; cursor++) {
            if (!asking) {
                if (wakes[cursor] > cycle) {
                    nextCycle = Math.min(nextCycle, wakes[cursor]);
                    continue;
                }
                tick();
            }
            GuestCall call = components[cursor].guestCall();
            if (call != null) {
                countGuestCall();
                return call;
            }
            settle();
        }
        return null;
    }

    private void beginCycle(long at) {
        cycle = at;
        cursor = 0;
        nextCycle = Component.IDLE;
    }

    private void tick() {
        wakes[cursor] = Component.IDLE;
        tickedWake = components[cursor].tick(cycle);
        ticks++;
        guestCalls = 0;
        asking = true;
    }

    /** Notes when the component under the cursor is next due: by its own word, or by what is still to arrive. */
    private void settle() {
        asking = false;
        long next = guestCalls == 0 ? tickedWake : components[cursor].nextWake();
        if (next <= cycle) {
            throw new IllegalStateException("cycle " + cycle + ": component " + components[cursor].name()
                    + " wants to be ticked again at cycle " + next + ", which is not later");
        }
        if (next > cycle + 1) {
            for (Latch wire : arriving[cursor]) {
                long arrival = wire.nextArrival();
                if (arrival <= cycle) {
                    throw new IllegalStateException("cycle " + cycle + ": component " + components[cursor].name()
                            + " has not taken what arrived on wire " + wire.name() + " at cycle " + arrival);
                }
                next = Math.min(next, arrival);
            }
        }
        wakes[cursor] = next;
        nextCycle = Math.min(nextCycle, next);
        lastCycle = cycle;
    }

    private void countGuestCall() {
        if (++guestCalls > guestCallsPerCycle) {
            throw new IllegalStateException("cycle " + cycle + ": component " + components[cursor].name() + " made "
                    + guestCallsPerCycle + " guest calls at one cycle; its guests take no simulated time");
        }
    }

    @Override
    public void wake(int component, long at) {
        // During a cycle this is always a later one: a component that is still due now keeps that, and settles
        // afterwards.
        wakes[component] = Math.min(wakes[component], at);
        nextCycle = Math.min(nextCycle, at);
    }

    /** Smallest wake of all components. */
    long nextWake() {
        long next = Component.IDLE;
        for (long wake : wakes) {
            next = Math.min(next, wake);
        }
        return next;
    }

    long wakeOf(int component) {
        return wakes[component];
    }

    void restoreLastCycle(long last) {
        lastCycle = last;
    }

    void restoreWake(int component, long at) {
        wakes[component] = at;
    }

    /** Last cycle at which anything was ticked, or -1. */
    long lastCycle() {
        return lastCycle;
    }

    /** Ticks made so far. */
    long ticks() {
        return ticks;
    }
}
