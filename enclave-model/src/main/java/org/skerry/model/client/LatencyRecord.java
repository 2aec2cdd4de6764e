package org.skerry.model.client;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.ClientFigures.Latency;

/**
 * Latencies in an HdrHistogram (Tene, hdrhistogram.org): three digits from a nanosecond to an hour, where longer ones are counted. To
 * record allocates nothing; 280 kB.
 */
final class LatencyRecord implements Stateful {
    private static final long LONGEST_NANOSECONDS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private Histogram histogram = new Histogram(1, LONGEST_NANOSECONDS, DIGITS);
    private long sum;

    void record(long nanoseconds) {
        histogram.recordValue(Math.min(nanoseconds, LONGEST_NANOSECONDS));
        sum += nanoseconds;
    }

    void reset() {
        histogram.reset();
        sum = 0;
    }

    long count() {
        return histogram.getTotalCount();
    }

    /** The largest value that falls where that of the percentile does: never below it, at most a thousandth above. */
    long percentile(int millionths) {
        return count() == 0
                ? 0
                : Math.min(histogram.getValueAtPercentile(millionths / 10_000.0), histogram.getMaxValue());
    }

    Latency figures(String basis) {
        List<Long> percentiles = new ArrayList<>();
        ClientFigures.MILLIONTHS.forEach(millionths -> percentiles.add(percentile(millionths)));
        return new Latency(basis, count(), sum, percentiles, Base64.getEncoder().encodeToString(encoded()));
    }

    /** Encoding V2 without compression, which depends on nothing but the counts. */
    private byte[] encoded() {
        ByteBuffer out = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(out);
        return Arrays.copyOf(out.array(), length);
    }

    @Override
    public void save(StateWriter out) {
        out.writeBytes(encoded());
        out.writeLong(sum);
    }

    @Override
    public void load(StateReader in) {
        histogram = Histogram.decodeFromByteBuffer(ByteBuffer.wrap(in.readBytes()), LONGEST_NANOSECONDS);
        sum = in.readLong();
    }
}
