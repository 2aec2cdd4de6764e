package org.skerry.model.sharedmem.coherence;

/** What a core's private caches have of one line, or are about to have. */
public enum PrivateState {
    /** Nothing. */
    INVALID(true),
    /** One copy among others. */
    SHARED(true),
    /** The only copy, equal to what lies behind. */
    EXCLUSIVE(true),
    /** The only copy, written. */
    MODIFIED(true),
    /** Nothing yet: asked for a copy to read. */
    READING(false),
    /** Nothing yet: asked for the line to write it. */
    OWNING(false),
    /** One copy among others: asked for the right to write it. */
    UPGRADING(false),
    /** A written line on its way to the home, kept until the home has it. */
    PUTTING(false),
    /** The same, but a probe has taken the data meanwhile. */
    PUT_TAKEN(false);

    private final boolean stable;

    PrivateState(boolean stable) {
        this.stable = stable;
    }

    /** Whether nothing is under way. */
    public boolean stable() {
        return stable;
    }
}
