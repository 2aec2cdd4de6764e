package org.skerry.model.sharedmem;

/**
 * What a core does to put a program in an actor's place, step by step, in cycles of that core.
 *
 * @param zeroise its memory is cleared, as large as it can grow
 * @param load    an actor is made and the image taken in
 */
record RestartSteps(long zeroise, long load) {
    static final int STEPS = 2;

    /** Core cycles of a step, in the order of time. */
    long coreCycles(int step) {
        return step == 0 ? zeroise : load;
    }
}
