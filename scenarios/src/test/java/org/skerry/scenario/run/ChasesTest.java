package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.model.core.WindowSpec;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.sim.machine.RunRecord;

/** What guests measure of misses that overlap, and of caches of instructions, from a scenario. */
class ChasesTest {
    private static final String WINDOW = "{model: out-of-order, window: {entries: 224, misses: 8}}";

    private static RunRecord run(String scenario, List<String> settings) {
        LoadedScenario loaded = ScenarioLoader.load(scenario, settings, OptionalLong.of(1));
        return new Runner(loaded, new StopSwitch(), "test")
                .run(loaded.spec().machine("shared"), 1, null, null)
                .record();
    }

    private static long picoseconds(String core, int chases) {
        List<String> settings = new ArrayList<>(List.of(
                "parameters.bytes=262144",
                "parameters.rounds=75",
                "parameters.chases=" + chases,
                "machines.shared.core=" + core,
                "machines.shared.memory={l2: {sets: 64}}"));
        RunRecord record = run("chases", settings);
        String line = record.log().get(record.log().size() - 1).text();
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    @Test
    void oneChaseTakesTheWholeLatencyOnAnyCoreAndSeveralOverlapOnOneWithAWindow() {
        long inOrder = picoseconds("in-order", 1);
        long one = picoseconds(WINDOW, 1);
        assertEquals(inOrder, one, inOrder / 20.0, "one chase");
        assertEquals(inOrder, picoseconds("in-order", 8), inOrder / 20.0, "eight in order");
        WindowSpec window = new WindowSpec(224, 8, 56);
        for (int chases : new int[] {2, 16}) {
            double law = one * window.chaseCycles(1000, chases, 2, 1) / 1000.0;
            assertEquals(law, picoseconds(WINDOW, chases), law / 5, chases + " chases");
        }
    }

    @Test
    void aCacheOfInstructionsTooSmallForTheCodeCostsCyclesOfItsOwnAndChangesNoResult() {
        List<String> settings = new ArrayList<>(List.of("parameters.requests=10", "measure={}"));
        RunRecord without = run("kv-store", settings);
        settings.add("machines.shared.memory.code={sets: 64, ways: 8}");
        RunRecord large = run("kv-store", settings);
        settings.set(2, "machines.shared.memory.code={sets: 1, ways: 2}");
        RunRecord small = run("kv-store", settings);
        assertEquals(without.log().size(), small.log().size());
        assertTrue(small.nanoseconds() > large.nanoseconds(), small.nanoseconds() + " and " + large.nanoseconds());
        assertTrue(large.nanoseconds() > without.nanoseconds());
    }
}
