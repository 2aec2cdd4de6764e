package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.sim.machine.RunRecord;

/** The kind of core is a word in a scenario, on every machine that has time. */
class CoreChoiceTest {
    private static RunRecord run(String machine, String core) {
        List<String> settings =
                List.of("parameters.requests=40", "measure={}", "machines." + machine + ".core=" + core);
        LoadedScenario loaded = ScenarioLoader.load("kv-store", settings, OptionalLong.of(1));
        return new Runner(loaded, new StopSwitch(), "test")
                .run(loaded.spec().machine(machine), 1, null, null)
                .record();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "shared"})
    void fasterCoresFinishEarlierWithTheSameResult(String machine) {
        RunRecord plain = run(machine, "{}");
        RunRecord scalar = run(machine, "in-order");
        RunRecord dual = run(machine, "dual-issue");
        RunRecord wide = run(machine, "out-of-order");
        assertEquals(plain.digest(), scalar.digest(), "the default is the in-order core");
        assertTrue(dual.nanoseconds() < scalar.nanoseconds(), dual.nanoseconds() + " of " + scalar.nanoseconds());
        assertTrue(wide.nanoseconds() < dual.nanoseconds(), wide.nanoseconds() + " of " + dual.nanoseconds());
        assertEquals(scalar.log().size(), wide.log().size());
        assertEquals(scalar.outcome().getClass(), wide.outcome().getClass());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "shared"})
    void aMappingBeginsWithAKindAndChangesWhatItNames(String machine) {
        RunRecord dual = run(machine, "dual-issue");
        assertEquals(dual.digest(), run(machine, "{model: dual-issue}").digest());
        RunRecord slower = run(machine, "{model: dual-issue, milliCyclesPerInstruction: 900}");
        assertTrue(slower.nanoseconds() > dual.nanoseconds());
    }
}
