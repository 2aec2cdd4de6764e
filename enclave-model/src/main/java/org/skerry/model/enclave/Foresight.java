package org.skerry.model.enclave;

/**
 * Looks at the state of enclaves that are about to act, before any of them does. On a large chip that state is in the memory of the
 * host and not in its caches; looked at together, level by level of the objects it consists of, many lines are under way at one time,
 * while each enclave by itself would wait for one after the other. Changes nothing that is simulated.
 */
final class Foresight {
    /** So many are looked at together: enough to keep the host's memory busy, few enough to stay in its first caches. Assumption. */
    static final int MOST = 16;

    /** Fewer than so many are not worth a look. Assumption. */
    static final int FEWEST = 3;

    private static final int LEVELS = 5;

    private final Enclave[] enclaves;
    private final int[] next = new int[MOST]; // of the slice
    private long seen; // so that nobody takes the looks for superfluous

    /** For the enclaves of a slice. */
    Foresight(Enclave[] enclaves) {
        this.enclaves = enclaves;
    }

    /** Where whoever knows it puts which enclaves act next. */
    int[] next() {
        return next;
    }

    /** Looks at the first {@code count} of {@link #next}. */
    void look(int count) {
        if (count < FEWEST) {
            return;
        }
        long sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            for (int i = 0; i < count; i++) {
                sum += enclaves[next[i]].foresee(level);
            }
        }
        seen += sum;
    }
}
