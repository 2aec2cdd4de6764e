package org.skerry.model.client;

import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * When a client repeats a request whose time is out, or that was refused.
 *
 * <p>The budget is that of a library which many clients share (as Finagle's RetryBudget and gRPC's retry throttling have it): each
 * request that comes for the first time adds {@code budgetPermille} thousandths of a retry to it, at most {@code budgetBurst} are kept,
 * and each retry takes a whole one; without that the request is given up.
 *
 * @param policy              how long the client waits before it repeats
 * @param most                repetitions of one request; 0 to 1000
 * @param waitNanoseconds     the wait, or the first one; 0 to 2^40; for {@code FIXED} and {@code EXPONENTIAL}
 * @param mostWaitNanoseconds bound of waits that double; at least the first; for {@code EXPONENTIAL}
 * @param jitter              what is random about a wait
 * @param budgetPermille      retries in a thousand new requests; 0 to 1 000 000, which never binds
 * @param budgetBurst         retries that may be saved up; the budget is full in the beginning; 1 to 1 000 000
 */
public record RetrySpec(
        Policy policy,
        int most,
        long waitNanoseconds,
        long mostWaitNanoseconds,
        Jitter jitter,
        int budgetPermille,
        int budgetBurst) {
    /** How long a client waits before it repeats a request. */
    public enum Policy {
        /** It does not repeat. */
        NONE,
        /** Not at all. */
        IMMEDIATE,
        /** Always the same. */
        FIXED,
        /** Twice as long each time, up to a bound. */
        EXPONENTIAL
    }

    /** What is random about a wait (Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015). */
    public enum Jitter {
        /** Nothing. */
        NONE,
        /** All of it: from zero to the wait, each nanosecond equally likely. */
        FULL,
        /** Half of it: from half the wait to the wait. */
        EQUAL
    }

    /** Nobody repeats anything. The other figures are what a policy has if it says nothing else; assumptions. */
    public static final RetrySpec NONE =
            new RetrySpec(Policy.NONE, 3, 100_000, 10_000_000, Jitter.FULL, 1_000_000, 1_000_000);

    private static final long MOST_WAIT = 1L << 40;

    /** Checks ranges. */
    public RetrySpec {
        Check.inRange(most, 0, 1000, "retry.most");
        Check.inRange(waitNanoseconds, 0, MOST_WAIT, "retry.waitNanoseconds");
        Check.inRange(mostWaitNanoseconds, 0, MOST_WAIT, "retry.mostWaitNanoseconds");
        Check.inRange(budgetPermille, 0, 1_000_000, "retry.budgetPermille");
        Check.inRange(budgetBurst, 1, 1_000_000, "retry.budgetBurst");
        if (policy == Policy.EXPONENTIAL && mostWaitNanoseconds < waitNanoseconds) {
            throw new ConfigException(
                    "retry.mostWaitNanoseconds=" + mostWaitNanoseconds + " is below retry.waitNanoseconds="
                            + waitNanoseconds + ". Raise the bound or lower the first wait.");
        }
    }

    /** Most that a client waits before repetition {@code retry}, which is 1 for the first. */
    long longestWait(int retry) {
        return switch (policy) {
            case NONE, IMMEDIATE -> 0;
            case FIXED -> waitNanoseconds;
            case EXPONENTIAL -> {
                long wait = waitNanoseconds;
                for (int i = 1; i < retry && wait < mostWaitNanoseconds; i++) {
                    wait *= 2; // below 2^41
                }
                yield Math.min(wait, mostWaitNanoseconds);
            }
        };
    }
}
