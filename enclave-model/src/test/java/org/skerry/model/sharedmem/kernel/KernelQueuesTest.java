package org.skerry.model.sharedmem.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.ByteSegment;
import org.skerry.model.sharedmem.runtime.RuntimePanic;
import org.skerry.sim.memory.SparseBytes;

/** Run queues in memory against lists, and queues with a mistake. */
final class KernelQueuesTest {
    private static final int QUEUES = 3;
    private static final long BASE = 1 << 16;
    private static final long TASKS = 1 << 20;
    private static final int DEEDS = 500;

    /** What a scheduler does with run queues. */
    private interface Ready {
        void add(int queue, long task);

        long first(int queue);

        boolean remove(int queue, long task);
    }

    private static final class InMemory implements Ready {
        final AddressSpace space = new AddressSpace("memory", 1L << 30, new ByteSegment("free", new SparseBytes(), 0));
        final KernelQueues queues = new KernelQueues(space, BASE, QUEUES);

        @Override
        public void add(int queue, long task) {
            queues.add(queue, task, task >> 7);
        }

        @Override
        public long first(int queue) {
            return queues.first(queue);
        }

        @Override
        public boolean remove(int queue, long task) {
            return queues.remove(queue, task);
        }
    }

    /** The first time that queues say something else than lists, or null. */
    private static String broken(Supplier<Ready> maker) {
        for (long seed = 1; seed <= 5; seed++) {
            Ready ready = maker.get();
            Random random = new Random(seed);
            List<List<Long>> model = new ArrayList<>();
            for (int queue = 0; queue < QUEUES; queue++) {
                model.add(new ArrayList<>());
            }
            for (int i = 0; i < DEEDS; i++) {
                long task = TASKS + random.nextInt(12) * 128L;
                int queue = random.nextInt(QUEUES);
                if (model.stream().noneMatch(list -> list.contains(task))) {
                    ready.add(queue, task);
                    model.get(queue).add(task);
                } else if (ready.remove(queue, task) != model.get(queue).remove(task)) {
                    return "another one was taken out at deed " + i + " of seed " + seed;
                }
                for (int each = 0; each < QUEUES; each++) {
                    long first = model.get(each).isEmpty() ? 0 : model.get(each).get(0);
                    if (ready.first(each) != first) {
                        return "queue " + each + " begins elsewhere at deed " + i + " of seed " + seed;
                    }
                }
            }
        }
        return null;
    }

    @Test
    void whoeverComesGoesBehindThoseWhoWait() {
        assertNull(broken(InMemory::new));
    }

    /** A queue that is a list, whose way of putting one in is a mutant's. */
    private abstract static class Listed implements Ready {
        final List<List<Long>> lists = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

        @Override
        public long first(int queue) {
            return lists.get(queue).isEmpty() ? 0 : lists.get(queue).get(0);
        }

        @Override
        public boolean remove(int queue, long task) {
            return lists.get(queue).remove(task);
        }
    }

    @Test
    void oneWhoIsPutBeforeAllOthersIsNoticed() {
        assertNotEquals(null, broken(() -> new Listed() {
            @Override
            public void add(int queue, long task) {
                lists.get(queue).add(0, task);
            }
        }));
    }

    @Test
    void oneWhoIsForgottenWhereOthersWaitIsNoticed() {
        assertNotEquals(null, broken(() -> new Listed() {
            @Override
            public void add(int queue, long task) {
                if (lists.get(queue).size() < 2) {
                    lists.get(queue).add(task);
                }
            }
        }));
    }

    @Test
    void ticketsSayWhoCameFirst() {
        KernelQueues queues = new InMemory().queues;
        queues.add(2, TASKS, 7);
        queues.add(0, TASKS + 128, 8);
        assertEquals(1, queues.ticket(TASKS + 128) - queues.ticket(TASKS));
        assertEquals(8, queues.actor(TASKS + 128));
    }

    @Test
    void aListThatLeadsWhereNoTaskIsStopsTheKernel() {
        InMemory ready = new InMemory();
        ready.add(0, TASKS);
        ready.space.store(TASKS + TaskBlock.NEXT, Long.BYTES, TASKS + 8);
        assertThrows(RuntimePanic.class, () -> ready.queues.remove(0, TASKS));
    }
}
