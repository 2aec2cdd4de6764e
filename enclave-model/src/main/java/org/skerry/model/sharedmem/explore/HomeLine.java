package org.skerry.model.sharedmem.explore;

import org.skerry.model.sharedmem.coherence.HomeState;

/** What the home of a line and the memory behind it have, but for what is said of one cache, in {@link #BITS} bits. */
final class HomeLine {
    static final int BITS = 12;
    private static final HomeState[] STATES = HomeState.values();
    private static final int MOST_ACKS = 6;
    private static final int DATA = 6; // where the line is, and whether it is what was written last
    private static final int FLAGS = 4;

    static {
        if (STATES.length * MOST_ACKS * DATA * FLAGS > 1 << BITS) {
            throw new IllegalStateException(STATES.length + " states of a home need more than " + BITS + " bits");
        }
    }

    HomeState state = HomeState.UNCACHED;
    int acks; // answers of caches to come; 0 to 5
    boolean acksAwaited;
    boolean memoryAsked;
    boolean present; // in the slice
    boolean sliceFresh; // what is there was written last
    boolean memoryFresh = true;
    boolean lineReady; // during a step only

    /** What it has of the line is written last. */
    boolean dataFresh() {
        return present ? sliceFresh : memoryFresh;
    }

    /** The line leaves the slice; what was written goes to memory. */
    void leave() {
        memoryFresh = present ? sliceFresh : memoryFresh;
        present = false;
        sliceFresh = false;
    }

    /** A number below 2^{@link #BITS}, whose digits have the bases of what they count. */
    int pack() {
        if (acks >= MOST_ACKS) {
            throw new Flaw(acks + " answers awaited: " + this);
        }
        int data = present ? 2 + (sliceFresh ? 1 : 0) + (memoryFresh ? 2 : 0) : memoryFresh ? 1 : 0;
        int flags = (acksAwaited ? 1 : 0) + (memoryAsked ? 2 : 0);
        return ((state.ordinal() * MOST_ACKS + acks) * DATA + data) * FLAGS + flags;
    }

    void unpack(int number) {
        int flags = number % FLAGS;
        int data = number / FLAGS % DATA;
        acks = number / (FLAGS * DATA) % MOST_ACKS;
        state = STATES[number / (FLAGS * DATA * MOST_ACKS)];
        acksAwaited = (flags & 1) != 0;
        memoryAsked = (flags & 2) != 0;
        present = data >= 2;
        sliceFresh = present && (data & 1) != 0;
        memoryFresh = present ? data >= 4 : data == 1;
        lineReady = false;
    }

    @Override
    public String toString() {
        return "home " + state + (acksAwaited ? " awaits " + acks : "") + (memoryAsked ? ", memory asked" : "")
                + (present ? ", in the slice" + (sliceFresh ? "+" : "") : "") + (memoryFresh ? ", memory+" : "");
    }
}
