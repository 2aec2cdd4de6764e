package org.skerry.sim.kernel;

/** Work that keeps its place in objects, so that any carrier thread can go on with it. */
public interface Task {
    /** Goes on until guest code must run, and returns that call; null when the work is finished. */
    GuestCall advance();
}
