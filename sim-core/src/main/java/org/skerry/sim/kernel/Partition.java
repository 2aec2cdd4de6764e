package org.skerry.sim.kernel;

/**
 * The components of one partition and the loop over them. The place in the loop is in fields, so that {@link #advance} can be
 * left for a guest call and taken up again by another thread.
 */
final class Partition {
    private final Member[] members;
    private final long guestCallsPerCycle;
    private final StopSignal stop; // looked at in each cycle; null where partitions must end a window together

    private final int[] due; // members to be ticked in this cycle, in their order
    private int dues;
    private long cycle;
    private long windowEnd;
    private int cursor; // of due
    private boolean asking; // the member under the cursor was ticked and makes guest calls
    private long guestCalls; // of that member in this cycle
    private long lastCycle = -1; // last one at which anything was ticked
    private long ticks;

    Partition(Member[] members, long guestCallsPerCycle, StopSignal stop) {
        this.members = members;
        this.guestCallsPerCycle = guestCallsPerCycle;
        this.stop = stop;
        due = new int[members.length];
    }

    /** Prepares to execute the cycles before {@code end}, beginning with the first at which anything is due. */
    void beginWindow(long end) {
        windowEnd = end;
        beginCycle();
    }

    /**
     * Goes on to the end of the window and returns null, or returns a guest call on the way: one that resumes a guest, or one whose guest was
     * held in the middle of it, after which this stack must be left without touching anything here.
     */
    GuestCall advance() {
        while (cycle < windowEnd) {
            GuestCall call = advanceCycle();
            if (call != null) {
                return call;
            }
            lastCycle = cycle;
            beginCycle();
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

    /** Goes to the next cycle at which anything is due. */
    private void beginCycle() {
        long first = Component.IDLE;
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            long at = members[i].due();
            if (at <= first) {
                if (at < first) {
                    first = at;
                    count = 0;
                }
                due[count++] = i;
            }
        }
        cycle = first;
        dues = count;
        cursor = 0;
    }

    private GuestCall advanceCycle() {
        if (asking) {
            Member held = members[due[cursor]];
            GuestCall call = makeGuestCalls(held, held.host.guestCall());
            if (call != null) {
                return call;
            }
            cursor++;
        }
        long now = cycle;
        for (int i = cursor; i < dues; i++) {
            Member member = members[due[i]];
            ticks++;
            if (member.host == null) {
                member.settle(now, member.component.tick(now));
                continue;
            }
            long wish = member.host.tick(now);
            GuestCall call = member.host.guestCall();
            if (call == null) {
                member.settle(now, wish);
                continue;
            }
            cursor = i;
            asking = true;
            guestCalls = 0;
            call = makeGuestCalls(member, call);
            if (call != null) {
                return call;
            }
        }
        return null;
    }

    /** Makes guest calls of the member under the cursor until there are no more, settles it and returns null; or returns a call as {@link #advance} does. */
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
        asking = false;
        member.settle(cycle, member.host.nextWake());
        return null;
    }

    /** The next cycle at which anything is due. */
    long nextWake() {
        long next = Component.IDLE;
        for (Member member : members) {
            next = Math.min(next, member.due());
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
