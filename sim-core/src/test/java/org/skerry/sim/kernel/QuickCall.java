package org.skerry.sim.kernel;

/** An ordinary turn that does nothing but count. */
class QuickCall implements GuestCall {
    int runs;
    int finishes;

    @Override
    public void run() {
        runs++;
    }

    @Override
    public void finished() {
        finishes++;
    }

    @Override
    public void held(Hold hold) {
        throw new AssertionError("an ordinary turn was held");
    }

    @Override
    public Hold resumes() {
        return null;
    }
}
