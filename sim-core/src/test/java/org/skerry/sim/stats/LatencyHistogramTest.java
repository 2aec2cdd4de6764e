package org.skerry.sim.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class LatencyHistogramTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void percentileIsAtMostOnePartInSixtyFourAboveTheTrueOne(long seed) {
        RandomStream random = new RandomStreams(seed).stream("latencies", 0);
        LatencyHistogram histogram = new LatencyHistogram();
        long[] values = new long[5000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextLong(1L << 1 + random.nextInt(46));
            histogram.record(values[i]);
        }
        Arrays.sort(values);
        for (int millionths : new int[] {0, 1, 10_000, 500_000, 900_000, 990_000, 999_000, 999_900, 1_000_000}) {
            int rank = Math.max(1, (int) ((values.length * (long) millionths + 999_999) / 1_000_000));
            long exact = values[rank - 1];
            long found = histogram.percentile(millionths);
            assertTrue(found >= exact && found <= exact + exact / 64, millionths + ": " + found + " for " + exact);
        }
        assertEquals(values[values.length - 1], histogram.max());
        assertEquals(Arrays.stream(values).sum(), histogram.sum());
    }

    @Test
    void everyBucketBeginsWhereTheOneBeforeEnds() {
        for (int bucket = 0; bucket < LatencyHistogram.bucket(Long.MAX_VALUE); bucket++) {
            long highest = LatencyHistogram.highest(bucket);
            assertEquals(bucket, LatencyHistogram.bucket(highest));
            assertEquals(bucket + 1, LatencyHistogram.bucket(highest + 1));
        }
    }

    @Test
    void smallValuesAreExact() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int value = 0; value < 128; value++) {
            histogram.record(value);
        }
        assertEquals(63, histogram.percentile(500_000));
        assertEquals(63, histogram.mean());
    }

    @Test
    void hugeValuesKeepSumAndMaximum() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(1L << 60);
        assertEquals(1L << 60, histogram.max());
        assertEquals(1L << 60, histogram.percentile(500_000));
    }

    @Test
    void emptyHistogramHasZeros() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertEquals(0, histogram.percentile(500_000));
        assertEquals(0, histogram.mean());
        assertEquals(0, histogram.max());
    }

    @Test
    void negativeValueIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LatencyHistogram().record(-1));
    }

    @Test
    void differenceHoldsOnlyWhatCameLater() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(1000);
        LatencyHistogram earlier = histogram.copy();
        histogram.record(5);
        histogram.record(7);
        LatencyHistogram later = histogram.minus(earlier);
        assertEquals(2, later.count());
        assertEquals(12, later.sum());
        assertEquals(7, later.max());
        assertThrows(IllegalArgumentException.class, () -> earlier.minus(histogram));
    }

    @Test
    void savedHistogramGoesOn() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(300);
        StateWriter out = new StateWriter();
        histogram.save(out);
        LatencyHistogram loaded = new LatencyHistogram();
        loaded.load(new StateReader(out.toByteArray()));
        assertEquals(300, loaded.max());
        assertEquals(1, loaded.count());
        assertEquals(300, loaded.percentile(500_000));
    }

    @Test
    void bucketsGiveTheSameHistogramAgain() {
        RandomStream random = new RandomStreams(9).stream("latencies", 0);
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < 3000; i++) {
            histogram.record(random.nextLong(1L << 1 + random.nextInt(50)));
        }
        LatencyHistogram again = LatencyHistogram.of(histogram.buckets(), histogram.sum(), histogram.max());
        StateWriter one = new StateWriter();
        StateWriter two = new StateWriter();
        histogram.save(one);
        again.save(two);
        assertArrayEquals(one.toByteArray(), two.toByteArray());
        assertEquals(0, LatencyHistogram.of(List.of(), 0, 0).count());
    }

    @Test
    void bucketsThatNoValuesGiveAreRefused() {
        assertRefused(0, 0, new long[] {128, 1}); // 128 and 129 share the bucket whose largest value is 129
        assertRefused(9, 5, new long[] {5, 1}, new long[] {4, 1});
        assertRefused(5, 5, new long[] {5, 0});
        assertRefused(5, 6, new long[] {5, 1});
        assertRefused(-1, 5, new long[] {5, 1});
        assertRefused(1, 0);
    }

    private static void assertRefused(long sum, long max, long[]... buckets) {
        assertThrows(IllegalArgumentException.class, () -> LatencyHistogram.of(List.of(buckets), sum, max));
    }
}
