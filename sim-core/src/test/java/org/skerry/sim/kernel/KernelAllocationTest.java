package org.skerry.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.link.LongWire;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.LatencyHistogram;

class KernelAllocationTest {
    /** Sends a long a cycle round a ring, keeps timers, counts and digests; measures what its own thread allocates. */
    private static final class Busy implements Component {
        private final String name;
        private final LongWire in;
        private final LongWire out;
        private final EventQueue timers = new EventQueue();
        private final EntityDigests digests = new EntityDigests(1);
        private final LatencyHistogram histogram = new LatencyHistogram();
        private final RandomStream random;
        private final ThreadMXBean threads;
        private final long from;
        private final long to;
        private long before;
        long allocated = -1;

        Busy(String name, LongWire in, LongWire out, ThreadMXBean threads, long from, long to) {
            this.name = name;
            this.in = in;
            this.out = out;
            this.threads = threads;
            this.from = from;
            this.to = to;
            random = new RandomStreams(1).stream(name, 0);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long tick(long cycle) {
            if (threads != null && cycle == from) {
                before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            }
            if (threads != null && cycle == to) {
                allocated =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            }
            long value = in.poll(cycle);
            digests.add(0, cycle, 1, value);
            histogram.record(random.nextInt(1000));
            timers.add(cycle + 1 + random.nextInt(20), 0, value);
            while (timers.poll(cycle)) {
                digests.add(0, cycle, 2, timers.polledPayload());
            }
            out.send(cycle, cycle);
            return cycle + 1;
        }

        @Override
        public void save(StateWriter out) {}

        @Override
        public void load(StateReader in) {}
    }

    @Test
    void hundredThousandCyclesAllocateNothing() {
        java.lang.management.ThreadMXBean any = ManagementFactory.getThreadMXBean();
        assumeTrue(any instanceof ThreadMXBean && ((ThreadMXBean) any).isThreadAllocatedMemorySupported());
        ThreadMXBean threads = (ThreadMXBean) any;
        LongWire there = new LongWire("there", 3);
        LongWire back = new LongWire("back", 2);
        Busy one = new Busy("one", back, there, threads, 20_000, 120_000);
        Busy two = new Busy("two", there, back, null, 0, 0);
        try (Carriers carriers = new Carriers(1, 1 << 20)) {
            Kernel kernel = new Kernel.Builder()
                    .component(one)
                    .component(two)
                    .wire(there, one, two)
                    .wire(back, two, one)
                    .build(carriers);
            kernel.run(130_000);
        }
        assertTrue(one.allocated >= 0, "measured");
        assertTrue(one.allocated < 2_000, one.allocated + " bytes in 100 000 cycles");
    }
}
