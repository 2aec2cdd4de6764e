package org.skerry.model.fault;

import org.skerry.sim.config.Check;

/**
 * What happens to flits on links.
 *
 * @param corruptionPerBillion of so many flits over one link how many are spoilt
 * @param lossPerBillion       and how many never arrive
 * @param crcBits              bits of the check that goes with each flit, 0 to 32: a spoilt flit passes it with a chance of 2<sup>-bits</sup>
 */
public record LinkNoise(int corruptionPerBillion, int lossPerBillion, int crcBits) {
    /** Of all flits. */
    public static final int BILLION = 1_000_000_000;

    /** Nothing happens to them. */
    public static final LinkNoise NONE = new LinkNoise(0, 0, 16);

    /** Checks ranges. */
    public LinkNoise {
        Check.inRange(corruptionPerBillion, 0, BILLION / 2, "faults.corruptionPerBillion");
        Check.inRange(lossPerBillion, 0, BILLION / 2, "faults.lossPerBillion");
        Check.inRange(crcBits, 0, 32, "faults.crcBits");
    }

    /** Whether anything happens to any. */
    public boolean any() {
        return corruptionPerBillion > 0 || lossPerBillion > 0;
    }
}
