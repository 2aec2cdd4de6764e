package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.core.WindowSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.memory.FlowModel;

/** What comes after what in a core with a window, measured by two actors with the clock. */
final class WindowOrderTest {
    private static final int LINES = 64;
    private static final int[] NO_HANDLES = {};
    private static final WindowSpec WIDE = new WindowSpec(4096, 64, 64);

    /** Sixteen lines in either private level, and a shared cache that takes long. */
    private static final MemorySpec SLOW = MemorySpec.of(
            new CacheSpec(1, 16, 64, 4), new CacheSpec(1, 16, 64, 4), CacheSpec.ofBytes(1 << 20, 16, 64, 900));

    private interface Work {
        void access(FlowModel model, Turn turn);
    }

    /** Cycles from before the work, on lines that the shared cache has, until its actor looks at the clock and until another is told. */
    private record Times(long own, long other) {}

    private static Times times(MemorySpec memory, WindowSpec window, Work work) {
        List<Long> own = new ArrayList<>();
        List<Long> told = new ArrayList<>();
        Windows plan = new Windows("shared", 4096)
                .pinned(
                        "listener",
                        1,
                        false,
                        (turn, bytes) -> told.add(turn.clock(turn.granted("clock"))),
                        PlanBuilder.clock())
                .pinned(
                        "worker",
                        0,
                        false,
                        (turn, bytes) -> {
                            FlowModel model = (FlowModel) bytes.accessModel();
                            for (int line = 0; line < 2 * LINES; line++) {
                                model.load(64L * line, 8, 0);
                            }
                            own.add(turn.clock(turn.granted("clock")));
                            work.access(model, turn);
                            turn.send(turn.granted("listener"), new byte[8], NO_HANDLES);
                            own.add(turn.clock(turn.granted("clock")));
                        },
                        PlanBuilder.clock(),
                        PlanBuilder.to("listener"),
                        Windows.grant("shared"));
        SharedMemorySpec two = SharedMemorySpec.of(2).withMemory(memory);
        try (SharedMemoryMachine machine =
                new SharedMemoryMachine(two.withCore(two.core().withWindow(window)), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
        }
        return new Times(own.get(1) - own.get(0), told.get(told.size() - 1) - own.get(0));
    }

    private static long cycles(MemorySpec memory, WindowSpec window, Work work) {
        return times(memory, window, work).own()
                - times(memory, window, (model, turn) -> {}).own();
    }

    private static long latency() {
        return cycles(SLOW, new WindowSpec(64, 1, 1), (model, turn) -> model.load(0, 8, 0));
    }

    private static void execute(Turn turn, int instructions) {
        turn.charge(
                turn.ledger().instructions() + instructions,
                turn.ledger().loads(),
                turn.ledger().stores());
    }

    private static void near(long expected, long measured, String what) {
        assertTrue(Math.abs(measured - expected) <= expected / 10, what + ": " + measured + " of " + expected);
    }

    @Test
    void aMessageLeavesWhenEverythingBeforeItIsThere() {
        Times nothing = times(SLOW, WIDE, (model, turn) -> {});
        Times miss = times(SLOW, WIDE, (model, turn) -> model.load(0, 8, 0));
        near(latency(), miss.other() - nothing.other(), "a load before it");
        Times store = times(SLOW, WIDE, (model, turn) -> model.store(0, 8, 0, 0));
        near(latency(), store.other() - nothing.other(), "a store that waits in its buffer");
    }

    /** A store to a window of shared memory passes no store buffer, and none of what waits there. */
    @Test
    void aWordOfASharedWindowIsAskedForWhenEverythingBeforeItIsThere() {
        Work shared = (model, turn) ->
                turn.window(turn.granted("shared"), Rights.READ | Rights.WRITE).write(0, new byte[8], 0, 8);
        long alone = cycles(SLOW, WIDE, shared);
        long after = cycles(SLOW, WIDE, (model, turn) -> {
            model.store(0, 8, 0, 0);
            shared.access(model, turn);
        });
        near(latency(), after - alone, "after a store that waits in its buffer");
    }

    /** As on x86, whose locked instructions empty the store buffer: the load after it does not overlap with the store before it. */
    @Test
    void anAtomicInstructionThatHasItsLineWaitsForStoresInTheirBuffer() {
        Work atomic = (model, turn) ->
                turn.window(turn.granted("shared"), Rights.READ | Rights.WRITE).compareAndSwap(0, 0, 0);
        long alone = cycles(SLOW, WIDE, atomic);
        long between = cycles(SLOW, WIDE, (model, turn) -> {
            atomic.access(model, turn);
            model.store(0, 8, 0, 0);
            atomic.access(model, turn);
            model.load(64, 8, 0);
        });
        near(2 * latency(), between - alone, "a store before it and a load after it");
    }

    /** Neither the value's line nor the word's is under way: only what was stored tells. */
    @Test
    void whatWasLoadedFromAWordIsAfterWhatWasStoredThere() {
        Work work = (model, turn) -> {
            long there = 64L * (2 * LINES - 1);
            model.store(there, 8, 0, model.load(0, 8, 0));
            model.load(64, 8, model.load(there, 8, 0));
        };
        near(2 * latency(), cycles(SLOW, WIDE, work), "through memory");
    }

    @Test
    void aLineThatLeftWhileItWasUnderWayComesBeforeItIsAskedForAgain() {
        Work twice = (model, turn) -> {
            for (int i = 0; i < LINES; i++) {
                model.load(64L * (i % (LINES / 2)), 8, 0);
            }
        };
        near(2 * latency(), cycles(SLOW, WIDE, twice), "twice through more lines than the caches hold");
    }

    @Test
    void aWrittenLineLeavesWhenItHasCome() {
        Work stores = (model, turn) -> {
            for (int i = 0; i < LINES / 2; i++) {
                model.store(64L * i, 8, 0, 0);
            }
        };
        long measured = cycles(SLOW, WIDE, stores);
        assertTrue(measured > 2 * latency() * 9 / 10, measured + " cycles");
    }

    @Test
    void aMissIsAskedForWhenItsAddressHasBeenTranslated() {
        int second = 500;
        MemorySpec pages = SLOW.withTranslation(new TranslationSpec(4096, 1, 1, 16, 16, second, 32));
        Work chase = (model, turn) -> {
            long mark = 0;
            for (int i = 0; i < 8; i++) {
                mark = model.load(4096L * (i % 2) + 64 * i, 8, mark);
            }
        };
        long known = cycles(SLOW, WIDE, chase);
        near(8 * second, cycles(pages, WIDE, chase) - known, "eight pages that only the second buffer has");
    }

    @Test
    void aChaseThroughTheSecondLevelTakesItsLatency() {
        MemorySpec large = MemorySpec.of(
                new CacheSpec(1, 4, 64, 4), new CacheSpec(4, 64, 64, 14), CacheSpec.ofBytes(1 << 20, 16, 64, 900));
        int loads = 1000;
        Work chase = (model, turn) -> {
            long mark = 0;
            for (int i = 0; i < loads; i++) {
                execute(turn, 1);
                mark = model.load(64L * (i % 16), 8, mark);
            }
        };
        near(14 * loads, cycles(large, new WindowSpec(64, 8, 8), chase), "each needs the one before");
    }

    @Test
    void theClockSeesWhatAShortChaseHasCost() {
        Work chase = (model, turn) -> {
            long there = 64L * (2 * LINES - 1);
            long mark = 0;
            for (int i = 0; i < 10; i++) {
                execute(turn, 1);
                mark = model.load(there, 8, mark);
            }
        };
        near(4 * 10, cycles(SLOW, new WindowSpec(1, 1, 1), chase), "ten hits, one entry");
    }
}
