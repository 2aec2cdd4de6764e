package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.history.History;
import org.skerry.scenario.history.History.Outcome;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;

/** One fault that reaches all replicas takes the service with it; where nothing reaches them it takes nobody. */
class RaftIntruderTest {
    private final LoadedScenario scenario = ScenarioLoader.load(
            "raft-intruder",
            List.of("parameters.operations=40", "parameters.lifetime=6_000_000"),
            OptionalLong.empty());
    private final Runner runner = new Runner(scenario, new StopSwitch(), "test");

    private FinishedRun run(String machine) {
        return runner.run(scenario.spec().machine(machine), 1, null, null);
    }

    @Test
    void onTheChipTheServiceDoesNotNotice() {
        FinishedRun run = run("chip");
        assertTrue(run.good(), run.verdicts().toString());
        assertEquals("faulted", run.record().outcome().name());
        assertEquals(160, History.of(run.record().log()).count(Outcome.ANSWERED));
    }

    @Test
    void inSharedMemoryAllReplicasAreGoneAtOnceAndNobodyIsToldSo() {
        FinishedRun run = run("shared");
        History history = History.of(run.record().log());
        assertFalse(run.good());
        assertTrue(
                history.count(Outcome.OPEN) > 0 || history.attempts().size() < 160,
                history.attempts().size() + "");
        assertEquals(0, history.count(Outcome.NO_QUORUM));
    }
}
