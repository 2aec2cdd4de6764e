package org.skerry.noc.link;

import org.skerry.sim.config.Check;

/**
 * How often links spoil flits, and how well that is noticed.
 *
 * @param corruption chance that a flit is spoilt on its way over one link, 0 to below 1
 * @param crcBits    bits of the check that goes with each flit, 0 to 32; a spoilt flit passes a check of r bits with a chance of
 *                   2<sup>-r</sup>, as any other check word would (Koopman, Chakravarty, DSN 2004: random errors beyond the Hamming
 *                   distance). 0 for no check
 * @param loss       chance that a flit does not arrive at all, 0 to below 1
 */
public record LinkErrors(double corruption, int crcBits, double loss) {
    /** Nothing is spoilt. */
    public static final LinkErrors NONE = new LinkErrors(0, 16);

    /** Checks ranges. */
    public LinkErrors {
        Check.isTrue(
                corruption >= 0 && corruption < 1,
                "faults.corruption=" + corruption + " is outside 0 to below 1. Give a chance.");
        Check.inRange(crcBits, 0, 32, "faults.crcBits");
        Check.isTrue(loss >= 0 && loss < 1, "faults.loss=" + loss + " is outside 0 to below 1. Give a chance.");
    }

    /** Flits are spoilt, and all arrive. */
    public LinkErrors(double corruption, int crcBits) {
        this(corruption, crcBits, 0);
    }

    /** Chance that a flit is spoilt, in 2^-62. */
    long threshold() {
        return (long) (corruption * (1L << 62));
    }

    /** Chance that a flit is lost, in 2^-62. */
    long lossThreshold() {
        return (long) (loss * (1L << 62));
    }
}
