package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.view.report.Report.Verdict;

class KvStoreOnEveryMachineTest {
    private static Comparison compare(String scenario, long seed, String... settings) {
        LoadedScenario loaded = ScenarioLoader.load(scenario, List.of(settings), OptionalLong.of(seed));
        Runner runner = new Runner(loaded, new StopSwitch(), "test");
        List<FinishedRun> runs = new ArrayList<>();
        for (String machine : loaded.spec().compare()) {
            runs.add(runner.run(loaded.spec().machine(machine), 1, null, null));
        }
        return Comparison.of(runs);
    }

    private static void assertAllHold(Comparison comparison, String how) {
        for (Verdict verdict : comparison.verdicts()) {
            assertEquals(Verdict.State.HOLDS, verdict.state(), how + ": " + verdict);
        }
        assertTrue(comparison.good(), how);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyMachineEqualsTheOracleAndTheIndependentChecksum(long seed) {
        Comparison comparison = compare(
                "kv-store",
                seed,
                "parameters.clients=5",
                "parameters.shards=3",
                "parameters.requests=60",
                "parameters.readPermille=500");
        assertEquals(3, comparison.runs().size());
        assertAllHold(comparison, "seed " + seed);
    }

    @Test
    void theResultIsTheSameOnANetworkByClosedFormAndTheTimeIsNot() {
        String[] small = {"parameters.requests=60", "compare=[chip, shared]"};
        Comparison mesh = compare("kv-store", 1, small);
        Comparison ideal = compare(
                "kv-store", 1, small[0], small[1], "machines.chip.network=ideal", "machines.shared.network=ideal");
        assertAllHold(ideal, "ideal");
        for (int i = 0; i < 2; i++) {
            // Not the end of the run: whoever computes longest may have waited for nobody.
            long alone = latencies(ideal.runs().get(i));
            long shared = latencies(mesh.runs().get(i));
            assertTrue(shared != alone, "machine " + i + ": contention must show, but both took " + alone + " cycles");
        }
    }

    @Test
    void byPacketsMessagesTakeWhatTheyTakeFlitByFlitAndTheRecordSaysIfTheModelIsOutOfRange() {
        String[] small = {"parameters.requests=60", "compare=[chip]"};
        FinishedRun flits = compare("kv-store", 1, small).runs().get(0);
        Comparison comparison = compare("kv-store", 1, small[0], small[1], "machines.chip.network=packet");
        assertAllHold(comparison, "packet");
        FinishedRun packets = comparison.runs().get(0);
        assertEquals(latencies(flits), latencies(packets), 0.02 * latencies(flits));
        assertFalse(RunJson.json(packets).get("network_out_of_range").asBoolean());
        assertFalse(RunJson.json(flits).has("network_out_of_range"));
    }

    @Test
    void theFindingNamesTheFasterMachineAndTheTerms() {
        String finding = compare("ping-pong", 1, "parameters.balls=100").finding();
        assertTrue(
                finding.matches(
                        "(chip|shared) finished in .* was \\d+\\.\\d\\d times as fast\\. Both have 16 cores .*"),
                finding);
        String few = compare("hello", 1).finding();
        assertTrue(few.contains("That was one turn, too few to tell speed from starting up."), few);
        String uneven = compare("ping-pong", 1, "parameters.balls=20", "machines.shared.cores=8")
                .finding();
        assertTrue(uneven.contains("They are not of equal size: "), uneven);
    }

    @Test
    void aRunThatWasCutShortTellsNothing() {
        Comparison comparison = compare("kv-store", 1, "parameters.requests=60", "limits.cycles=20000");
        assertTrue(comparison.good(), "a limit that was asked for");
        assertTrue(comparison.verdicts().stream().anyMatch(verdict -> verdict.state() == Verdict.State.NOT_TOLD));
        assertTrue(comparison.finding().contains("no speed to report"), comparison.finding());
    }

    /** Proof that the comparison can fail: two runs of different seeds do not write the same lines. */
    @Test
    void runsThatDifferAreFoundToDiffer() {
        FinishedRun one = compare("kv-store", 1, "parameters.requests=5").runs().get(0);
        FinishedRun two = compare("kv-store", 2, "parameters.requests=5").runs().get(1);
        List<Verdict> verdicts = Agreement.with(one, List.of(one, two), List.of());
        assertEquals(1, verdicts.size());
        assertEquals(Verdict.State.FAILS, verdicts.get(0).state());
    }

    private static long latencies(FinishedRun run) {
        return run.record().metrics().histogram("messages.latency").sum();
    }
}
