package org.skerry.wasm.abi;

/** Whatever knows the globals of an instance: the actor does. */
public interface GlobalHolder {
    /** The value of global {@code index} as it is now, as 64 bits. */
    long global(int index);
}
