package org.skerry.scenario.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.scenario.load.Images;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.PlanMaker;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** The C program of the scenario {@code wordcount} on every machine. */
class WasiOnMachinesTest {
    private static final List<String> LINES = List.of(
            "ann: 3 words in /books/short",
            "ann: 9 words in /books/long",
            "ann: hello, Ann",
            "ann: noted: the sum is 12",
            "ann: slept 1 ms",
            "bob: 2 words; nowhere to note it",
            "bob: hello, nobody",
            "bob: slept 0 ms");

    @Test
    void aProgramWritesTheSameLinesEverywhereAndSleepsWhereThereIsTime() {
        LoadedScenario loaded = ScenarioLoader.load("wordcount", List.of(), OptionalLong.empty());
        DeploymentPlan plan = PlanMaker.plan(loaded.spec(), Images.load(loaded).programs());
        assertTrue(run(plan, execution -> new ImmediateMachine(1, execution)) < 1_000);
        assertTrue(run(plan, execution -> new EnclaveChip(ChipSpec.of(2, 2, 1), 1, execution)) >= 1_000_000);
        assertTrue(run(plan, execution -> new SharedMemoryMachine(SharedMemorySpec.of(2), 1, execution)) >= 1_000_000);
    }

    /** The cycle at which the run ended, after its lines were checked. */
    private static long run(DeploymentPlan plan, Function<ExecutionSpec, Machine> make) {
        try (Machine machine = make.apply(ExecutionSpec.SERIAL)) {
            machine.deploy(plan);
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertEquals(
                    LINES,
                    machine.log().stream()
                            .map((LogLine line) -> line.actor() + ": " + line.text())
                            .sorted()
                            .toList(),
                    outcome.explain());
            return outcome.cycle();
        }
    }
}
