package org.skerry.model.enclave;

import java.util.List;
import java.util.function.ToLongFunction;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** What caches of instructions of some enclaves have met. */
final class FetchCounters implements Stateful {
    static final String HITS = "memory.code.hits";
    static final String MISSES = "memory.code.misses";

    long hits;
    long misses;
    long cycles; // of the mesh, waiting for lines that were missed

    static void register(StatsRegistry registry, List<FetchCounters> all) {
        registry.counter(
                HITS,
                Unit.COUNT,
                "times that code went on in another line, which the cache of instructions had",
                () -> sum(all, each -> each.hits));
        registry.counter(MISSES, Unit.COUNT, "times that it did not", () -> sum(all, each -> each.misses));
        registry.counter(
                "memory.code.cycles",
                Unit.CYCLES,
                "of cycles.privateMemory, waiting for lines of code from the private memory",
                () -> sum(all, each -> each.cycles));
    }

    private static long sum(List<FetchCounters> all, ToLongFunction<FetchCounters> which) {
        return all.stream().mapToLong(which).sum();
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(hits);
        out.writeLong(misses);
        out.writeLong(cycles);
    }

    @Override
    public void load(StateReader in) {
        hits = in.readLong();
        misses = in.readLong();
        cycles = in.readLong();
    }
}
