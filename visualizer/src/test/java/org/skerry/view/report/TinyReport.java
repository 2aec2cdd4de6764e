package org.skerry.view.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;
import org.skerry.sim.trace.Reach;
import org.skerry.view.report.Report.Verdict;

/** Reports with made-up figures, small enough to check by hand. */
final class TinyReport {
    private TinyReport() {}

    /** 1000 cycles of 2 ns; 100 messages that took 1 to 100 cycles. */
    static RunRecord run(String machine, long cycles, String actor, String line) {
        StatsRegistry registry = new StatsRegistry();
        registry.counter("turns.count", Unit.TURNS, "turns that ended", () -> 40);
        registry.counter("turns.busyCycles", Unit.CYCLES, "cycles", () -> 700);
        registry.counter("core.stallCycles.memory", Unit.CYCLES, "cycles", () -> 100);
        LatencyHistogram latency = registry.histogram("turns.latency", Unit.CYCLES, "from send to end of handling");
        for (int i = 1; i <= 100; i++) {
            latency.record(i);
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("seed", 7L);
        settings.put("machine.kind", machine);
        return new RunRecord(
                "tiny",
                machine,
                7,
                "0.0",
                settings,
                Map.of("guest", "ab12"),
                new RunOutcome.Quiescent(cycles),
                2 * cycles,
                MeasuredRegion.whole(cycles, 2 * cycles),
                registry.snapshot(cycles),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Reach.NONE,
                4,
                List.of(new LogLine(5, actor, line)),
                "0123456789abcdef0123456789abcdef");
    }

    static Report report(RunRecord... runs) {
        return new Report(
                "tiny: machines compared",
                "Two made-up runs.",
                "a was as fast as b.",
                List.of(runs),
                Optional.of(new Report.Work("request", 500)),
                List.of(
                        new Verdict("a ends", Verdict.State.HOLDS, "it did"),
                        new Verdict("b ends", Verdict.State.FAILS, "it did not")),
                List.of("Nothing here is real."),
                "skerry compare tiny --seed 7");
    }

    static Report two() {
        return report(run("a", 1000, "ping", "hello"), run("b", 2000, "ping", "hello"));
    }
}
