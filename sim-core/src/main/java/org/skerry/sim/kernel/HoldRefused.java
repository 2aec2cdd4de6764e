package org.skerry.sim.kernel;

/** More guests would wait in mid-turn than the run allows. Thrown by {@link Carriers#park} to the guest, which then ends. */
public final class HoldRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HoldRefused(int held, int maxHeld) {
        super(held + " turns are held in the middle already and the limit is " + maxHeld
                + ". Raise execution.maxHeld, or let fewer actors wait for replies at one time.");
    }
}
