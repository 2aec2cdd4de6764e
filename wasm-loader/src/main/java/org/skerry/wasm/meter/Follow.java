package org.skerry.wasm.meter;

/**
 * What rewritten code tells its machine beside counts.
 *
 * @param loads from which loads the address of each access was computed ({@link Flows})
 * @param code  which code it comes to ({@link CodePlaces})
 */
public record Follow(boolean loads, boolean code) {
    /** Nothing. */
    public static final Follow NOTHING = new Follow(false, false);

    /** Globals of the rewritten module beside those of the meter. */
    int globals() {
        return equals(NOTHING) ? 0 : MeterGlobals.FOLLOWING;
    }
}
