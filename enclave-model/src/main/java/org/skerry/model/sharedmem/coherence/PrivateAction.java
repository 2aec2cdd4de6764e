package org.skerry.model.sharedmem.coherence;

/** What a core's private caches do about a line. */
public enum PrivateAction {
    /** Ask the home for a copy. */
    SEND_READ,
    /** Ask the home for the line to write it. */
    SEND_OWN,
    /** Ask the home for the right to write the copy. */
    SEND_UPGRADE,
    /** Send the written line to the home. */
    SEND_PUT,
    /** The core goes on. */
    SERVE,
    /** Look again when nothing is under way any more. */
    DEFER,
    /** Tell the home that the line is given up, or was not here. */
    SEND_ACK,
    /** Tell the home that the line is given up, with what was written. */
    SEND_ACK_DATA,
    /** Send the line to the core that wants to read it. */
    SEND_PEER_SHARED,
    /** Send the line to the core that wants to write it. */
    SEND_PEER_OWNED,
    /** Tell the home that the line is shared now. */
    SEND_COPY_CLEAN,
    /** Tell the home that the line is shared now, with what was written. */
    SEND_COPY_DIRTY,
    /** Tell the home that there was no copy to forward. */
    SEND_NO_COPY,
    /** Tell the home that the line has come from the other core. */
    SEND_CONFIRM
}
