package org.skerry.model.sharedmem.explore;

/** Takes the steps of a line, one after another. */
interface StepTaker {
    /**
     * From the words of the caches and the home before to what the line is now.
     *
     * @param before not to be kept
     */
    void step(long[] before, int homeBefore, LineModel after);
}
