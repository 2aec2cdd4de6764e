package org.skerry.sim.actor;

import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.HoldRefused;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * How one actor meets simulated time: where it is held until the machine has caught up with it, what the clock said then, and the
 * timers that it has set.
 */
final class TurnTime implements Stateful {
    private final int place;
    private final Authority authority;
    private final Ledger ledger;
    private final PendingTimers timers = new PendingTimers();

    private HoldRefused refusal;
    private SyncPoint point;
    private long clockNanoseconds;
    private long wakeNanoseconds;

    TurnTime(int place, Authority authority, Ledger ledger) {
        this.place = place;
        this.authority = authority;
        this.ledger = ledger;
    }

    // ---- for the machine ---------------------------------------------------------------------------------------

    /** Why the guest is held, or null while it is not. */
    SyncPoint point() {
        return point;
    }

    /** The time that the guest waits for, in simulated nanoseconds since the run began. */
    long wakeNanoseconds() {
        return wakeNanoseconds;
    }

    /** Answers a held clock read, or a wait for a time that has come. */
    void answerClock(long nanoseconds) {
        clockNanoseconds = nanoseconds;
    }

    /** Refuses every hold of this actor from now on. */
    void refuseHolds(int maxHeldOfMachine) {
        refusal = HoldRefused.at(place, maxHeldOfMachine);
    }

    /** Holds the guest at {@code why} until the machine resumes it. Called on the guest's thread. */
    void hold(SyncPoint why) {
        if (refusal != null) {
            throw refusal;
        }
        point = why;
        try {
            Carriers.park();
        } finally {
            point = null;
        }
    }

    /** Whether a message that has waited is still meant: a TIMER message is not once its timer was taken back or set again. */
    boolean expects(Message waiting) {
        return waiting.kind() != MessageKind.TIMER || timers.expects(waiting);
    }

    /** A message is being handled: the timer that it tells of is no longer pending. */
    void handles(Message message) {
        if (message.kind() == MessageKind.TIMER) {
            timers.cancel(message.timerToken());
        }
    }

    // ---- for the guest -----------------------------------------------------------------------------------------

    /** Simulated nanoseconds since the run began, or a status code. */
    long clock(int handle) {
        Status status = authority.check(handle, CapabilityKind.CLOCK, Rights.CLOCK);
        if (status != Status.OK) {
            return status.code();
        }
        authority.used(handle, Rights.CLOCK);
        hold(SyncPoint.CLOCK);
        return clockNanoseconds;
    }

    /** Holds the guest until so many nanoseconds have passed since the run began. Returns the time, or a status code. */
    long waitUntil(int handle, long nanoseconds) {
        Status status = authority.check(handle, CapabilityKind.CLOCK, Rights.CLOCK);
        if (status != Status.OK) {
            return status.code();
        }
        authority.used(handle, Rights.CLOCK);
        wakeNanoseconds = nanoseconds;
        hold(SyncPoint.TIME);
        return clockNanoseconds;
    }

    /** Asks for a TIMER message so many nanoseconds from now. Returns a status code. */
    int setTimer(int handle, long nanoseconds, long token) {
        return change(handle, nanoseconds, token, nanoseconds >= 0);
    }

    /** Takes a timer back, if there is one. Returns a status code. */
    int cancelTimer(int handle, long token) {
        return change(handle, TimerWish.CANCEL, token, true);
    }

    private int change(int handle, long nanoseconds, long token, boolean sane) {
        Status status = authority.check(handle, CapabilityKind.CLOCK, Rights.CLOCK);
        if (status == Status.OK && sane) {
            authority.used(handle, Rights.CLOCK);
            TimerWish wish = new TimerWish(authority.nextId(), token, nanoseconds);
            if (!timers.accept(wish)) {
                return Status.TABLE_FULL.code();
            }
            ledger.add(Ledger.Kind.TIMER, 0, wish);
        }
        return (sane || status != Status.OK ? status : Status.BAD_ARGUMENT).code();
    }

    /** Outside of guest code only: the timers; nobody is held then. */
    @Override
    public void save(StateWriter out) {
        timers.save(out);
    }

    @Override
    public void load(StateReader in) {
        timers.load(in);
    }
}
