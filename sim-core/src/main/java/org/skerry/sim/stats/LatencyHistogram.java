package org.skerry.sim.stats;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Counts of non-negative values in log-linear buckets: exact below 128, then 64 buckets for each doubling, so that a
 * percentile is never above the true value by more than one part in 64 (1.6 %), and never below it.
 *
 * <p>Used by one thread at a time. {@link #record} allocates nothing and costs a shift and an increment. Values above
 * 2^48 - 1 are counted in the last bucket; sum and maximum stay exact.
 */
public final class LatencyHistogram implements Stateful {
    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;
    private static final int VALUE_BITS = 48;
    private static final long LARGEST = (1L << VALUE_BITS) - 1;
    private static final int BUCKETS = (VALUE_BITS - SUB_BITS + 1) * SUB;

    private final long[] counts = new long[BUCKETS];
    private long count;
    private long sum;
    private long max;

    /** Counts {@code value}, which is 0 or more. */
    public void record(long value) {
        int bucket = bucketWithin(value);
        if (bucket < 0
                || bucket >= counts.length) { // one comparison for the host, which then knows the bounds of the array
            recordBeyond(value);
            return;
        }
        counts[bucket]++;
        count++;
        sum += value;
        if (value > max) {
            max = value;
        }
    }

    private void recordBeyond(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("value=" + value + " is below 0");
        }
        counts[BUCKETS - 1]++;
        count++;
        sum += value;
        max = Math.max(max, value);
    }

    /** Number of values. */
    public long count() {
        return count;
    }

    /** Sum of the values. */
    public long sum() {
        return sum;
    }

    /** Largest value, or 0 if there is none. After {@link #minus}, the largest its bucket may hold. */
    public long max() {
        return max;
    }

    /** Mean rounded down, or 0 if there is no value. */
    public long mean() {
        return count == 0 ? 0 : sum / count;
    }

    /**
     * The value that {@code millionths} of all values do not exceed: 500 000 is the median, 999 000 the 99.9th percentile. At
     * most 1/64 above the true value, never below; 0 if there is no value.
     */
    public long percentile(int millionths) {
        if (millionths < 0 || millionths > 1_000_000) {
            throw new IllegalArgumentException("millionths=" + millionths + " is outside 0..1000000");
        }
        if (count == 0) {
            return 0;
        }
        // Split so that the product cannot overflow for any count.
        long whole = count / 1_000_000 * millionths;
        long part = (count % 1_000_000 * millionths + 999_999) / 1_000_000;
        long rank = Math.max(1, whole + part);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return i == BUCKETS - 1 ? max : Math.min(max, highest(i));
            }
        }
        throw new IllegalStateException("histogram of " + count + " values holds only " + seen);
    }

    /**
     * The buckets that hold anything, as pairs: the largest value that falls into it (values beyond 2^48 - 1 lie in that one), and
     * how many do. In ascending order.
     */
    public List<long[]> buckets() {
        List<long[]> buckets = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0) {
                buckets.add(new long[] {highest(i), counts[i]});
            }
        }
        return buckets;
    }

    /**
     * The histogram that answers these.
     *
     * @throws IllegalArgumentException when no histogram does: the message says what does not fit
     */
    public static LatencyHistogram of(List<long[]> buckets, long sum, long max) {
        LatencyHistogram histogram = new LatencyHistogram();
        int last = -1;
        for (long[] pair : buckets) {
            if (pair.length != 2 || pair[0] < 0 || pair[1] < 1) {
                throw new IllegalArgumentException("a bucket is a value from 0 and a count from 1");
            }
            int bucket = bucket(pair[0]);
            if (bucket <= last || highest(bucket) != pair[0]) {
                throw new IllegalArgumentException(pair[0] + " is not the largest value of a bucket after "
                        + (last < 0 ? "none" : Long.toString(highest(last))));
            }
            last = bucket;
            histogram.counts[bucket] = pair[1];
            histogram.count = Math.addExact(histogram.count, pair[1]);
        }
        if (sum < 0 || max < 0 || (last < 0 ? sum > 0 || max > 0 : bucket(max) != last)) {
            throw new IllegalArgumentException("sum " + sum + " and maximum " + max + " do not fit the buckets");
        }
        histogram.sum = sum;
        histogram.max = max;
        return histogram;
    }

    /** A copy that later records do not change. */
    public LatencyHistogram copy() {
        LatencyHistogram copy = new LatencyHistogram();
        copy.add(this);
        return copy;
    }

    /** Adds all values of {@code other}. */
    public void add(LatencyHistogram other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        sum += other.sum;
        max = Math.max(max, other.max);
    }

    /** The values recorded since {@code earlier}, which is a copy of this histogram from before. */
    public LatencyHistogram minus(LatencyHistogram earlier) {
        LatencyHistogram rest = new LatencyHistogram();
        for (int i = 0; i < BUCKETS; i++) {
            rest.counts[i] = counts[i] - earlier.counts[i];
            if (rest.counts[i] < 0) {
                throw new IllegalArgumentException("not an earlier state of this histogram");
            }
            if (rest.counts[i] > 0) {
                rest.max = i == BUCKETS - 1 ? max : Math.min(max, highest(i));
            }
        }
        rest.count = count - earlier.count;
        rest.sum = sum - earlier.sum;
        return rest;
    }

    /** Bucket of {@code value}: the value itself below 2 * SUB, then its leading 7 bits under a running exponent. */
    static int bucket(long value) {
        return bucketWithin(Math.min(value, LARGEST));
    }

    /** The same for a value up to {@link #LARGEST}; for any other one, what is no bucket. */
    private static int bucketWithin(long value) {
        int shift = 63 - SUB_BITS - Long.numberOfLeadingZeros(value | SUB);
        return (shift << SUB_BITS) + (int) (value >>> shift);
    }

    /** Largest value that falls into {@code bucket}. */
    static long highest(int bucket) {
        if (bucket < 2 * SUB) {
            return bucket;
        }
        int shift = (bucket >>> SUB_BITS) - 1;
        long leading = (bucket & SUB - 1) + SUB;
        return ((leading + 1) << shift) - 1;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(count);
        out.writeLong(sum);
        out.writeLong(max);
        out.writeLongs(counts);
    }

    @Override
    public void load(StateReader in) {
        count = in.readLong();
        sum = in.readLong();
        max = in.readLong();
        in.readLongs(counts);
    }
}
