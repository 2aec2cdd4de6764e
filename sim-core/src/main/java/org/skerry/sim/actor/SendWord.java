package org.skerry.sim.actor;

/**
 * All that a plain message needs to know of the capability that it is sent through, beside the target: 0 if it cannot be
 * sent through it, as it names no actor or lacks the right.
 *
 * <pre>
 *   63      32   31  30    20 19   16 15     0
 *  |  place   |known|   0    | depth |  rights |
 * </pre>
 *
 * <p>An actor may hold a hundred capabilities and send through any of them. They are objects of 48 bytes; two words for each lie side by side.
 */
final class SendWord {
    /** Nothing can be sent. */
    static final long NOTHING = 0;

    /** The audit knows that it was sent through, and need not hear of it again. */
    static final long KNOWN = 1L << 31;

    private static final int PLACE_SHIFT = 32;
    private static final int DEPTH_SHIFT = 16;
    private static final int DEPTH_MASK = 0xF;
    private static final int RIGHTS_MASK = 0xFFFF;

    private SendWord() {}

    /** The word of a capability, which may be null. */
    static long of(Capability capability) {
        boolean sends = capability != null
                && capability.kind() == CapabilityKind.ACTOR
                && Rights.allow(capability.rights(), Rights.SEND);
        return sends
                ? (long) capability.place() << PLACE_SHIFT
                        | (long) capability.depth() << DEPTH_SHIFT
                        | capability.rights() & RIGHTS_MASK
                : NOTHING;
    }

    static int place(long word) {
        return (int) (word >> PLACE_SHIFT);
    }

    static int depth(long word) {
        return (int) (word >> DEPTH_SHIFT) & DEPTH_MASK;
    }

    static int rights(long word) {
        return (int) word & RIGHTS_MASK;
    }
}
