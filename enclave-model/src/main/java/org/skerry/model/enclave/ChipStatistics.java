package org.skerry.model.enclave;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.skerry.model.control.ControlCounters;
import org.skerry.model.control.ControlPlane;
import org.skerry.model.count.ActorCounters;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.fault.BreakageCounts;
import org.skerry.noc.Network;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.stats.Unit;

/** The metrics of a chip, summed over its slices when they are read. */
final class ChipStatistics {
    private final StatsRegistry registry = new StatsRegistry();
    private final Kernel kernel;
    private final List<ActorCounters> counters; // of each slice

    ChipStatistics(
            ChipEnclaves enclaves,
            Network network,
            Kernel kernel,
            ChipSpec spec,
            Supplier<ChipArrangement> arrangement) {
        this.kernel = kernel;
        EnclaveSlice[] slices = enclaves.slices();
        registry.counter("run.cycles", Unit.CYCLES, "simulated cycles of the mesh clock", kernel::cycle);
        counters = enclaves.slicesAndPorts().stream()
                .map(slice -> slice.journal().counters())
                .toList();
        ActorCounters.register(registry, counters);
        MessageCosts.register(
                registry,
                Arrays.stream(slices).map(slice -> slice.journal().costs()).toList(),
                MessageMeter.PARTS);
        CycleAccount.register(
                registry,
                Arrays.stream(slices)
                        .flatMap(slice -> Arrays.stream(slice.enclaves()))
                        .map(enclave -> enclave.core().account())
                        .toList(),
                Core.PARTS,
                kernel::cycle);
        LoadCounters.register(
                registry,
                Arrays.stream(slices)
                        .flatMap(slice -> Arrays.stream(slice.images()))
                        .map(ImageManagement::counters)
                        .toList());
        PowerCounters.register(registry, spec, slices, kernel::cycle);
        KindCounters.register(
                registry,
                spec.tiles(),
                Arrays.stream(slices)
                        .map(slice -> slice.journal().kindCounters())
                        .toList());
        if (spec.code().isOn()) {
            FetchCounters.register(
                    registry,
                    Arrays.stream(slices)
                            .map(slice -> slice.journal().fetches())
                            .toList());
        }
        network.register(registry);
        registry.gauge(
                "network.mostWaiting",
                Unit.COUNT,
                "most parcels that ever waited in front of the network at one interface of an enclave",
                () -> Arrays.stream(slices)
                        .flatMap(slice -> Arrays.stream(slice.enclaves()))
                        .mapToInt(enclave -> enclave.network().mostWaiting())
                        .max()
                        .orElse(0));
        ChipArrangement.register(registry, arrangement);
        List<SwapCounters> swaps = Arrays.stream(slices)
                .flatMap(slice -> Arrays.stream(slice.enclaves()))
                .map(enclave -> enclave.occupants().swaps())
                .filter(Objects::nonNull)
                .toList();
        if (!swaps.isEmpty()) {
            SwapCounters.register(registry, swaps);
        }
    }

    /** What nodes of the control plane did, and what was left undone because none was left. */
    void register(ControlPlane[] nodes, List<Enclave> enclaves) {
        ControlCounters.register(
                registry,
                Arrays.stream(nodes).map(ControlPlane::counters).toList(),
                () -> Arrays.stream(nodes).mapToLong(node -> node.busyCycles()).sum());
        registry.counter(
                "control.unanswered",
                Unit.COUNT,
                "orders that were refused where they were given, because every node of the control plane was lost",
                () -> enclaves.stream()
                        .mapToLong(enclave -> enclave.network().control().refused())
                        .sum());
    }

    /** Something may break. */
    void registerFaults(ChipEnclaves enclaves) {
        BreakageCounts.register(
                registry,
                Arrays.stream(enclaves.slices())
                        .map(slice -> slice.journal().breakages())
                        .toList());
    }

    /** A device was put at a port. */
    void register(Enclave port) {
        port.core().register(registry, "edge." + port.resident().name);
    }

    StatsSnapshot snapshot() {
        return registry.snapshot(kernel.cycle());
    }

    /** Turns that ended, without reading anything else. */
    long turns() {
        return counters.stream().mapToLong(slice -> slice.turns).sum();
    }
}
