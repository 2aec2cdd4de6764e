package org.skerry.scenario.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.scenario.run.About;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.EnergySeries;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.EndpointList;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.view.report.Report.Verdict;

/** Runs that never took place, for sentences that no real run leads to. */
final class TinyRun {
    private TinyRun() {}

    /** A run in which {@code reach} happened, and whose work came out right or not. */
    static FinishedRun run(String machine, Reach reach, boolean right, LogLine... log) {
        return run(machine, reach, List.of(), right, log);
    }

    /** A run in which somebody also gave orders. */
    static FinishedRun run(String machine, Reach reach, List<OrderOutcome> orders, boolean right, LogLine... log) {
        RunRecord record = new RunRecord(
                "tiny",
                machine,
                1,
                "test",
                Map.of(),
                Map.of(),
                new RunOutcome.Quiescent(1000),
                1000,
                MeasuredRegion.whole(1000, 1000),
                new StatsRegistry().snapshot(1000),
                List.of(),
                EnergySeries.NONE,
                List.of(),
                List.of(),
                List.of(
                        new MemoryRegion("memory", 1 << 20, 0, 4096, "intruder", "actor intruder"),
                        new MemoryRegion("memory", 1 << 20, 4096, 4096, "shard0", "actor shard0"),
                        new MemoryRegion("memory", 1 << 20, 8192, 4096, "shard1", "actor shard1")),
                reach,
                orders,
                Attestation.NONE,
                List.of(),
                List.of(),
                EndpointList.NONE,
                16,
                List.of(log),
                "00");
        About about = new About("", Optional.empty(), false, List.of("intruder"), false, List.of());
        Verdict verdict = new Verdict(
                "the result is right", right ? Verdict.State.HOLDS : Verdict.State.FAILS, "a line is missing");
        return new FinishedRun(record, about, List.of(verdict), null, 1_000_000, right);
    }

    /** The intruder read and changed bytes of these. */
    static Reach reach(int read, int changed, String... owners) {
        return reach("intruder", read, changed, owners);
    }

    /** Somebody read and changed bytes of these. */
    static Reach reach(String by, int read, int changed, String... owners) {
        return new Reach(
                Arrays.stream(owners)
                        .map(owner -> new Reach.Landing(
                                by,
                                "memory",
                                owner.isEmpty() ? Reach.Whose.MACHINE : Reach.Whose.ANOTHER,
                                owner,
                                owner.isEmpty() ? "allocator" : "actor " + owner,
                                read,
                                changed))
                        .toList(),
                List.of());
    }

    /** The intruder was stopped at once. */
    static Reach stopped(String where) {
        return new Reach(List.of(), List.of(new Reach.Stop("intruder", where, 1, 0)));
    }
}
