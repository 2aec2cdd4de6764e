package org.skerry.model.sharedmem.kernel;

/** How a message gets from one process to another. */
public enum ProcessMessages {
    /** The kernel copies it in and out again, as through a pipe: two system calls and two copies. */
    COPY,
    /** The sender writes it to a ring in pages that both map; only a receiver that sleeps takes system calls, as with a futex. */
    RING
}
