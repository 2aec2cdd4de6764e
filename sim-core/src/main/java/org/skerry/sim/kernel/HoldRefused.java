package org.skerry.sim.kernel;

/** More guests would wait in mid-turn than the run allows. Thrown by {@link Carriers#park} to the guest, which then ends. */
public final class HoldRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HoldRefused(int held, int maxHeld) {
        super(held + " turns are held in the middle already and the limit is " + maxHeld
                + ". Raise execution.maxHeld, or let fewer actors wait for replies at one time.");
    }

    private HoldRefused(String message) {
        super(message);
    }

    /** The refusal of a guest that lives at a place where none may be held. */
    public static HoldRefused at(int place, int maxHeld) {
        return new HoldRefused("guests may be held in mid-turn at the places 0 to " + (maxHeld - 1)
                + ", and this one lives at " + place + ". Raise execution.maxHeld, or place the actor lower.");
    }
}
