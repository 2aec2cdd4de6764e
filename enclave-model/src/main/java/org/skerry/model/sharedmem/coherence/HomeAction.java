package org.skerry.model.sharedmem.coherence;

/** What the home of a line does. */
public enum HomeAction {
    /** Leave the request in the line's queue. */
    WAIT,
    /** Get the line from the slice or from memory. */
    GET_LINE,
    /** Tell all sharers but the core that asks to give up the line. */
    PROBE_SHARERS,
    /** Tell the owner to give up the line. */
    PROBE_OWNER,
    /** Tell the owner to let the core that asks read. */
    FORWARD_READ,
    /** Tell the owner to let the core that asks have the line. */
    FORWARD_OWN,
    /** The line to the core that asks: others have it too. */
    SEND_SHARED,
    /** The line to the core that asks: nobody else has it. */
    SEND_SOLE,
    /** The line to the core that asks: to be written. */
    SEND_OWNED,
    /** The core that asks may write its copy. */
    SEND_GRANT,
    /** The core may forget what it put. */
    ANSWER_PUT,
    /** Keep what came with the message in the slice. */
    STORE_DIRTY,
    /** One answer fewer to wait for. */
    COUNT_ACK,
    /** The core that asks is the owner. */
    SET_OWNER,
    /** The core that asks is one more sharer. */
    ADD_SHARER,
    /** The owner and the core that asks are the sharers. */
    SHARE_OWNER,
    /** Nobody has the line. */
    CLEAR,
    /** The line leaves the slice; what was written goes to memory. */
    LEAVE_SLICE,
    /** The owner has the line to read, and nobody else has it. */
    OWNER_SHARES,
    /** Keep what a device has written, in the slice or in memory. */
    STORE_DEVICE
}
