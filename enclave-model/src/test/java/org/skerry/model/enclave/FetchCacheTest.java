package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.SramModel;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.memory.CodeModel;
import org.skerry.sim.stats.StatsSnapshot;

/** What lines of code cost in an enclave whose cache of instructions has room for four, measured by an actor with the clock. */
final class FetchCacheTest {
    private static final ChipSpec CHIP = ChipSpec.of(2, 1, 1).withCode(new FetchSpec(1, 4, 64, 16));
    private final List<Long> measured = new ArrayList<>();
    private StatsSnapshot statistics;

    private interface Work {
        void execute(CodeModel code, Turn turn);
    }

    private void run(ChipSpec chip, Work work) {
        PlanBuilder plan = new PlanBuilder()
                .program(
                        "runner",
                        new JavaProgram(
                                "runner",
                                (turn, bytes) -> work.execute(
                                        bytes.accessModel() == null
                                                ? null
                                                : bytes.accessModel().code(),
                                        turn)))
                .instance("runner", "runner", new byte[0], false, PlanBuilder.clock());
        try (EnclaveChip machine = new EnclaveChip(chip.complete(), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            statistics = machine.statistics();
        }
    }

    private void time(CodeModel code, Turn turn, int... lines) {
        long before = turn.clock(turn.granted("clock"));
        for (int line : lines) {
            code.execute(64L * line, 64);
        }
        measured.add(turn.clock(turn.granted("clock")) - before);
    }

    @Test
    void aLineThatIsMissedTakesALoadAndTheRestOfTheLineAndOneThatIsThereNothing() {
        run(CHIP, (code, turn) -> {
            time(code, turn, 0);
            time(code, turn, 0);
            time(code, turn, 1, 2, 3);
            time(code, turn, 3, 2, 1, 0);
            time(code, turn, 4); // puts one out
        });
        long load = new SramModel(2 << 20).loadCycles(CHIP.core().clock(), CHIP.meshHertz());
        long miss = load + 64 / 16 - 1;
        assertEquals(List.of(miss, 0L, 3 * miss, 0L, miss), measured);
        assertEquals(11, miss);
        assertEquals(5, statistics.value("memory.code.misses"));
        assertEquals(3, statistics.value("memory.code.hits")); // the line that is executed now is not looked up
        assertEquals(5 * miss, statistics.value("memory.code.cycles"));
    }

    @Test
    void thatIsPartOfWhatThePrivateMemoryTakes() {
        run(CHIP, (code, turn) -> {});
        long others = statistics.value("cycles.privateMemory"); // what the test program itself loads
        run(CHIP, (code, turn) -> code.execute(0, 256));
        assertEquals(44, statistics.value("memory.code.cycles"));
        assertEquals(44 + others, statistics.value("cycles.privateMemory"));
    }

    @Test
    void linesThatNoCacheHasAreRefusedByTheNameOfTheSetting() {
        for (int bytes : new int[] {8, 48, 512}) {
            ConfigException refused =
                    assertThrows(ConfigException.class, () -> new FetchSpec(64, 8, bytes, 16), bytes + " bytes");
            assertTrue(refused.getMessage().contains("code.lineBytes"), refused.getMessage());
        }
        for (int bytes = 16; bytes <= 256; bytes *= 2) {
            assertEquals(bytes, new FetchSpec(64, 8, bytes, 16).cache().lineBytes());
        }
    }

    @Test
    void withoutACacheInstructionsAreAtHandAndNobodyWatches() {
        run(CHIP.withCode(FetchSpec.NONE), (code, turn) -> assertNull(code));
    }
}
