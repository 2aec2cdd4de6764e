package org.skerry.sim.kernel;

/**
 * The components of one partition and the loop over them. The place in the loop is in fields, so that {@link #advance} can be
 * left for a guest call and taken up again by another thread.
 */
final class Partition {
    private final Member first; // of its members, each of which knows the one behind it; null if there are none
    private final long guestCallsPerCycle;
    private final StopSignal stop; // looked at in each cycle; null where partitions must end a window together

    private long cycle;
    private long windowEnd;
    private Member asked; // was ticked and makes guest calls; null if there is none
    private long guestCalls; // of that member in this cycle
    private long nextCycle; // at which the first of those is due that have been gone through in this cycle
    private long lastCycle = -1; // last one at which anything was ticked
    private long ticks;

    Partition(Member[] members, long guestCallsPerCycle, StopSignal stop) {
        this.guestCallsPerCycle = guestCallsPerCycle;
        this.stop = stop;
        Member behind = null;
        for (int i = members.length - 1; i >= 0; i--) {
            members[i].join(this, behind);
            behind = members[i];
        }
        first = behind;
    }

    /** Prepares to execute the cycles before {@code end}, beginning with the first at which anything is due. */
    void beginWindow(long end) {
        windowEnd = end;
        beginCycle(nextWake());
    }

    /**
     * Goes on to the end of the window and returns null, or returns a guest call on the way: one that resumes a guest, or one whose guest was
     * held in the middle of it, after which this stack must be left without touching anything here.
     */
    GuestCall advance() {
        Member member = first;
        if (asked != null) {
            member = asked;
            GuestCall call = makeGuestCalls(member, member.host.guestCall());
            if (call != null) {
                return call;
            }
        }
        for (; cycle < windowEnd; member = first) {
            long now = cycle;
            for (; member != null; member = member.behind) {
                if (member.due <= now) {
                    GuestCall call = tick(member, now);
                    if (call != null) {
                        return call;
                    }
                }
                if (member.due < nextCycle) {
                    nextCycle = member.due;
                }
            }
            lastCycle = now;
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

    private void beginCycle(long at) {
        cycle = at;
        nextCycle = Component.IDLE;
    }

    /** Ticks a member and makes its guest calls; returns as {@link #advance} does. */
    private GuestCall tick(Member member, long now) {
        ticks++;
        GuestComponent host = member.host;
        if (host == null) {
            member.settle(now, member.component.tick(now));
            return null;
        }
        long wish = host.tick(now);
        GuestCall call = host.guestCall();
        if (call == null) {
            member.settle(now, wish);
            return null;
        }
        asked = member;
        guestCalls = 0;
        return makeGuestCalls(member, call);
    }

    /** Something will arrive at a member then; in the present cycle it may have been gone past. */
    void dueAt(long at) {
        if (at < nextCycle) {
            nextCycle = at;
        }
    }

    /** Makes guest calls of the member that is asked until there are no more, settles it and returns null; or returns a call as {@link #advance} does. */
    private GuestCall makeGuestCalls(Member member, GuestCall first) {
        CarrierThread carrier = (CarrierThread) Thread.currentThread();
        for (GuestCall call = first; call != null; call = member.host.guestCall()) {
            if (++guestCalls > guestCallsPerCycle) {
                throw new IllegalStateException("cycle " + cycle + ": component " + member.component.name() + " made "
                        + guestCallsPerCycle + " guest calls at one cycle; its guests take no simulated time");
            }
            if (call.resumes() != null || !carrier.makes(call)) {
                return call;
            }
        }
        asked = null;
        member.settle(cycle, member.host.nextWake());
        return null;
    }

    /** The next cycle at which anything is due. */
    long nextWake() {
        long next = Component.IDLE;
        for (Member member = first; member != null; member = member.behind) {
            next = Math.min(next, member.due);
        }
        return next;
    }

    void restoreLastCycle(long last) {
        lastCycle = last;
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
