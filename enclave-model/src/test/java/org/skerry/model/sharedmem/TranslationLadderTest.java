package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.StatsSnapshot;

/** What translation adds to an access, measured by an actor with the clock, against sums by hand. */
final class TranslationLadderTest {
    private static final int PAGE = 4096;
    private static final TranslationSpec SMALL = new TranslationSpec(PAGE, 1, 2, 1, 4, 9, 4);

    private final List<Long> measured = new ArrayList<>();

    /** Walks round a ring of pages, one load each, at another line in each; returns what the last round cost. */
    private StatsSnapshot round(MemorySpec memory, int pages) {
        measured.clear();
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "reader",
                        (turn, bytes) -> {
                            for (int step = 0; step < 3 * pages; step++) {
                                int page = step % pages;
                                long before = turn.clock(turn.granted("clock"));
                                bytes.accessModel().load((long) page * PAGE + 64 * (page % 64), 8);
                                long cycles = turn.clock(turn.granted("clock")) - before;
                                if (step >= 2 * pages) {
                                    measured.add(cycles);
                                }
                            }
                        },
                        PlanBuilder.clock());
        try (SharedMemoryMachine machine =
                new SharedMemoryMachine(SharedMemorySpec.of(1).withMemory(memory), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            return machine.statistics();
        }
    }

    @Test
    void asManyPagesAsTheFirstBufferHasCostNothing() {
        round(MemorySpec.DEFAULT.withTranslation(SMALL), 2);
        assertEquals(List.of(0L, 0L), measured);
    }

    @Test
    void asManyAsTheSecondHasCostItsCycles() {
        StatsSnapshot statistics = round(MemorySpec.DEFAULT.withTranslation(SMALL), 4);
        assertEquals(List.of(9L, 9L, 9L, 9L), measured);
        assertTrue(statistics.value("cycles.translation") >= 9 * 8);
    }

    @Test
    void beyondBothAnEntryOfTheTableIsReadThatTheFirstLevelHas() {
        round(MemorySpec.DEFAULT.withTranslation(SMALL), 8);
        assertEquals(List.of(13L, 13L, 13L, 13L, 13L, 13L, 13L, 13L), measured, "9 and a hit in the first level");
    }

    @Test
    void whatTheRuntimeTouchesIsTranslatedToo() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, bytes) -> {
                            for (int i = 0; i < 20; i++) {
                                turn.send(turn.granted("sink"), new byte[6000], new int[0]);
                            }
                        },
                        PlanBuilder.to("sink"))
                .actor("sink", (turn, bytes) -> {});
        SharedMemorySpec spec = SharedMemorySpec.of(2).withMemory(MemorySpec.DEFAULT.withTranslation(SMALL));
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            StatsSnapshot statistics = machine.statistics();
            assertTrue(statistics.value("memory.translation.walks") >= 20 * 6000 * 2 / PAGE);
            assertTrue(statistics.value("cycles.translation") >= 9 * statistics.value("memory.translation.walks"));
        }
    }

    @Test
    void largePagesSpareTheWalks() {
        StatsSnapshot small = round(MemorySpec.DEFAULT.withTranslation(SMALL), 16);
        StatsSnapshot large = round(MemorySpec.DEFAULT.withTranslation(SMALL.withPageBytes(2 << 20)), 16);
        assertTrue(small.value("memory.translation.walks") >= 16 * 3);
        assertTrue(large.value("memory.translation.walks") < 8, large.value("memory.translation.walks") + " walks");
    }

    @Test
    void withoutTranslationNothingIsAdded() {
        StatsSnapshot statistics = round(MemorySpec.DEFAULT.bare(), 8);
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), measured);
        assertEquals(0, statistics.value("cycles.translation"));
    }
}
