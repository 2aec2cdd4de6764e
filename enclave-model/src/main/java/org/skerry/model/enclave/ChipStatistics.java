package org.skerry.model.enclave;

import java.util.Arrays;
import org.skerry.model.count.ActorCounters;
import org.skerry.noc.Network;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.stats.Unit;

/** The metrics of a chip, summed over its slices when they are read. */
final class ChipStatistics {
    private final StatsRegistry registry = new StatsRegistry();
    private final Kernel kernel;

    ChipStatistics(EnclaveSlice[] slices, Network network, Kernel kernel) {
        this.kernel = kernel;
        registry.counter("run.cycles", Unit.CYCLES, "simulated cycles of the mesh clock", kernel::cycle);
        ActorCounters.register(
                registry,
                Arrays.stream(slices).map(slice -> slice.journal().counters()).toList());
        network.register(registry);
    }

    StatsSnapshot snapshot() {
        return registry.snapshot(kernel.cycle());
    }
}
