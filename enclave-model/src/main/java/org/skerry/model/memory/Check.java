package org.skerry.model.memory;

/**
 * One test that an access must pass on its way to the decoder. It is owned by a layer, and whatever it compares with lies in
 * modelled memory: who can write there decides what passes.
 */
public interface Check {
    /** What it is, for people and for bug objects: {@code "bounds check"}. */
    String name();

    /** Which layer owns it, for people and for bug objects: {@code "runtime"}. */
    String layer();

    /** Whether the access may go on. */
    boolean passes(Access access);
}
