package org.skerry.model.sharedmem.coherence;

/** A rule was broken. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String what) {
        super(what, null, false, false);
    }
}
