package org.skerry.model.sharedmem.explore;

/** A rule that the tables break, with the state in which they do. */
public final class Flaw extends RuntimeException {
    private static final long serialVersionUID = 1;

    Flaw(String what) {
        super(what, null, false, false);
    }
}
