package org.skerry.model.sharedmem.cache;

/** Who served a line that a core waited for: whose time the wait was. */
public enum Server {
    /** The core's own second-level cache. */
    L2,
    /** The home of the line, with or without its slice: no other core and no memory was needed. */
    SHARED_CACHE,
    /** Another core, which sent the line or had to give it up. */
    OTHER_CORE,
    /** Memory, whatever else was needed beside it. */
    DRAM
}
