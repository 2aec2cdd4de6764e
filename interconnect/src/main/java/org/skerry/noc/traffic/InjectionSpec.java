package org.skerry.noc.traffic;

import org.skerry.sim.config.Check;

/**
 * When endpoints make packets. With a chance in each cycle, or only during bursts: then an endpoint that is off goes on with chance
 * {@code alpha} in each cycle, one that is on goes off with chance {@code beta}, and while it is on makes packets with such a chance
 * that the mean is the offered load.
 *
 * @param bursts whether there are bursts
 * @param alpha  0 to 1, or -1 if it follows from the two others
 * @param beta   0 to 1, or -1 if it follows from the two others
 * @param rate   chance of a packet in a cycle of a burst, 0 to 1, or -1 if it follows from the two others
 */
public record InjectionSpec(boolean bursts, double alpha, double beta, double rate) {
    /** One trial in each cycle. */
    public static final InjectionSpec BERNOULLI = new InjectionSpec(false, -1, -1, -1);

    /** Checks ranges. */
    public InjectionSpec {
        if (bursts) {
            int given = (alpha >= 0 ? 1 : 0) + (beta >= 0 ? 1 : 0) + (rate >= 0 ? 1 : 0);
            Check.isTrue(
                    given == 2,
                    "traffic.injection: " + given + " of alpha, beta and rate are given. Give two; the third follows.");
            Check.isTrue(
                    alpha <= 1 && beta <= 1 && rate <= 1,
                    "traffic.injection: alpha=" + alpha + ", beta=" + beta + ", rate=" + rate
                            + ", and chances are at most 1. Give chances.");
        }
    }

    /** The process that offers {@code load} packets for each endpoint and cycle. */
    InjectionProcess process(double load, int endpoints) {
        Check.isTrue(
                load >= 0 && load <= 1,
                "traffic.load gives " + load + " packets for each endpoint and cycle; an endpoint makes at most one."
                        + " Give a lower load.");
        if (!bursts) {
            return new Bernoulli(new GapTable(load));
        }
        double on = alpha >= 0 ? alpha : beta * load / (rate - load);
        double off = beta >= 0 ? beta : alpha * (rate - load) / load;
        double chance = rate >= 0 ? rate : load * (alpha + beta) / alpha;
        Check.isTrue(
                on >= 0 && on <= 1 && off >= 0 && off <= 1 && chance >= 0 && chance <= 1,
                "traffic.injection cannot offer " + load + " packets for each endpoint and cycle: alpha=" + on
                        + ", beta=" + off + ", rate=" + chance + ". Give a lower load or longer bursts.");
        return new Bursts(new GapTable(on), new GapTable(off), new GapTable(chance), endpoints);
    }
}
