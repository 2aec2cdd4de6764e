package org.skerry.sim.kernel;

/** Why the kernel came back. The cycle is the first one that has not been executed. */
public sealed interface RunEnd {
    /** First cycle that has not been executed. */
    long cycle();

    /** Nothing will happen any more unless something is put in from outside. */
    record Idle(long cycle) implements RunEnd {}

    /** The cycle asked for was reached. */
    record ReachedCycle(long cycle) implements RunEnd {}

    /** Somebody asked for a stop. */
    record Stopped(long cycle) implements RunEnd {}

    /** Much happened for a long time, and the progress counter of the builder did not move. */
    record NoProgress(long cycle, long sinceCycle) implements RunEnd {}
}
