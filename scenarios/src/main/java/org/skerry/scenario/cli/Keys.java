package org.skerry.scenario.cli;

/** Where single keys come from. */
interface Keys {
    /** No more keys will come. */
    int END = -1;

    /** Forgets what was typed before anybody asked, and makes keys arrive one by one until {@link #release}. */
    void grab();

    /**
     * Waits for a key.
     *
     * @return its character, or {@link #END}
     * @throws org.skerry.scenario.run.Interrupted when the user stopped the program instead
     */
    int next();

    /** The terminal behaves again as it did before {@link #grab}. */
    void release();
}
