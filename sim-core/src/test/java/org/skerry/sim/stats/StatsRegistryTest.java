package org.skerry.sim.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.config.ConfigException;

class StatsRegistryTest {
    private final long[] flits = {0};
    private final StatsRegistry registry = new StatsRegistry();

    @Test
    void regionIsTheDifferenceOfTwoSnapshots() {
        registry.counter("network.flits", Unit.FLITS, "Flits delivered.", () -> flits[0]);
        registry.gauge("memory.used", Unit.BYTES, "Bytes in use.", () -> 100 - flits[0]);
        LatencyHistogram latency = registry.histogram("network.latency", Unit.CYCLES, "Latency of packets.");
        flits[0] = 10;
        latency.record(100);
        StatsSnapshot warm = registry.snapshot(1000);
        flits[0] = 25;
        latency.record(3);
        StatsSnapshot end = registry.snapshot(3000);
        StatsSnapshot region = end.since(warm);
        assertEquals(2000, region.cycle());
        assertEquals(15, region.value("network.flits"));
        assertEquals(75, region.value("memory.used"));
        assertEquals(1, region.value("network.latency"));
        assertEquals(3, region.percentile("network.latency", 1_000_000));
        assertEquals(2, end.histogram("network.latency").count());
    }

    @Test
    void snapshotDoesNotChangeAfterwards() {
        LatencyHistogram latency = registry.histogram("l", Unit.CYCLES, "Latency.");
        StatsSnapshot snapshot = registry.snapshot(1);
        latency.record(5);
        snapshot.histogram("l").record(6);
        assertEquals(0, snapshot.histogram("l").count());
    }

    @Test
    void nameIsTakenOnce() {
        registry.counter("a", Unit.COUNT, "A.", () -> 1);
        assertThrows(IllegalArgumentException.class, () -> registry.counter("a", Unit.COUNT, "B.", () -> 2));
        assertEquals(1, registry.metrics().size());
    }

    @Test
    void metricWithoutTextIsRefused() {
        assertThrows(ConfigException.class, () -> registry.counter("a", Unit.COUNT, "", () -> 1));
    }

    @Test
    void unknownNameIsAnError() {
        StatsSnapshot snapshot = registry.snapshot(1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> snapshot.value("x"))
                .getMessage()
                .contains("'x'"));
    }

    @Test
    void snapshotsOfOtherRegistriesOrInTheWrongOrderAreRefused() {
        registry.counter("a", Unit.COUNT, "A.", () -> 1);
        StatsSnapshot first = registry.snapshot(1);
        StatsSnapshot second = registry.snapshot(2);
        assertThrows(IllegalArgumentException.class, () -> first.since(second));
        assertThrows(IllegalArgumentException.class, () -> second.since(new StatsRegistry().snapshot(1)));
    }
}
