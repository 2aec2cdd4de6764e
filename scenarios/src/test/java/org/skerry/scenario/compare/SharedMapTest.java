package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.scenario.compare.ScenarioRuns.lines;
import static org.skerry.scenario.compare.ScenarioRuns.run;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.Report.Verdict;

/** The store in a shared window does what the store of messages does, on machines that have memory to share. */
class SharedMapTest {
    @Test
    void itWritesTheLinesOfTheStoreOfMessagesLetterByLetter() {
        TreeSet<String> store = lines(run("kv-store", "chip", 4, "parameters.requests=30"));
        assertEquals(16, store.size());
        assertEquals(store, lines(run("shared-map", "shared", 4, "parameters.requests=30")));
    }

    /** Many writers of few records, large and small values, uneven lanes. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 3, 2, 64, 4, 2",
        "2, 500, 1, 0, 16, 1, 1",
        "3, 0, 2, 1, 136, 3, 3",
        "4, 500, 40, 1, 1024, 2, 8",
        "5, 1000, 7, 2, 48, 1, 3"
    })
    void noUpdateIsLost(
            long seed, int readPermille, int keys, int zipfExponent, int valueBytes, int lanes, int shards) {
        FinishedRun run = run(
                "shared-map",
                "shared",
                seed,
                "parameters.requests=24",
                "parameters.clients=5",
                "parameters.readPermille=" + readPermille,
                "parameters.keys=" + keys,
                "parameters.zipfExponent=" + zipfExponent,
                "parameters.valueBytes=" + valueBytes,
                "parameters.lanes=" + lanes,
                "parameters.shards=" + shards);
        for (Verdict verdict : run.verdicts()) {
            assertEquals(Verdict.State.HOLDS, verdict.state(), "seed " + seed + ": " + verdict);
        }
    }

    @Test
    void anEnclaveChipRefusesItAndSaysWhy() {
        String refusal = assertThrows(ConfigException.class, () -> run("shared-map", "chip", 1))
                .getMessage();
        assertTrue(refusal.contains("machine 'chip'"), refusal);
        assertTrue(refusal.contains("enclaves share no memory"), refusal);
        assertTrue(refusal.contains("'table'"), refusal);
    }

    /** The reason why its actors are timed and their turns short. */
    @Test
    void actorsThatRunAheadPayForFewerTransfersOfLines() {
        List<String> writers = List.of("parameters.requests=30", "parameters.readPermille=0", "parameters.keys=8");
        long timed = given(run("shared-map", "shared", 1, writers.toArray(new String[0])));
        List<String> ahead = new ArrayList<>(writers);
        ahead.addAll(List.of("actors.client.timed=false", "parameters.requestsPerTurn=30"));
        long hidden = given(run("shared-map", "shared", 1, ahead.toArray(new String[0])));
        assertTrue(2 * timed > 3 * hidden, "timed " + timed + ", run ahead " + hidden);
    }

    private static long given(FinishedRun run) {
        return run.record().metrics().value("memory.probes");
    }
}
