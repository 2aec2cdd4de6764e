package org.skerry.sim.kernel;

/** Work that keeps its place in objects, so that any carrier thread can go on with it. */
public interface Task {
    /**
     * Goes on until guest code must run, and returns that call; null when the work is finished. A task may make calls itself by {@link
     * CarrierThread#makes} and returns those then that this could not finish.
     */
    GuestCall advance();
}
