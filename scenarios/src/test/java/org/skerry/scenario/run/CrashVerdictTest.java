package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.machine.CrashJudge;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.RunOutcome;

class CrashVerdictTest {
    private final CrashJudge judge = new CrashJudge(new DeploymentPlan(Map.of(), List.of(), List.of()));
    private final RunOutcome quiescent = new RunOutcome.Quiescent(100);

    @Test
    void aCrashOfOnesOwnStopsNoExperiment() {
        judge.onLifeBegun(1, 7);
        judge.onLifeEnded(5, 7, EndReason.TRAPPED, 0);
        assertDoesNotThrow(() -> CrashVerdict.require("chip", judge, quiescent));
    }

    @Test
    void anEndBecauseOfALinkThatIsNotThereStopsAnExperiment() {
        judge.onLifeBegun(1, 7);
        judge.onLifeEnded(5, 7, EndReason.LINKED, 0);
        Exception broken =
                assertThrows(IllegalStateException.class, () -> CrashVerdict.require("chip", judge, quiescent));
        assertTrue(broken.getMessage().startsWith("machine 'chip': "), broken.getMessage());
    }
}
