package org.skerry.model.sharedmem;

import java.util.Arrays;
import java.util.List;
import org.skerry.model.count.ActorCounters;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.noc.Network;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.stats.Unit;

/** The metrics of the shared-memory machine; those of the enclave chip that mean the same have the same name. */
final class Statistics {
    private final StatsRegistry registry = new StatsRegistry();
    private final Kernel kernel;
    private final ActorCounters counters;

    Statistics(Cores cores, Network network, Kernel kernel) {
        this.kernel = kernel;
        CoreCounters c = cores.counters();
        SetAssociativeCache[] l1s = cores.l1s();
        registry.counter("run.cycles", Unit.CYCLES, "simulated cycles of the mesh clock", kernel::cycle);
        counters = cores.runtime().counters();
        ActorCounters.register(registry, List.of(counters));
        registry.counter(
                "core.stallCycles.memory",
                Unit.CYCLES,
                "cycles in which a core waited for a line, in guest code and in the runtime",
                () -> c.memoryStallCycles);
        registry.counter(
                "core.dispatches", Unit.COUNT, "times a core took an actor from the run queue", () -> c.dispatches);
        registry.counter(
                "memory.l1.hits",
                Unit.COUNT,
                "accesses that hit the private cache of their core",
                () -> Arrays.stream(l1s).mapToLong(SetAssociativeCache::hits).sum());
        registry.counter(
                "memory.l1.misses",
                Unit.COUNT,
                "accesses that did not, or lacked the right to write",
                () -> Arrays.stream(l1s).mapToLong(SetAssociativeCache::misses).sum());
        cores.memory().register(registry);
        network.register(registry);
    }

    /** Turns that ended, without reading anything else. */
    long turns() {
        return counters.turns;
    }

    StatsSnapshot snapshot() {
        return registry.snapshot(kernel.cycle());
    }
}
