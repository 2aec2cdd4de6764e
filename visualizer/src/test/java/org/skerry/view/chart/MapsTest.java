package org.skerry.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;

class MapsTest {
    private static final double WIDTH = 120;

    @Test
    void regionsStandInOrderSideBySideInsideTheirFrame() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<MemoryRegion> regions = new ArrayList<>();
            long base = 0;
            for (int i = 0; i < 1 + random.nextInt(40); i++) {
                base += random.nextInt(3) * 4096L;
                long bytes = 1L << random.nextInt(21);
                regions.add(new MemoryRegion("space", 1L << 36, base, bytes, "actor" + random.nextInt(4), "x"));
                base += bytes;
            }
            MemoryFrame frame = new MemoryFrame("space", regions, WIDTH);
            List<MemoryRegion> shown = new ArrayList<>();
            double end = 0;
            int line = 0;
            for (MemoryFrame.Box box : frame.boxes()) {
                end = box.line() == line ? end : 0;
                line = box.line();
                assertEquals(end, box.x(), 1e-9, "a gap or an overlap, seed " + seed);
                end = box.x() + box.width();
                assertTrue(end <= WIDTH + 1e-9, "outside the frame, seed " + seed);
                if (box.region() != null) {
                    shown.add(box.region());
                }
            }
            assertEquals(regions.size(), shown.size() + frame.left(), "seed " + seed);
            assertEquals(regions.subList(0, shown.size()), shown, "seed " + seed);
        }
    }

    @Test
    void onlyBytesOfOthersAreMarked() {
        MemoryRegion mine = new MemoryRegion("s", 4096, 0, 100, "a", "actor a");
        MemoryRegion yours = new MemoryRegion("s", 4096, 100, 100, "b", "actor b");
        MemoryRegion elsewhere = new MemoryRegion("t", 4096, 0, 100, "b", "actor b");
        MemoryMap map = new MemoryMap(
                "m",
                "m",
                List.of(mine, yours, elsewhere),
                List.of(
                        new Reach.Landing("a", "s", Whose.OWN, "a", "actor a", 50, 0),
                        new Reach.Landing("a", "s", Whose.ANOTHER, "b", "actor b", 20, 5)),
                List.of());
        assertEquals(0, map.reachedShare(mine));
        assertEquals(0.25, map.reachedShare(yours));
        assertEquals(0, map.reachedShare(elsewhere));
    }

    @Test
    void actorsOfOneKindShareAName() {
        assertEquals("shard", MemoryMap.kind(new MemoryRegion("s", 1, 0, 1, "shard12", "x")));
        assertEquals("parent", MemoryMap.kind(new MemoryRegion("s", 1, 0, 1, "parent/3", "x")));
        assertEquals("7", MemoryMap.kind(new MemoryRegion("s", 1, 0, 1, "7", "x")));
    }

    @Test
    void theBusiestLinksComeFirstAndAllTogetherLast() {
        LinkMap map =
                new LinkMap("l", "l", List.of(new LinkLoad(0, 0, 1, 0, 5), new LinkLoad(1, 0, 0, 0, 20)), 100, 0.2);
        assertEquals(
                List.of(
                        List.of("1,0 to 0,0", "20", "20 %"),
                        List.of("0,0 to 1,0", "5", "5.0 %"),
                        List.of("all 2 links", "25", "13 %")),
                map.numbers().rows());
        assertEquals(2, map.columns());
        assertEquals(1, map.rows());
    }

    @Test
    void aLogarithmicAxisEndsAtLabelsAroundItsValues() {
        for (double[] values : new double[][] {{21, 456}, {0.003, 0.04}, {1000, 1000}, {1, 2}, {500, 50_000}}) {
            PowerAxis axis = new PowerAxis("", values[0], values[1]);
            double low = Math.pow(10, axis.getLowerBound());
            double high = Math.pow(10, axis.getUpperBound());
            assertTrue(low <= values[0] && low > values[0] / 2.6, low + " for " + values[0]);
            assertTrue(high >= values[1] && high < values[1] * 2.6, high + " for " + values[1]);
        }
    }
}
