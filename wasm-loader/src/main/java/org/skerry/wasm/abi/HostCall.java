package org.skerry.wasm.abi;

/** What a host function does, with its arguments as Chicory hands them over: one long each. */
@FunctionalInterface
public interface HostCall {
    /** Runs it; the answer is null for a function without result. */
    long[] apply(Guest guest, long[] arguments);
}
