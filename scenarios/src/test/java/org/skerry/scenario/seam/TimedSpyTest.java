package org.skerry.scenario.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.scenario.contract.GuestPlan.clock;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.to;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.scenario.contract.GuestPlan;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/**
 * A timed spy in WebAssembly reads a secret of another actor from nothing but the time of its own loads. The victim does the same
 * number of instructions and loads, sends the same answer and tells nobody: what differs is which lines of the shared cache one of
 * its turns left behind. Where nothing is shared, two secrets give two runs that are equal to the last cycle.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimedSpyTest {
    private static final int LINE_BYTES = 64;
    private static final int CORES = 4;
    private static final int SETS_PER_SLICE = 16;
    private static final int WAYS = 4;
    private static final int ROUNDS = 6;

    private GuestPlan.Modules modules;

    @BeforeAll
    void modulesAreCompiledOnce() {
        modules = new GuestPlan.Modules();
    }

    @Test
    void theSpyReadsEverySecretFromTheSharedCache() {
        for (int secret : new int[] {0b000000, 0b111111, 0b011010, 0b100101}) {
            String guesses = last(spyLog(computer(), secret)).replace("guesses ", "");
            StringBuilder expected = new StringBuilder();
            for (int round = 0; round < ROUNDS; round++) {
                expected.append(secret >> round & 1);
            }
            assertEquals(expected.toString(), guesses, "secret " + Integer.toBinaryString(secret));
        }
    }

    @Test
    void twoSecretsGiveTheSpyTwoDifferentTimesAlreadyInTheFirstRound() {
        assertNotEquals(
                spyLog(computer(), 0).get(0).text(),
                spyLog(computer(), 1).get(0).text());
    }

    @Test
    void onTheChipTheSpySeesTheSameCyclesWhateverTheSecret() {
        List<LogLine> one = spyLog(chip(), 0b011010);
        List<LogLine> other = spyLog(chip(), 0b100101);
        assertEquals(one, other);
        assertTrue(last(one).endsWith("??????"), last(one));
    }

    private List<LogLine> spyLog(Machine machine, int secret) {
        try (machine) {
            machine.deploy(plan(secret));
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            List<LogLine> lines = machine.log().stream()
                    .filter(line -> line.actor().equals("spy"))
                    .toList();
            assertEquals(ROUNDS + 1, lines.size(), lines.toString());
            return lines;
        }
    }

    private DeploymentPlan plan(int secret) {
        int sets = CORES * SETS_PER_SLICE;
        int thresholdNanoseconds = 200;
        return new GuestPlan(modules)
                .actor(
                        "spy",
                        "timed-spy",
                        ints(LINE_BYTES, sets, WAYS, ROUNDS, thresholdNanoseconds, 0),
                        to("victim", "victim"),
                        clock(),
                        log())
                .at(0)
                .timed()
                .actor("victim", "secret-victim", ints(LINE_BYTES, sets, WAYS, secret), to("spy", "spy"))
                .at(1)
                .build();
    }

    /** Caches small enough that both actors' buffers fill them. */
    private static Machine computer() {
        SharedMemorySpec spec = SharedMemorySpec.of(CORES)
                .withMemory(MemorySpec.of(
                        new CacheSpec(8, 2, LINE_BYTES, 4),
                        new CacheSpec(8, 2, LINE_BYTES, 14),
                        new CacheSpec(SETS_PER_SLICE, WAYS, LINE_BYTES, 12)));
        return new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL);
    }

    private static Machine chip() {
        return new EnclaveChip(ChipSpec.of(2, 2, 1), 1, ExecutionSpec.SERIAL);
    }

    private static String last(List<LogLine> lines) {
        return lines.get(lines.size() - 1).text();
    }
}
