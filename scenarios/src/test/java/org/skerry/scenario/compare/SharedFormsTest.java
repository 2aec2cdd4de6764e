package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.scenario.compare.ScenarioRuns.lines;
import static org.skerry.scenario.compare.ScenarioRuns.run;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.SharedForm;
import org.skerry.view.report.Report.Verdict;

/** Programs made for shared memory do what the actors do whose service they are a form of, letter by letter. */
class SharedFormsTest {
    /** One slot and many, blocks of odd sizes, more stages than cores: those that sleep are woken. */
    @ParameterizedTest
    @CsvSource({"1, 2, 1, 2, 64, 1", "2, 16, 2, 7, 65, 2", "3, 2, 3, 6, 1000, 5", "4, 16, 4, 3, 333, 16"})
    void stagesThatShareBuffersMakeTheStreamsOfThoseThatSendThem(
            long seed, int cores, int pipelines, int blocks, int blockBytes, int slots) {
        FinishedRun run = run(
                "shared-pipeline",
                "shared",
                seed,
                "parameters.pipelines=" + pipelines,
                "parameters.blocks=" + blocks,
                "parameters.blockBytes=" + blockBytes,
                "parameters.slots=" + slots,
                "machines.shared.cores=" + cores);
        for (Verdict verdict : run.verdicts()) {
            assertEquals(Verdict.State.HOLDS, verdict.state(), "seed " + seed + ": " + verdict);
        }
        assertEquals(4 * pipelines, lines(run).size());
    }

    /** Half of all requests change a few values, by several servers at once. */
    @Test
    void serversOfOneTableKeepWhatShelvesOfTheirOwnKeep() {
        String[] settings = {
            "parameters.requests=400",
            "parameters.keys=5",
            "parameters.valueBytes=136",
            "parameters.everyNanoseconds=150",
            "actors.outside.clients.writePermille=500"
        };
        TreeSet<String> shelves = lines(run("storefront", "oracle", 3, settings));
        assertEquals(8, shelves.size());
        FinishedRun shared = run("shared-storefront", "shared", 3, settings);
        assertEquals(shelves, lines(shared));
        assertTrue(shared.record().metrics().value("memory.probes") > 400, "they met at no entry");
    }

    /** What a scenario says of its form can be loaded, and every service says something. */
    @ParameterizedTest
    @MethodSource("org.skerry.scenario.load.Catalog#scenarios")
    void everyFormThatIsNamedIsThere(String scenario) {
        LoadedScenario loaded = ScenarioLoader.load(scenario, List.of(), OptionalLong.empty());
        SharedForm form = loaded.spec().comparing().form().orElse(null);
        if (form == null) {
            assertFalse(List.of("kv-store", "fan-in", "pipeline", "storefront", "records", "raft", "kept-store")
                    .contains(scenario));
            return;
        }
        assertFalse(form.text().isBlank());
        if (form.scenario().isPresent()) {
            LoadedScenario other = OtherProgram.of(loaded, form.scenario().get(), form.settings());
            assertFalse(other.spec().windows().isEmpty(), "it shares no memory");
            assertEquals(
                    loaded.spec().checks().workload(), other.spec().checks().workload());
        }
    }
}
