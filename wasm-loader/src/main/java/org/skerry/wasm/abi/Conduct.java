package org.skerry.wasm.abi;

/** How the actors from one module behave. Immutable, made once for a module, used by several threads. */
public interface Conduct {
    /** The behaviour of one new actor. */
    Behaviour of(Guest guest);

    /** The exports that an actor can be told to become; none by default. */
    HandlerNames handlers();
}
