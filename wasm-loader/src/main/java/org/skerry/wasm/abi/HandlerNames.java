package org.skerry.wasm.abi;

/** The exports an actor can be told to become. */
public interface HandlerNames {
    /** Index of the exported function () -> () with this name, or -1. */
    int handler(String name);
}
