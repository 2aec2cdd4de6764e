package org.skerry.sim.machine;

import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.TimerUnit;
import org.skerry.sim.actor.TimerWish;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The time of a machine that has none: a turn is a nanosecond, and when nothing is left to do but to wait for a timer, the time until
 * then has passed.
 */
final class ImmediateTime implements Stateful {
    private final TimerUnit timers = new TimerUnit();
    private long waited; // nanoseconds in which there was nothing to do

    /** What a clock shows after so many turns. */
    long nanoseconds(long turns) {
        return turns + waited;
    }

    /** Sets a timer or takes it back.. */
    void carryOut(long turns, long actor, TimerWish wish) {
        if (wish.cancels()) {
            timers.cancel(actor, wish.token());
        } else {
            long left = TimerUnit.NEVER - 1 - nanoseconds(turns);
            timers.set(nanoseconds(turns) + Math.min(left, wish.nanoseconds()), actor, wish);
        }
    }

    /** The actor has no timers any more. */
    void forget(long actor) {
        timers.forget(actor);
    }

    /** Lets the time pass until {@code due}, unless a timer is due before it. Says whether it did. */
    boolean passTo(long turns, long due) {
        if (!timers.isEmpty() && timers.nextDue() < due) {
            return false;
        }
        waited += Math.max(0, due - nanoseconds(turns));
        return true;
    }

    /** Whether nobody waits for a timer. */
    boolean isIdle() {
        return timers.isEmpty();
    }

    /** Lets the time pass until the first timer is due, and says what its actor is told. */
    Message pass(long turns) {
        waited += Math.max(0, timers.nextDue() - nanoseconds(turns));
        return timers.poll(nanoseconds(turns)).message();
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(waited);
        timers.save(out);
    }

    @Override
    public void load(StateReader in) {
        waited = in.readLong();
        timers.load(in);
    }
}
