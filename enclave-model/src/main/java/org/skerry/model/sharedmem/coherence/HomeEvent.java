package org.skerry.model.sharedmem.coherence;

/** What happens to one line at its home. */
public enum HomeEvent {
    /** A core wants to read. */
    READ,
    /** A core wants to write, and has no copy or has lost it since it asked. */
    OWN,
    /** A core wants to write the copy it has. */
    UPGRADE,
    /** The core that was the owner has dropped its copy, and wants to read again. */
    READ_AGAIN,
    /** The core that was the owner has dropped its copy, and wants to write. */
    OWN_AGAIN,
    /** The owner sends back what it wrote. */
    PUT,
    /** A core sends back what a probe has taken meanwhile. */
    PUT_STALE,
    /** The directory needs the room of the line. */
    RECALL,
    /** The line is there, from the slice or from memory. */
    LINE,
    /** A core has given up its copy, or had none. */
    ACK,
    /** A core has given up its copy; here is what it wrote. */
    ACK_DATA,
    /** Everybody who was asked has answered. */
    ACKS,
    /** The owner has sent a copy to the reader. */
    COPY_CLEAN,
    /** The owner has sent a copy to the reader; here is what it wrote. */
    COPY_DIRTY,
    /** The owner had dropped its copy. */
    NO_COPY,
    /** The core that asked has the line. */
    CONFIRM,
    /** A device wants to read, and keeps no copy. */
    READ_ONCE,
    /** A device has written all of the line. */
    WRITE_LINE,
    /** A device has written part of the line. */
    WRITE_PART
}
