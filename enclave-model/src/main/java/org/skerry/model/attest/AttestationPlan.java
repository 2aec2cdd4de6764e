package org.skerry.model.attest;

import java.util.List;
import org.skerry.sim.config.Check;

/**
 * Whom a verifier at the edge asks about and when, and what it accepts.
 *
 * @param of                     names of actors of the deployment; empty if nobody asks
 * @param from                   cycle of the first round of questions
 * @param every                  cycles from round to round
 * @param times                  rounds
 * @param within                 cycles in which an answer has to come
 * @param minimumSecurityVersion of every image
 * @param debugAllowed           whether a chip with an open debug fuse passes
 */
public record AttestationPlan(
        List<String> of,
        long from,
        long every,
        int times,
        long within,
        int minimumSecurityVersion,
        boolean debugAllowed) {
    /** Nobody asks. */
    public static final AttestationPlan NONE = new AttestationPlan(List.of(), 0, 1, 1, 1, 0, false);

    /** Long enough to wait for several loads of the same tile. Assumption. */
    public static final long DEFAULT_WITHIN = 1_000_000;

    private static final int MOST_ROUNDS = 100_000;

    /** Checks ranges. */
    public AttestationPlan {
        of = List.copyOf(of);
        Check.inRange(from, 0, Long.MAX_VALUE / 4, "attestation.from");
        Check.inRange(every, 1, Long.MAX_VALUE / (4L * MOST_ROUNDS), "attestation.every");
        Check.inRange(times, 1, MOST_ROUNDS, "attestation.times");
        Check.inRange(within, 1, Long.MAX_VALUE, "attestation.within");
    }

    /** Whether anybody asks. */
    public boolean any() {
        return !of.isEmpty();
    }

    /** Cycle of a round. */
    long round(int number) {
        return from + number * every;
    }
}
