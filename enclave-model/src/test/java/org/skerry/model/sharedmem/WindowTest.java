package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.model.core.WindowSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.memory.FlowModel;
import org.skerry.sim.stats.StatsSnapshot;

/** Misses that overlap in a core with a window, measured by an actor with the clock, against the closed forms of {@link WindowSpec}. */
final class WindowTest {
    private static final int MISSES = 64;

    /** Private levels of a few lines and a shared cache that takes long: whatever goes to another line costs much and always the same. */
    private static final MemorySpec SLOW = MemorySpec.of(
            new CacheSpec(1, 16, 64, 4), new CacheSpec(1, 16, 64, 4), CacheSpec.ofBytes(64 << 10, 16, 64, 900));

    /** What a guest does to lines that the shared cache has. */
    private interface Work {
        void access(FlowModel model, Turn turn);
    }

    private static StatsSnapshot statistics;

    private static SharedMemorySpec machine(WindowSpec window) {
        SharedMemorySpec one = SharedMemorySpec.of(1).withMemory(SLOW);
        return one.withCore(one.core().withWindow(window));
    }

    private static long cycles(WindowSpec window, boolean timed, Work work) {
        List<Long> measured = new ArrayList<>();
        PlanBuilder plan = new PlanBuilder()
                .image("reader", (turn, memory) -> {
                    FlowModel model = (FlowModel) memory.accessModel();
                    for (int line = 0; line < 2 * MISSES; line++) {
                        model.load(64L * line, 8, 0);
                    }
                    long before = turn.clock(turn.granted("clock"));
                    work.access(model, turn);
                    measured.add(turn.clock(turn.granted("clock")) - before);
                })
                .instance("reader", "reader", new byte[0], timed, PlanBuilder.clock());
        try (SharedMemoryMachine machine = new SharedMemoryMachine(machine(window), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            statistics = machine.statistics();
        }
        return measured.get(0);
    }

    private static void execute(Turn turn, int instructions) {
        turn.charge(
                turn.ledger().instructions() + instructions,
                turn.ledger().loads(),
                turn.ledger().stores());
    }

    /** Chases beside each other, one step of each after the other. */
    private static Work chases(int chains, int apart) {
        return (model, turn) -> {
            long[] marks = new long[chains];
            for (int i = 0; i < MISSES; i++) {
                execute(turn, apart);
                marks[i % chains] = model.load(64L * i, 8, marks[i % chains]);
            }
        };
    }

    private static Work independent(int apart) {
        return chases(MISSES, apart);
    }

    private static long latency() {
        return cycles(new WindowSpec(64, 1, 1), false, (model, turn) -> model.load(0, 8, 0));
    }

    private static void near(long expected, long measured, String what) {
        assertTrue(Math.abs(measured - expected) <= expected / 20, what + ": " + measured + " of " + expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void independentMissesGoInGroupsOfAsManyAsMayBeUnderWay(boolean timed) {
        long latency = latency();
        for (int misses : new int[] {1, 2, 4, 8, 16}) {
            WindowSpec window = new WindowSpec(4096, misses, 1);
            near(
                    window.independentCycles(MISSES, 1, latency),
                    cycles(window, timed, independent(1)),
                    misses + " at a time");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChaseTakesTheWholeLatencyOfEachStepHoweverLargeTheWindowIs(boolean timed) {
        WindowSpec window = new WindowSpec(4096, 16, 1);
        near(MISSES * latency(), cycles(window, timed, chases(1, 1)), "a chase");
        assertEquals(MISSES - 1, statistics.value("core.window.dependent"));
    }

    @Test
    void chasesBesideEachOtherOverlap() {
        long latency = latency();
        WindowSpec window = new WindowSpec(4096, 8, 1);
        for (int chains : new int[] {1, 2, 4, 8, 16}) {
            near(
                    window.chaseCycles(MISSES, chains, 1, latency),
                    cycles(window, false, chases(chains, 1)),
                    chains + " chases");
        }
    }

    @Test
    void missesOverlapNoFurtherThanTheReorderBufferReaches() {
        long latency = latency();
        WindowSpec window = new WindowSpec(33, 64, 1);
        for (int apart : new int[] {2, 4, 8, 11, 16, 32, 33, 40}) {
            assertTrue(window.together(apart) <= 17);
            near(
                    window.independentCycles(MISSES, apart, latency),
                    cycles(window, false, independent(apart)),
                    apart + " instructions apart");
        }
    }

    @Test
    void storesWaitInTheirBufferAndHoldUpNothingUntilItIsFull() {
        long latency = latency();
        Work work = (model, turn) -> {
            for (int i = 0; i < 8; i++) {
                execute(turn, 100);
                model.store(64L * i, 8, 0, 0);
            }
        };
        near(800 + latency, cycles(new WindowSpec(16, 16, 8), false, work), "room for all");
        assertEquals(0, statistics.value("core.window.stallCycles.entries"));
        cycles(new WindowSpec(16, 16, 2), false, work);
        assertTrue(statistics.value("core.window.stallCycles.stores") > latency, "room for two");
    }

    @Test
    void aLoadOfALineUnderWayIsAfterIt() {
        long latency = latency();
        Work work = (model, turn) -> {
            model.load(0, 8, 0);
            long mark = model.load(8, 8, 0); // the same line
            model.load(64, 8, mark);
        };
        near(2 * latency, cycles(new WindowSpec(64, 8, 8), false, work), "what the line brings");
    }

    @Test
    void whatWasStoredOnceItWasLoadedIsAfterThatWhenItIsLoadedAgain() {
        long latency = latency();
        Work work = (model, turn) -> {
            long mark = model.load(0, 8, 0);
            model.store(8, 8, 0, mark);
            model.load(64, 8, model.load(8, 8, 0));
        };
        near(2 * latency, cycles(new WindowSpec(64, 8, 8), false, work), "through memory");
    }

    /** Hits of both levels that wait for each other, as on a core in order; those that do not cost their instructions. */
    @Test
    void aChaseThroughTheFirstLevelTakesItsLatency() {
        int loads = 2000;
        WindowSpec window = new WindowSpec(64, 8, 8);
        Work chase = (model, turn) -> {
            long mark = model.load(0, 8, 0);
            for (int i = 0; i < loads; i++) {
                execute(turn, 1);
                mark = model.load(8, 8, mark);
            }
        };
        Work free = (model, turn) -> {
            for (int i = 0; i < loads; i++) {
                execute(turn, 1);
                model.load(8, 8, 0);
            }
        };
        near(4 * loads + latency(), cycles(window, false, chase), "each needs the one before");
        near(loads + latency(), cycles(window, false, free), "none does");
    }
}
