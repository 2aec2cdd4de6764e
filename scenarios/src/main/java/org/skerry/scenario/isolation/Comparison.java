package org.skerry.scenario.isolation;

import java.util.Optional;

/**
 * What one domain could tell of what another one did.
 *
 * @param changed    the domain that behaved otherwise in the second run
 * @param behaviour  how; in the first run it was idle
 * @param observed   the domain whose traces are compared
 * @param events     that it saw in the first run
 * @param quiet      hash of them
 * @param loud       hash of those of the second run
 * @param divergence the first difference, if there is any
 */
public record Comparison(
        String changed,
        Behaviour behaviour,
        String observed,
        int events,
        long quiet,
        long loud,
        Optional<Divergence> divergence) {
    /**
     * The first difference.
     *
     * @param cycle of the earlier of the two events that differ
     * @param event what was seen in one run and not in the other
     * @param cause the shared resource, as far as packets tell
     */
    public record Divergence(long cycle, String event, String cause) {}

    /** Whether the traces are equal to the last bit. */
    public boolean equal() {
        return divergence.isEmpty() && quiet == loud;
    }
}
