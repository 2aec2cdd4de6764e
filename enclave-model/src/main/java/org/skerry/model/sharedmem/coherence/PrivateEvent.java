package org.skerry.model.sharedmem.coherence;

/** What happens to one line in a core's private caches. */
public enum PrivateEvent {
    /** The core reads. */
    LOAD,
    /** The core writes. */
    STORE,
    /** A written line must go. */
    EVICT,
    /** A line that was not written goes, and nobody is told. */
    DROP,
    /** From the home: the line; others have it too. */
    DATA_SHARED,
    /** From the home: the line; nobody else has it. */
    DATA_SOLE,
    /** From the home: the line, to be written. */
    DATA_OWNED,
    /** From another core: the line; that core keeps a copy. */
    PEER_SHARED,
    /** From another core: the line, to be written. */
    PEER_OWNED,
    /** From the home: the copy may be written. */
    GRANTED,
    /** From the home: it has what was put. */
    PUT_DONE,
    /** From the home: give up the line. */
    INVALIDATE,
    /** From the home: let another core read the line. */
    FORWARD_READ,
    /** From the home: let another core have the line. */
    FORWARD_OWN
}
