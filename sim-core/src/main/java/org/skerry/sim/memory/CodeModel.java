package org.skerry.sim.memory;

/** A model that must see which code an actor executes, such as a cache of instructions. Called inline by the guest's thread. */
public interface CodeModel {
    /** The guest is about to execute code from byte {@code offset} of its program, as it would be on a machine, in {@code bytes} bytes at most. */
    void execute(long offset, int bytes);
}
