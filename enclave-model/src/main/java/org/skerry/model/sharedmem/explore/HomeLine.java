package org.skerry.model.sharedmem.explore;

import org.skerry.model.sharedmem.coherence.HomeState;

/** What the home of a line and the memory behind it have, but for what is said of one cache, in {@link #BITS} bits. */
final class HomeLine {
    static final int BITS = 12;
    private static final HomeState[] STATES = HomeState.values();

    HomeState state = HomeState.UNCACHED;
    int acks; // answers of caches to come; 0 to 7
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

    int pack() {
        return state.ordinal()
                | acks << 4
                | (acksAwaited ? 1 << 7 : 0)
                | (memoryAsked ? 1 << 8 : 0)
                | (present ? 1 << 9 : 0)
                | (sliceFresh ? 1 << 10 : 0)
                | (memoryFresh ? 1 << 11 : 0);
    }

    void unpack(int bits) {
        state = STATES[bits & 15];
        acks = bits >> 4 & 7;
        acksAwaited = (bits >> 7 & 1) != 0;
        memoryAsked = (bits >> 8 & 1) != 0;
        present = (bits >> 9 & 1) != 0;
        sliceFresh = (bits >> 10 & 1) != 0;
        memoryFresh = (bits >> 11 & 1) != 0;
        lineReady = false;
    }

    @Override
    public String toString() {
        return "home " + state + (acksAwaited ? " awaits " + acks : "") + (memoryAsked ? ", memory asked" : "")
                + (present ? ", in the slice" + (sliceFresh ? "+" : "") : "") + (memoryFresh ? ", memory+" : "");
    }
}
