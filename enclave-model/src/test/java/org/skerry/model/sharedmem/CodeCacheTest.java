package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.CodeSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.CodeModel;
import org.skerry.sim.stats.StatsSnapshot;

/** What lines of code cost, measured by an actor with the clock, on a core whose caches of instructions have 4 and 16 lines. */
final class CodeCacheTest {
    private static final int BYTES = 1 << 14;

    private static final MemorySpec SMALL = MemorySpec.of(
                    new CacheSpec(4, 1, 64, 4),
                    CacheSpec.ofBytes(1024, 16, 64, 14),
                    CacheSpec.ofBytes(64 << 10, 16, 64, 12))
            .withCode(new CodeSpec(1, 4, 0))
            .bare();

    private interface Work {
        void execute(CodeModel code, Turn turn, List<Long> measured);
    }

    private final List<Long> measured = new ArrayList<>();
    private StatsSnapshot statistics;

    private static long now(Turn turn) {
        return turn.clock(turn.granted("clock"));
    }

    private static long time(CodeModel code, Turn turn, int line) {
        long before = now(turn);
        code.execute(64L * line, 64);
        return now(turn) - before;
    }

    private void run(MemorySpec memory, int actors, Work work) {
        Program program = new CodedProgram(
                new JavaProgram(
                        "runner",
                        (turn, bytes) -> work.execute(bytes.accessModel().code(), turn, measured)),
                BYTES);
        PlanBuilder plan = new PlanBuilder().program("runner", program);
        for (int i = 0; i < actors; i++) {
            plan.instance("runner " + i, "runner", new byte[0], true, PlanBuilder.clock())
                    .at(i);
        }
        try (SharedMemoryMachine machine =
                new SharedMemoryMachine(SharedMemorySpec.of(actors).withMemory(memory), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            statistics = machine.statistics();
        }
    }

    @Test
    void aLineCostsNothingOnceItIsThereAndTheSecondLevelWhereItIsNotTheFirst() {
        run(SMALL, 1, (code, turn, times) -> {
            for (int line = 0; line < 5; line++) {
                times.add(time(code, turn, line));
            }
            for (int line = 1; line < 5; line++) {
                times.add(time(code, turn, line));
            }
            times.add(time(code, turn, 0));
        });
        assertTrue(measured.subList(0, 5).stream().allMatch(cycles -> cycles > 50), "from memory: " + measured);
        assertEquals(List.of(0L, 0L, 0L, 0L), measured.subList(5, 9), "from the first level");
        assertEquals(10L, measured.get(9), "from the second level");
        assertEquals(6, statistics.value("memory.code.misses"));
        assertEquals(measured.stream().mapToLong(Long::longValue).sum(), statistics.value("cycles.instructionFetch"));
    }

    @Test
    void codeAndDataTakeEachOthersRoomInTheSecondLevel() {
        run(SMALL, 1, (code, turn, times) -> {
            time(code, turn, 0);
            for (int line = 0; line < 16; line++) {
                turn.settle();
            }
            for (int line = 1; line < 17; line++) {
                code.execute(64L * line, 64); // sixteen lines later
            }
            times.add(time(code, turn, 0));
        });
        assertTrue(measured.get(0) > 10, "it has left the second level, and with it the first: " + measured);
    }

    @Test
    void aLineThatLeavesTheSecondLevelLeavesTheFirstThoughThatHasRoom() {
        run(SMALL.withCode(new CodeSpec(1, 32, 0)), 1, (code, turn, times) -> {
            for (int line = 0; line < 17; line++) {
                code.execute(64L * line, 64); // the second level has room for sixteen
            }
            times.add(time(code, turn, 16));
            times.add(time(code, turn, 0));
        });
        assertEquals(0L, measured.get(0), "the last of them");
        assertTrue(measured.get(1) > 10, "the first of them: " + measured);
    }

    @Test
    void whatLiesInSeveralLinesFetchesEachOfThem() {
        run(SMALL, 1, (code, turn, times) -> {
            code.execute(60, 140);
            code.execute(199, 1);
        });
        assertEquals(4, statistics.value("memory.code.misses"));
    }

    @Test
    void addressesOfCodeAreTranslated() {
        TranslationSpec onePageAtATime = new TranslationSpec(4096, 1, 1, 16, 16, 9, 32);
        run(SMALL.withTranslation(onePageAtATime), 1, (code, turn, times) -> {
            for (int round = 0; round < 2; round++) {
                times.add(time(code, turn, 0));
                times.add(time(code, turn, 65)); // in the next page
            }
        });
        assertEquals(List.of(9L, 9L), measured.subList(2, 4), "from the second buffer: " + measured);
    }

    @Test
    void aWrittenLineThatCodePutsOutIsWrittenBack() {
        run(SMALL, 1, (code, turn, times) -> {
            AccessModel data = (AccessModel) code; // one object sees both
            for (int line = 0; line < 16; line++) {
                data.store(64L * line, 8);
            }
            times.add(now(turn));
            for (int line = 0; line < 16; line++) {
                code.execute(64L * line, 64);
            }
            times.add(now(turn));
        });
        assertTrue(statistics.value("memory.writeBacks") >= 16, "and what the runtime has written");
    }

    @Test
    void actorsOfOneImageExecuteTheSameLines() {
        run(SMALL, 2, (code, turn, times) -> times.add(time(code, turn, 0)));
        assertEquals(2, statistics.value("memory.code.misses"));
        assertEquals(1, statistics.value("memory.shared.misses") - ofOthers(), "one of them comes from memory");
    }

    /** Lines from memory in the same run without code. */
    private long ofOthers() {
        StatsSnapshot with = statistics;
        run(SMALL, 2, (code, turn, times) -> now(turn));
        long others = statistics.value("memory.shared.misses");
        statistics = with;
        return others;
    }

    @Test
    void withoutACacheOfInstructionsNobodyWatchesCode() {
        run(SMALL.withCode(CodeSpec.NONE), 1, (code, turn, times) -> times.add(code == null ? 1L : 0L));
        assertEquals(List.of(1L), measured);
    }
}
