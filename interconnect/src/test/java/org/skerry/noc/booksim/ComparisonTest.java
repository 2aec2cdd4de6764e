package org.skerry.noc.booksim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model against BookSim 2 on every point of the reference. {@code skerry noc --reference} makes the same table, which is in
 * docs/VALIDATION.md. Eight points, named in means.csv, are compared with the mean of twelve runs of BookSim, as the one run of the
 * reference is far from it; where that mean is itself less certain than the tolerance, its confidence interval is the tolerance.
 */
class ComparisonTest {
    private static final int SEEDS = 3;
    private static final int THREADS = 2;

    @Test
    void allPointsAreWithinTheirTolerances() {
        List<Comparison.Row> rows = Comparison.run(point -> true, SEEDS, THREADS);
        assertEquals(166, rows.size());
        assertEquals(8, rows.stream().filter(row -> row.runs() > 1).count());
        assertEquals(0, misses(rows), () -> Comparison.table(rows));
    }

    private static long misses(List<Comparison.Row> rows) {
        return rows.stream().filter(row -> !row.holds()).count();
    }

    /** Two points near saturation, with something of the network changed that was measured. */
    private static long missesWith(String change) {
        String key = change.substring(0, change.indexOf('=') + 1);
        List<ReferencePoint> points = new ArrayList<>();
        for (ReferencePoint point : ReferencePoint.all()) {
            if (point.curve().startsWith("V mesh8 uniform 4vc x4 ps")) {
                List<String> changed = new ArrayList<>(point.configuration());
                changed.removeIf(each -> each.startsWith(key));
                changed.add(change);
                points.add(new ReferencePoint(
                        point.curve(),
                        changed,
                        point.offered(),
                        point.saturated(),
                        point.packetLatency(),
                        point.hops(),
                        point.accepted(),
                        point.throughputPeriod(),
                        null));
            }
        }
        return misses(Comparison.run(points, point -> point.offered() == 0.34, 1, THREADS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vc_buf_size=3",
                "num_vcs=3",
                "routing_delay=1",
                "wait_for_tail_credit=1",
                "speculative=1",
                "sw_allocator=islip(2)",
                "routing_function=xy_yx"
            })
    void anotherRouterMisses(String change) {
        assertTrue(missesWith(change) > 0, "nothing misses with " + change);
    }

    @Test
    void theSameRouterDoesNot() {
        assertEquals(0, missesWith("vc_buf_size=4"));
    }

    @Test
    void theTableShowsTheWorstPointFirst() {
        ReferencePoint point = ReferencePoint.all().get(0);
        Comparison.Row good = new Comparison.Row(point, "latency", 100, 101, 1, 1, 1, 2.25);
        Comparison.Row bad = new Comparison.Row(point, "latency", 100, 97, 1, 1, 1, 2.25);
        assertTrue(good.holds());
        assertTrue(!bad.holds());
        String table = Comparison.table(List.of(good, bad));
        assertTrue(table.indexOf("-3.00") < table.indexOf("+1.00"), table);
        assertTrue(table.contains("misses"));
    }
}
