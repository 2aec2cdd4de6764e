package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;
import org.skerry.view.report.Report.Verdict;

/** What the packaged scenario {@code missing-check} shows: one bug, one intruder, three machines. A smaller store, for time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissingCheckTest {
    private static final String BY = "intruder";

    /** The entry it looks for now lies in the first shard. */
    private static final int NEAR = 448 << 10;

    private Comparison comparison;

    @BeforeAll
    void theThreeMachinesAreRunOnce() {
        comparison = compare("parameters.rank=4", "parameters.nearBytes=" + NEAR, "parameters.requests=1500");
    }

    private static Comparison compare(String... settings) {
        LoadedScenario loaded = ScenarioLoader.load("missing-check", List.of(settings), OptionalLong.empty());
        Runner runner = new Runner(loaded, new StopSwitch(), "test");
        List<FinishedRun> runs = new ArrayList<>();
        for (String machine : loaded.spec().compare()) {
            runs.add(runner.run(loaded.spec().machine(machine), 1, null, null));
        }
        return Comparison.of(runs);
    }

    private FinishedRun run(String machine) {
        return comparison.runs().stream()
                .filter(run -> run.record().machine().equals(machine))
                .findFirst()
                .orElseThrow();
    }

    private Reach reach(String machine) {
        return run(machine).record().reach();
    }

    @Test
    void onTheChipTheIntruderReachesItsOwnEnclaveAndNothingElse() {
        Reach reach = reach("chip");
        assertEquals(0, reach.bytesRead(BY, Whose.ANOTHER) + reach.bytesWritten(BY, Whose.ANOTHER));
        assertEquals(0, reach.bytesRead(BY, Whose.MACHINE) + reach.bytesWritten(BY, Whose.MACHINE));
        assertTrue(reach.bytesRead(BY, Whose.NOBODY) >= NEAR, reach.toString());
        assertEquals(
                List.of("enclave 0"),
                reach.landings().stream().map(Reach.Landing::space).distinct().toList());
        assertEquals(List.of(new Reach.Stop(BY, "decoder of enclave 0", 1, 0)), reach.stops());
        assertTrue(run("chip").good(), run("chip").verdicts().toString());
    }

    @Test
    void inSharedMemoryItReadsManyActorsAndChangesOneValueThatNoClientNotices() {
        Reach reach = reach("shared");
        assertTrue(reach.others(BY).size() >= 8, reach.others(BY).toString());
        long written = reach.bytesWritten(BY, Whose.ANOTHER);
        assertTrue(written >= 64 && written % 64 == 0, "whole values, the entry's and copies of it: " + written);
        assertTrue(
                reach.landings().stream().anyMatch(at -> at.what().equals("actor shard0") && at.bytesWritten() >= 64));
        assertTrue(reach.bytesRead(BY, Whose.MACHINE) > 0, "allocator headers lie between the blocks");
        RunRecord record = run("shared").record();
        assertEquals("quiescent", record.outcome().name());
        assertTrue(record.log().stream()
                .allMatch(line ->
                        !line.actor().startsWith("client") || line.text().endsWith("errors 0")));
        assertFalse(run("shared").good(), "the checksum must not be right");
    }

    @Test
    void withTheCheckSharedMemoryHolds() {
        Reach reach = reach("patched");
        assertEquals(List.of(), reach.landings());
        assertEquals(List.of(new Reach.Stop(BY, "bounds check of the runtime", 1, 0)), reach.stops());
        assertTrue(run("patched").good(), run("patched").verdicts().toString());
    }

    @Test
    void theComparisonFailsAndItsFindingSaysWhoReachedWhat() {
        assertFalse(comparison.good());
        assertTrue(
                comparison.finding().contains("On chip intruder reached no byte of anybody else"),
                comparison.finding());
        assertTrue(comparison.finding().contains(" bytes of 8 other actors"), comparison.finding());
        List<String> failed = comparison.verdicts().stream()
                .filter(verdict -> verdict.state() == Verdict.State.FAILS)
                .map(Verdict::what)
                .toList();
        assertEquals(
                List.of(
                        "shared: the result equals an independent computation of kv-store",
                        "shared writes the same lines as chip"),
                failed);
    }
}
