package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.PrefetchSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.stats.StatsSnapshot;

/** What a prefetcher brings to guests that read in different orders, each line once. */
final class PrefetchTest {
    private static final int LINES = 1024; // 64 KiB
    private static final PrefetchSpec EIGHT = PrefetchSpec.NONE.withAhead(8);

    private interface Order {
        int line(int step);
    }

    /** A guest reads or writes lines in an order, with so many instructions before each. */
    private static StatsSnapshot run(
            PrefetchSpec prefetch, Order order, int instructions, boolean write, boolean timed) {
        PlanBuilder plan = new PlanBuilder()
                .image("reader", (turn, memory) -> {
                    for (int step = 0; step < LINES; step++) {
                        turn.charge(
                                turn.ledger().instructions() + instructions,
                                turn.ledger().loads(),
                                turn.ledger().stores());
                        long address = 64L * order.line(step);
                        if (write) {
                            memory.accessModel().store(address, 8);
                        } else {
                            memory.accessModel().load(address, 8);
                        }
                    }
                })
                .instance("reader", "reader", new byte[0], timed);
        SharedMemorySpec spec = SharedMemorySpec.of(2).withMemory(MemorySpec.DEFAULT.withPrefetch(prefetch));
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            return machine.statistics();
        }
    }

    private static double stalls(PrefetchSpec prefetch, Order order, int instructions, boolean write) {
        return run(prefetch, order, instructions, write, false).value("core.stallCycles.memory");
    }

    @Test
    void aRunOfLinesWaitsForOneInAPageInsteadOfAll() {
        for (boolean write : new boolean[] {false, true}) {
            double without = stalls(PrefetchSpec.NONE, step -> step, 200, write);
            double with = stalls(EIGHT, step -> step, 200, write);
            assertTrue(with < without / 4, without + " cycles without, " + with + " with, write " + write);
        }
    }

    @Test
    void whatIsAskedForTooLateIsWaitedForTheRestOfItsWay() {
        PrefetchSpec next = PrefetchSpec.NONE.withAhead(1);
        double slow = stalls(next, step -> step, 200, false);
        double fast = stalls(next, step -> step, 1, false);
        double without = stalls(PrefetchSpec.NONE, step -> step, 1, false);
        assertTrue(slow < fast && fast < without, slow + ", " + fast + ", " + without);
    }

    @Test
    void strideAndDirectionDoNotMatter() {
        Order down = step -> LINES - 1 - step;
        Order threes = step -> step / 21 % 16 * 64 + step % 21 * 3; // 21 lines of each page, then all from the caches
        assertTrue(run(EIGHT, down, 200, false, false).value("memory.prefetch.used") > 0.9 * LINES);
        assertTrue(run(EIGHT, threes, 200, false, false).value("memory.prefetch.used") > 0.8 * 16 * 21);
    }

    @Test
    void aScatteredOrderAsksForLittleAndLosesNothing() {
        Order scattered = step -> step * 389 % LINES;
        double without = stalls(PrefetchSpec.NONE, scattered, 20, false);
        StatsSnapshot with = run(EIGHT, scattered, 20, false, false);
        assertTrue(with.value("memory.prefetch.lines") < LINES / 10, with.value("memory.prefetch.lines") + " lines");
        assertEquals(without, with.value("core.stallCycles.memory"), without / 20);
    }

    @Test
    void noLineIsUsedThatWasNotAskedFor() {
        StatsSnapshot with = run(EIGHT, step -> step, 200, false, false);
        assertTrue(with.value("memory.prefetch.used") <= with.value("memory.prefetch.lines"));
        assertTrue(with.value("memory.prefetch.used") > 0.9 * LINES, with.value("memory.prefetch.used") + " used");
    }

    @Test
    void aTimedGuestHasItToo() {
        double without = run(PrefetchSpec.NONE, step -> step, 200, false, true).value("core.stallCycles.memory");
        double with = run(EIGHT, step -> step, 200, false, true).value("core.stallCycles.memory");
        assertTrue(with < without / 4, without + " and " + with);
    }
}
