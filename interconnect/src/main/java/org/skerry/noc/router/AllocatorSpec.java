package org.skerry.noc.router;

import org.skerry.sim.config.Check;

/**
 * How requests are matched with resources.
 *
 * @param kind       the algorithm
 * @param iterations of iSLIP; 1 for all others
 * @param arbiter    of separable allocators; the others have arbiters of their own
 */
public record AllocatorSpec(Kind kind, int iterations, ArbiterKind arbiter) {
    /** iSLIP with one iteration. */
    public static final AllocatorSpec ISLIP = new AllocatorSpec(Kind.ISLIP, 1, ArbiterKind.ROUND_ROBIN);

    /** Algorithms. */
    public enum Kind {
        /** Grants by resource, accepts by requester; pointers move past what the first iteration matched (McKeown 1999). */
        ISLIP,
        /** Each requester chooses a resource, then each resource a requester. */
        SEPARABLE_INPUT_FIRST,
        /** Each resource chooses a requester, then each requester a resource. */
        SEPARABLE_OUTPUT_FIRST,
        /** Grants along diagonals of the matrix of requests; the first diagonal moves on by one each time (Tamir, Chi 1993). */
        WAVEFRONT,
        /** The same, but the first diagonal is the one after the first that granted. */
        WAVEFRONT_SKIPPING
    }

    /** Arbiters of separable allocators. */
    public enum ArbiterKind {
        /** The first at or after a pointer, which moves past the winner. */
        ROUND_ROBIN,
        /** The one that won least recently. */
        MATRIX
    }

    /** Checks ranges. */
    public AllocatorSpec {
        Check.notNull(kind, "network.router.allocator.kind");
        Check.notNull(arbiter, "network.router.allocator.arbiter");
        Check.inRange(iterations, 1, 16, "network.router.allocator.iterations");
        Check.isTrue(
                iterations == 1 || kind == Kind.ISLIP,
                "network.router.allocator.iterations=" + iterations + " with " + kind
                        + ", which has one. Give 1, or choose ISLIP.");
    }

    /** Whether the allocators that are fast, and no others, do this. */
    boolean isSimpleIslip() {
        return kind == Kind.ISLIP && iterations == 1;
    }

    /** A matching of {@code inputs} with {@code outputs} in each of {@code routers}. */
    Matching matching(int routers, int inputs, int outputs) {
        switch (kind) {
            case ISLIP:
                return new IslipMatching(routers, inputs, outputs, iterations);
            case SEPARABLE_INPUT_FIRST:
                return new SeparableMatching(routers, inputs, outputs, arbiter, true);
            case SEPARABLE_OUTPUT_FIRST:
                return new SeparableMatching(routers, inputs, outputs, arbiter, false);
            default:
                return new WavefrontMatching(routers, inputs, outputs, kind == Kind.WAVEFRONT_SKIPPING);
        }
    }
}
