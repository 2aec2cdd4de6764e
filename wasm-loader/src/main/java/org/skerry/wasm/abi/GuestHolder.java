package org.skerry.wasm.abi;

/** Whatever leads a host function from the instance that called it to the guest's state: the memory object does. */
public interface GuestHolder {
    /** The guest that lives in this memory. */
    Guest guest();
}
