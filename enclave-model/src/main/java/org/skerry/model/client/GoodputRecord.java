package org.skerry.model.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.GoodputSeries;
import org.skerry.sim.stats.GoodputSeries.Interval;

/**
 * What happens in each interval, as columns that grow. Latencies of the present interval are in one histogram, which is read and
 * cleared when the first answer of a later one comes: answers come in the order of time.
 */
final class GoodputRecord implements Stateful {
    static final int OFFERED = 0;
    static final int ATTEMPTS = 1;
    static final int GOOD = 2;
    static final int LATE = 3;
    static final int TIMED_OUT = 4;
    static final int RETRIED = 5;
    static final int GIVEN_UP = 6;
    static final int DROPPED = 7;
    private static final int MEDIAN = 8;
    private static final int P99 = 9;
    private static final int LARGEST = 10;
    private static final int COLUMNS = 11;
    private static final int[] MILLIONTHS = {500_000, 990_000, 1_000_000};

    private final long intervalNanoseconds;
    private final long[][] columns = new long[COLUMNS][64];
    private final LatencyRecord latencies = new LatencyRecord();
    private int present; // interval of the latencies
    private int intervals;

    GoodputRecord(long intervalNanoseconds) {
        this.intervalNanoseconds = intervalNanoseconds;
    }

    /** Something happened at a time. */
    void count(int column, long nanoseconds) {
        int row = row(nanoseconds); // may put a longer column in the place of this one
        columns[column][row]++;
    }

    /** A good answer is outside at a time, so long after its request was meant to come. */
    void good(long nanoseconds, long latency) {
        int row = row(nanoseconds);
        columns[GOOD][row]++;
        if (row > present) {
            close();
            latencies.reset();
            present = row;
        }
        latencies.record(latency);
    }

    private int row(long nanoseconds) {
        int row = (int) Math.min(nanoseconds / intervalNanoseconds, GoodputSeries.MOST_INTERVALS - 1);
        if (row >= columns[0].length) {
            int length = Math.max(row + 1, 2 * columns[0].length);
            for (int i = 0; i < COLUMNS; i++) {
                columns[i] = Arrays.copyOf(columns[i], length);
            }
        }
        intervals = Math.max(intervals, row + 1);
        return row;
    }

    private void close() {
        for (int i = 0; i < MILLIONTHS.length; i++) {
            columns[MEDIAN + i][present] = latencies.percentile(MILLIONTHS[i]);
        }
    }

    GoodputSeries series() {
        close();
        List<Interval> rows = new ArrayList<>();
        for (int i = 0; i < intervals; i++) {
            rows.add(new Interval(
                    columns[OFFERED][i],
                    columns[ATTEMPTS][i],
                    columns[GOOD][i],
                    columns[LATE][i],
                    columns[TIMED_OUT][i],
                    columns[RETRIED][i],
                    columns[GIVEN_UP][i],
                    columns[DROPPED][i],
                    columns[MEDIAN][i],
                    columns[P99][i],
                    columns[LARGEST][i]));
        }
        return new GoodputSeries(intervalNanoseconds, rows);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(present);
        out.writeInt(intervals);
        for (long[] column : columns) {
            out.writeLongs(column, 0, intervals);
        }
        latencies.save(out);
    }

    @Override
    public void load(StateReader in) {
        present = in.readInt();
        intervals = in.readInt();
        for (int i = 0; i < COLUMNS; i++) {
            columns[i] = Arrays.copyOf(in.readLongs(), Math.max(64, intervals));
        }
        latencies.load(in);
    }
}
