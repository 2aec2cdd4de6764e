package org.skerry.model.sharedmem;

/** What a core does next. Checkpoints have the numbers. */
enum Todo {
    /** Nothing, until it is given an actor. */
    IDLE,
    /** Go on with its actor, wherever that is. */
    RESUME,
    /** A piece of the runtime's work ({@link RuntimeWork}); what comes after that is known there. */
    LINES,
    TAKE_MESSAGE,
    TAKE_ANSWER,
    /** The next entry of the ledger. */
    REPLAY,
    /** The line that an entry has asked for is there. */
    FETCHED,
    /** The work for an entry is done: its effect. */
    FINISH_ENTRY,
    /** Somebody has dealt with a trap. */
    FAULTED,
    /** The clock has interrupted the actor. */
    PREEMPTED,
    /** Let the guest go on, and replay what it did. */
    STEP,
    /** Let go of the actor. */
    RELEASE
}
