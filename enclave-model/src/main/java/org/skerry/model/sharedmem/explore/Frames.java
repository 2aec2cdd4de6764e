package org.skerry.model.sharedmem.explore;

/** What room a cache has for the two lines. */
public enum Frames {
    /** As much as it wants: a line goes whenever it likes, and nothing waits for that. */
    PLENTY(""),
    /**
     * One frame for both: what is in it goes before the other line is asked for. A line that was not written is dropped then; one that was
     * is put, and the core waits until the home has it. So a request about one line waits for a message about the other.
     */
    ONE("one frame a cache"),
    /** The same, and a mistake: a cache that waits for one line does not answer what the home says about the other. */
    ONE_DEAF("one frame a cache, deaf to the other line");

    private final String text;

    Frames(String text) {
        this.text = text;
    }

    /** In words; empty for {@link #PLENTY}. */
    String text() {
        return text;
    }
}
