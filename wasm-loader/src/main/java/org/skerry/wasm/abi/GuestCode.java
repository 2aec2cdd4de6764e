package org.skerry.wasm.abi;

/** The functions of a module, by index over imports and defined functions. */
@FunctionalInterface
public interface GuestCode {
    /** Calls one with arguments of its type, one long each; answers its results. */
    long[] call(int function, long... arguments);
}
