package org.skerry.sim.kernel;

/**
 * The components of one partition and the loop over them. The place in the loop is in fields, so that {@link #advance} can be
 * left for a guest call and taken up again by another thread.
 */
final class Partition {
    static {
        // Loads the class, which few runs need otherwise: the host's compiler puts no method into its callers, such as
        // GuestCall.resumes, whose signature names a class that is not loaded.
        Hold.class.desiredAssertionStatus();
    }

    private final Member[] members;
    private final long guestCallsPerCycle;
    private final StopSignal stop; // looked at in each cycle; null where partitions must end a window together

    // Of those that may be due in this window, each of which knows the one behind it; null if there are none.
    private Member first;
    private long cycle; // first one of the window, or that of the guest calls that are being made
    private long windowEnd;
    private Member asked; // the last one that was ticked and made guest calls
    private boolean asking; // for guest calls: that one has not made all of this cycle
    private long guestCallsLeft; // to that member in this cycle
    private long woken; // at which the first arrival is that a member heard of in this cycle
    private long lastCycle = -1; // last one at which anything was ticked
    private long ticks;

    Partition(Member[] members, long guestCallsPerCycle, StopSignal stop) {
        this.guestCallsPerCycle = guestCallsPerCycle;
        this.stop = stop;
        this.members = members;
        for (Member member : members) {
            member.join(this);
        }
    }

    /** Prepares to execute the cycles before {@code end}, beginning with the first at which anything is due. */
    void beginWindow(long end) {
        windowEnd = end;
        cycle = Component.IDLE;
        woken = Component.IDLE;
        first = null;
        for (int i = members.length - 1; i >= 0; i--) {
            Member member = members[i];
            member.rests = member.due >= end;
            if (!member.rests) {
                cycle = Math.min(cycle, member.due);
                putFirst(member);
            }
        }
    }

    private void putFirst(Member member) {
        member.behind = first;
        first = member;
    }

    /**
     * Goes on to the end of the window and returns null, or returns a guest call on the way: one that resumes a guest, or one whose guest was
     * held in the middle of it, after which this stack must be left without touching anything here.
     */
    GuestCall advance() {
        if (asking) {
            Member member = asked;
            GuestCall call = makeGuestCalls(member);
            if (call != null) {
                return call;
            }
            member.settle(cycle, member.host.nextWake());
        }
        for (long now = cycle; now < windowEnd; ) {
            long next = Component.IDLE;
            for (Member member = first; member != null; member = member.behind) {
                long due = member.due;
                if (due <= now) {
                    ticks++;
                    GuestComponent host = member.host;
                    long wish = host == null ? tick(member.component, now) : host.tick(now);
                    if (wish == GuestComponent.GUESTS) {
                        GuestCall call = beginGuestCalls(member, now);
                        if (call != null) {
                            return call;
                        }
                        wish = host.nextWake();
                    }
                    due = member.settle(now, wish);
                }
                next = due < next ? due : next;
            }
            lastCycle = now;
            now = woken < next ? woken : next;
            woken = Component.IDLE;
            if (stop != null && stop.isNow()) {
                windowEnd = Math.min(windowEnd, now);
            }
        }
        return null;
    }

    /**
     * Apart from the loop over members, as the host's compiler puts much of a component here, and would then put nothing more into the loop.
     * Those with guests are asked apart from others: each call has fewer classes to tell from each other, and of theirs, which are too large
     * for it anyway, becomes one call and not two.
     */
    private static long tick(Component component, long now) {
        return component.tick(now);
    }

    /** End of the window, which a stop may have brought forward. */
    long windowEnd() {
        return windowEnd;
    }

    /** Something will arrive at a member then, which in the present cycle may have been gone past, or not be gone through at all. */
    void woken(Member member, long at) {
        if (at < woken) {
            woken = at;
        }
        if (member.rests && at < windowEnd) {
            member.rests = false;
            putFirst(member);
        }
    }

    /** Makes the guest calls of a member that was ticked; returns as {@link #advance} does. */
    private GuestCall beginGuestCalls(Member member, long now) {
        if (asked != member) { // mostly the same, and to compare costs less than to write
            asked = member;
        }
        asking = true;
        cycle = now;
        guestCallsLeft = guestCallsPerCycle;
        return makeGuestCalls(member);
    }

    /** Makes guest calls of the member that is asked until there are no more and returns null; or returns a call as {@link #advance} does. */
    private GuestCall makeGuestCalls(Member member) {
        CarrierThread carrier = (CarrierThread) Thread.currentThread();
        GuestComponent host = member.host;
        for (; ; ) {
            GuestCall call = host.guestCall();
            if (call == null) {
                asking = false;
                return null;
            }
            if (--guestCallsLeft < 0) {
                throw new IllegalStateException("cycle " + cycle + ": component " + member.component.name() + " made "
                        + guestCallsPerCycle + " guest calls at one cycle; its guests take no simulated time");
            }
            if (call.resumes() != null || !carrier.makes(call)) {
                return call;
            }
        }
    }

    /** The next cycle at which anything is due. */
    long nextWake() {
        long next = Component.IDLE;
        for (Member member : members) {
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
