package org.skerry.model.enclave;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.skerry.noc.Network;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.stats.Unit;

/** The metrics of a chip, summed over its slices when they are read. */
final class ChipStatistics {
    private final StatsRegistry registry = new StatsRegistry();
    private final EnclaveSlice[] slices;
    private final Kernel kernel;

    ChipStatistics(EnclaveSlice[] slices, Network network, Kernel kernel) {
        this.slices = slices;
        this.kernel = kernel;
        registry.counter("run.cycles", Unit.CYCLES, "simulated cycles of the mesh clock", kernel::cycle);
        count("turns.count", Unit.TURNS, "turns that ended", c -> c.turns);
        count("turns.instructions", Unit.INSTRUCTIONS, "instructions of turns that ended", c -> c.instructions);
        count("turns.loads", Unit.COUNT, "loads of turns that ended", c -> c.loads);
        count("turns.stores", Unit.COUNT, "stores of turns that ended", c -> c.stores);
        count(
                "turns.busyCycles",
                Unit.CYCLES,
                "cycles of turns that ended, from the message to the end, less those in which the core stood still",
                c -> c.busyCycles);
        count("messages.sent", Unit.MESSAGES, "messages sent by actors", c -> c.sent);
        count("messages.delivered", Unit.MESSAGES, "messages that reached a mailbox or a caller", c -> c.delivered);
        count("messages.refused", Unit.MESSAGES, "messages that could not be delivered", c -> c.refused);
        count("messages.bytes", Unit.BYTES, "bytes of messages sent, headers included", c -> c.bytes);
        histogram(
                "messages.latency",
                "from sending a message to its being in the mailbox, waiting for credits included",
                c -> c.messageLatency);
        histogram("turns.latency", "from sending a message to the end of the turn that handled it", c -> c.turnLatency);
        count(
                "core.stallCycles.send",
                Unit.CYCLES,
                "cycles in which a core waited for room in its send queue",
                c -> c.sendStallCycles);
        count("actors.started", Unit.COUNT, "actors that came to life", c -> c.started);
        count("actors.ended", Unit.COUNT, "actors that ended, by themselves or by a fault", c -> c.ended);
        count("actors.faulted", Unit.COUNT, "actors that died of their own fault", c -> c.faulted);
        count("capability.revocations", Unit.COUNT, "capabilities revoked", c -> c.revocations);
        count("holds.count", Unit.COUNT, "times a guest was held in mid-turn", c -> c.holds);
        network.register(registry);
    }

    StatsSnapshot snapshot() {
        return registry.snapshot(kernel.cycle());
    }

    private void count(String name, Unit unit, String text, ToLongFunction<ChipCounters> reading) {
        registry.counter(name, unit, text, () -> {
            long sum = 0;
            for (EnclaveSlice slice : slices) {
                sum += reading.applyAsLong(slice.journal().counters());
            }
            return sum;
        });
    }

    private void histogram(String name, String text, Function<ChipCounters, LatencyHistogram> reading) {
        registry.histogram(name, Unit.CYCLES, text, () -> {
            LatencyHistogram all = new LatencyHistogram();
            for (EnclaveSlice slice : slices) {
                all.add(reading.apply(slice.journal().counters()));
            }
            return all;
        });
    }
}
