package org.skerry.model.client;

import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.Device;

/**
 * What a population of clients does. When its requests come is the business of the arrivals beside it.
 *
 * @param population           how many clients there are; each request is of one of them, all equally likely; 1 to 2^31 - 1
 * @param keys                 keys that requests are about; 1 to 2^20
 * @param zipfPermille         exponent of Zipf's law in thousandths: key k, from 0, is asked for in proportion to
 *                             (k + 1)^-(zipfPermille / 1000); 0 makes all equally likely; 0 to 4000
 * @param writePermille        writes in a thousand requests, the others read; 0 to 1000
 * @param valueBytes           bytes of a value that is written or asked for; 0 to 65 000
 * @param largePermille        values in a thousand that are large instead; 0 to 1000
 * @param largeValueBytes      bytes of a large value; 0 to 65 000
 * @param timeoutNanoseconds   how long a client waits for the answer to an attempt; 0: for ever
 * @param retry                when it repeats a request
 * @param openAttempts         attempts that are remembered at once: those that wait or are under way, and those that may still be
 *                             answered late. Beyond, the oldest whose time is out is forgotten, and if there is none, the request is
 *                             dropped; 1 to 2^22
 * @param waitingAttempts      attempts that may wait outside for the way in; beyond, they are dropped; 1 to 2^22
 * @param warmupNanoseconds    requests that come before are not in the latencies; 0 to 2^50
 * @param intervalNanoseconds  length of the intervals of goodput over time; 0: a hundredth of the time in which requests come
 * @param close                whether each target gets a last message when every request is answered or given up
 * @param inTurn               whether requests go to the targets in turn, as where each of them has every key; else to the one that has
 *                             the key
 */
public record ClientSpec(
        int population,
        int keys,
        int zipfPermille,
        int writePermille,
        int valueBytes,
        int largePermille,
        int largeValueBytes,
        long timeoutNanoseconds,
        RetrySpec retry,
        int openAttempts,
        int waitingAttempts,
        long warmupNanoseconds,
        long intervalNanoseconds,
        boolean close,
        boolean inTurn) {
    /** A million clients that read 64 bytes each and wait for ever; assumptions all. YCSB's constant for Zipf's law is 0.99. */
    public static final ClientSpec DEFAULT = new ClientSpec(
            1_000_000, 1000, 990, 0, 64, 0, 4096, 0, RetrySpec.NONE, 1 << 17, 1 << 16, 0, 0, false, false);

    /** Intervals of a series whose length nobody stated. */
    private static final int DEFAULT_INTERVALS = 100;

    /** Leaves room for the head of a request in a message. */
    private static final int MOST_VALUE_BYTES = 65_000;

    /** Checks ranges. */
    public ClientSpec {
        Check.inRange(population, 1, Integer.MAX_VALUE, "clients.population");
        Check.inRange(keys, 1, 1 << 20, "clients.keys");
        Check.inRange(zipfPermille, 0, 4000, "clients.zipfPermille");
        Check.inRange(writePermille, 0, 1000, "clients.writePermille");
        Check.inRange(valueBytes, 0, MOST_VALUE_BYTES, "clients.valueBytes");
        Check.inRange(largePermille, 0, 1000, "clients.largePermille");
        Check.inRange(largeValueBytes, 0, MOST_VALUE_BYTES, "clients.largeValueBytes");
        Check.inRange(timeoutNanoseconds, 0, 1L << 40, "clients.timeoutNanoseconds");
        Check.inRange(openAttempts, 1, 1 << 22, "clients.openAttempts");
        Check.inRange(waitingAttempts, 1, 1 << 22, "clients.waitingAttempts");
        Check.inRange(warmupNanoseconds, 0, 1L << 50, "clients.warmupNanoseconds");
        Check.inRange(intervalNanoseconds, 0, 1L << 50, "clients.intervalNanoseconds");
    }

    /** Refuses what cannot mean anything, for clients that really come. */
    public void check() {
        if (retry.policy() != RetrySpec.Policy.NONE && timeoutNanoseconds == 0) {
            throw new ConfigException(
                    "clients.retry.policy is set, and clients.timeoutNanoseconds=0 lets a client wait for ever, "
                            + "so that nothing would be repeated. Give a time-out of at least 1 ns, or leave the policy out.");
        }
    }

    /** The same clients with another time-out and other retries. */
    public ClientSpec withRetry(long newTimeoutNanoseconds, RetrySpec newRetry) {
        return new ClientSpec(
                population,
                keys,
                zipfPermille,
                writePermille,
                valueBytes,
                largePermille,
                largeValueBytes,
                newTimeoutNanoseconds,
                newRetry,
                openAttempts,
                waitingAttempts,
                warmupNanoseconds,
                intervalNanoseconds,
                close,
                inTurn);
    }

    /** The same clients with so many attempts remembered and waiting. */
    public ClientSpec withRoom(int newOpenAttempts, int newWaitingAttempts) {
        return new ClientSpec(
                population,
                keys,
                zipfPermille,
                writePermille,
                valueBytes,
                largePermille,
                largeValueBytes,
                timeoutNanoseconds,
                retry,
                newOpenAttempts,
                newWaitingAttempts,
                warmupNanoseconds,
                intervalNanoseconds,
                close,
                inTurn);
    }

    /** The length of an interval, where requests are expected over so long a time. */
    long interval(long expectedNanoseconds) {
        return intervalNanoseconds > 0 ? intervalNanoseconds : Math.max(1, expectedNanoseconds / DEFAULT_INTERVALS);
    }

    /** When an attempt that begins now is out of time. */
    long deadline(long nanoseconds) {
        return timeoutNanoseconds == 0 ? Device.NEVER : nanoseconds + timeoutNanoseconds;
    }
}
