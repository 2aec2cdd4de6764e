package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;

/** One word that many cores want. */
class ContendTest {
    private static FinishedRun run(int adders) {
        return run(adders, 0);
    }

    private static FinishedRun run(int adders, int lockedCycles) {
        List<String> settings = List.of(
                "parameters.adders=" + adders,
                "parameters.additions=5",
                "machines.shared.memory.atomics.lockedCycles=" + lockedCycles);
        LoadedScenario loaded = ScenarioLoader.load("contend", settings, OptionalLong.empty());
        return new Runner(loaded, new StopSwitch(), "test").run(loaded.spec().machine("shared"), 1, null, null);
    }

    @Test
    void allOf128CoresAddToItAndNoneForEver() {
        FinishedRun run = run(128);
        assertTrue(run.good());
        assertEquals(128, run.record().log().size());
    }

    @Test
    void theMoreWantItTheLongerItTakes() {
        long sixteen = slowest(16);
        long four = slowest(4);
        long one = slowest(1);
        assertTrue(sixteen > 3 * four, sixteen + " and " + four);
        assertTrue(four > one, four + " and " + one);
    }

    /** At 1 GHz. */
    @Test
    void anAtomicInstructionTakesItsOwnCyclesEvenIfNobodyElseWantsTheWord() {
        assertEquals(slowest(run(1)) + 18_000, slowest(run(1, 18)));
    }

    private static long slowest(int adders) {
        return slowest(run(adders));
    }

    /** Picoseconds of an addition. */
    private static long slowest(FinishedRun run) {
        return run.record().log().stream()
                .mapToLong(
                        line -> Long.parseLong(line.text().substring(line.text().lastIndexOf(' ') + 1)))
                .max()
                .orElseThrow();
    }
}
