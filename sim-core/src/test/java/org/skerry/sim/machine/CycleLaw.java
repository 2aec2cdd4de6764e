package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.skerry.sim.stats.Metric;
import org.skerry.sim.stats.StatsSnapshot;

/** What holds for the metrics {@code cycles.*} of a machine that has any: every cycle of every core is in exactly one of them. */
public final class CycleLaw {
    private CycleLaw() {}

    /** Checks the law at this moment. Returns the snapshot it was checked on. */
    public static StatsSnapshot holdsOn(Machine machine) {
        StatsSnapshot now = machine.statistics();
        holdsIn(now, machine.places());
        return now;
    }

    /** Checks the law for a snapshot or a difference of two. */
    public static void holdsIn(StatsSnapshot snapshot, int places) {
        long sum = 0;
        boolean any = false;
        StringBuilder parts = new StringBuilder();
        for (Metric metric : snapshot.metrics()) {
            if (metric.name().startsWith("cycles.")) {
                long cycles = snapshot.value(metric.name());
                boolean mayFall = metric.name().equals("cycles.unserved");
                assertTrue(cycles >= 0 || mayFall, metric.name() + " = " + cycles);
                sum += cycles;
                any = true;
                parts.append(' ').append(metric.name()).append('=').append(cycles);
            }
        }
        if (any) {
            assertEquals(places * snapshot.cycle(), sum, "over " + snapshot.cycle() + " cycles:" + parts);
        }
    }
}
