package org.skerry.sim.actor;

/**
 * All that a plain message needs to know of the capability that it is sent through, beside the target. There is one of
 * each capability that something was sent through, from then on: nobody has to ask for its rights or tell the audit
 * again.
 *
 * <pre>
 *   63      32 31    20 19   16 15     1 0
 *  |  place   |   0    | depth |   0    |1|
 * </pre>
 *
 * <p>An actor may hold a hundred capabilities and send through any of them. They are objects of 48 bytes; two words for each lie side by side.
 */
final class SendWord {
    /** There is none. */
    static final long NOTHING = 0;

    private static final long SOMETHING = 1;
    private static final int PLACE_SHIFT = 32;
    private static final int DEPTH_SHIFT = 16;
    private static final int DEPTH_MASK = 0xF;

    private SendWord() {}

    /** The word of a capability. */
    static long of(Capability capability) {
        return (long) capability.place() << PLACE_SHIFT | (long) capability.depth() << DEPTH_SHIFT | SOMETHING;
    }

    static int place(long word) {
        return (int) (word >> PLACE_SHIFT);
    }

    static int depth(long word) {
        return (int) (word >> DEPTH_SHIFT) & DEPTH_MASK;
    }
}
