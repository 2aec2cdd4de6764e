package org.skerry.model.enclave;

/**
 * What is seldom so of an enclave. Each is a bit of one word, so that what happens all the time asks for all of them at once, and
 * looks no further: see {@link Enclave#isOrdinary}.
 */
enum Circumstance {
    /** Something of it can break. */
    FRAGILE,
    /** A device stands here in place of a core. */
    DEVICE,
    /** Its core sleeps without power, or has a budget. */
    POWER_MANAGED,
    /** Several actors take turns here. */
    SHARED,
    /** Its core takes no further turn. */
    HALTED,
    /** Its core is in reset, from the first step of a load to its last. */
    IN_RESET,
    /** Its actor is to end as soon as its guest has come back. */
    STOPPING,
    /** Its actor has ended, and what that one sent has not all left. */
    LEAVING,
    /** An order about its actor has taken effect, so that somebody looks whom it sends to. */
    MARKED,
    /** Its actor has ended, or a capability of it was revoked: not everything may enter. */
    GUARDED;

    /** Its bit of the word. */
    int bit() {
        return 1 << ordinal();
    }
}
