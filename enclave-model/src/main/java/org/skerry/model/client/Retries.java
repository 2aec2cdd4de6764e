package org.skerry.model.client;

import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Whether and after how long a request is repeated: the policy, and the budget that all clients share, in thousandths of a retry. */
final class Retries implements Stateful {
    private static final int ONE = 1000;

    private final RetrySpec spec;
    private final RandomStream random;
    private long budget;

    Retries(RetrySpec spec, RandomStream random) {
        this.spec = spec;
        this.random = random;
        this.budget = (long) ONE * spec.budgetBurst();
    }

    /** A request has come for the first time. */
    void earn() {
        budget = Math.min((long) ONE * spec.budgetBurst(), budget + spec.budgetPermille());
    }

    /** Whether the policy repeats a request that was tried so often; the budget has the last word. */
    boolean wants(int tried) {
        return spec.policy() != RetrySpec.Policy.NONE && tried <= spec.most();
    }

    /** Takes a retry from the budget, if there is one. */
    boolean pay() {
        if (budget < ONE) {
            return false;
        }
        budget -= ONE;
        return true;
    }

    /** Nanoseconds to wait before repetition {@code retry}, which is 1 for the first. */
    long waitNanoseconds(int retry) {
        long longest = spec.longestWait(retry);
        return switch (spec.jitter()) {
            case NONE -> longest;
            case FULL -> random.nextLong(longest + 1);
            case EQUAL -> longest - random.nextLong(longest / 2 + 1);
        };
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(budget);
        random.save(out);
    }

    @Override
    public void load(StateReader in) {
        budget = in.readLong();
        random.load(in);
    }
}
