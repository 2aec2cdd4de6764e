package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.Report.Verdict;

/** Wasm guests that share enclaves by turns, from a scenario. */
class MultiplexTest {
    private static FinishedRun run(String scenario, int threads, String... settings) {
        LoadedScenario loaded = ScenarioLoader.load(scenario, List.of(settings), OptionalLong.of(5));
        return new Runner(loaded, new StopSwitch(), "test").run(loaded.spec().machine("chip"), threads, null, null);
    }

    @Test
    void aStoreOnAQuarterOfTheEnclavesComputesTheSame() {
        String[] settings = {
            "parameters.requests=3",
            "machines.chip.network=mesh",
            "machines.chip.multiplex.actorsPerEnclave=4",
            "machines.chip.multiplex.store.readNanoseconds=1000",
            "machines.chip.multiplex.store.writeNanoseconds=1000"
        };
        FinishedRun run = run("kv-store", 1, settings);
        for (Verdict verdict : run.verdicts()) {
            assertEquals(Verdict.State.HOLDS, verdict.state(), verdict.toString());
        }
        assertTrue(run.record().metrics().value("swap.leaves") > 10);
        assertEquals(
                run.record().digest(), run("kv-store", 2, settings).record().digest(), "on two threads");
    }

    @Test
    void withoutItAPlanThatIsTooLargeIsRefused() {
        ConfigException refused = assertThrows(
                ConfigException.class,
                () -> run("ping-pong", 1, "machines.chip.mesh.width=1", "machines.chip.mesh.height=1"));
        assertTrue(refused.getMessage().contains("2 actors and the chip 1 enclaves"), refused.getMessage());
    }
}
