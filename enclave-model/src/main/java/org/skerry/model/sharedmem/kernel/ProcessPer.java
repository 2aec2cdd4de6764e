package org.skerry.model.sharedmem.kernel;

/** Who shares a process. */
public enum ProcessPer {
    /** Nobody: each actor has one of its own. */
    ACTOR,
    /** All actors of a trust domain that are there when the run begins, and whom they create. */
    DOMAIN
}
