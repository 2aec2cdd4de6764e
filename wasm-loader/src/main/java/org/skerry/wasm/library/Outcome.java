package org.skerry.wasm.library;

import org.skerry.sim.actor.GuestFault;

/**
 * How a call of an export ended.
 *
 * @param results      its results, one long each as in memory; empty where there are none or it was stopped
 * @param fault        why it was stopped, or null
 * @param instructions instructions executed
 * @param loads        loads executed
 * @param stores       stores executed
 */
public record Outcome(long[] results, GuestFault fault, long instructions, long loads, long stores) {
    /** The first result. */
    public long result() {
        return results[0];
    }
}
