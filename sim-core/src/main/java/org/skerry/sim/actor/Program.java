package org.skerry.sim.actor;

import org.skerry.sim.memory.LinearMemory;

/**
 * Code that can become an actor: bytes to load and measure, static limits, and a way to start it in memory that the machine
 * owns. Immutable and shared by all actors made from it; safe for use by several threads.
 */
public interface Program {
    /** Who publishes a program unless somebody else is named. */
    String PUBLISHER = "skerry";

    /** The bytes that are loaded and measured. The caller must not write them. */
    byte[] image();

    /** Its security version: raised when a flaw is closed, never lowered. Hardware that measures loads compares it. 0 unless stated. */
    default int securityVersion() {
        return 0;
    }

    /** Who has published it, and signs for it. Hardware that measures loads trusts {@link #PUBLISHER} and nobody else. */
    default String publisher() {
        return PUBLISHER;
    }

    /** Bytes of code that a machine would execute, for a machine that has caches of instructions; 0 if nobody knows. */
    default long codeBytes() {
        return 0;
    }

    /** What the program needs and may never pass. */
    Limits limits();

    /**
     * Brings the program to life in {@code memory}: initial data is written, nothing of the program runs yet.
     *
     * @throws GuestException when the program cannot live here; the message says which rule it broke
     */
    ActorInstance instantiate(LinearMemory memory, Grants grants);
}
