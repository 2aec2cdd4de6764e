package org.skerry.model.sharedmem;

import java.util.Arrays;
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

    Statistics(Cores cores, Network network, Kernel kernel) {
        this.kernel = kernel;
        Counters c = cores.counters();
        SetAssociativeCache[] l1s = cores.l1s();
        registry.counter("run.cycles", Unit.CYCLES, "simulated cycles of the mesh clock", kernel::cycle);
        registry.counter("turns.count", Unit.TURNS, "turns that ended", () -> c.turns);
        registry.counter(
                "turns.instructions", Unit.INSTRUCTIONS, "instructions of turns that ended", () -> c.instructions);
        registry.counter("turns.loads", Unit.COUNT, "loads of turns that ended", () -> c.loads);
        registry.counter("turns.stores", Unit.COUNT, "stores of turns that ended", () -> c.stores);
        registry.counter(
                "turns.busyCycles",
                Unit.CYCLES,
                "cycles of turns that ended, from the message to the end, less those in which the core stood still",
                () -> c.busyCycles);
        registry.counter("messages.sent", Unit.MESSAGES, "messages sent by actors", () -> c.sent);
        registry.counter(
                "messages.delivered", Unit.MESSAGES, "messages that reached a mailbox or a caller", () -> c.delivered);
        registry.counter("messages.refused", Unit.MESSAGES, "messages that could not be delivered", () -> c.refused);
        registry.counter("messages.bytes", Unit.BYTES, "bytes of messages sent, headers included", () -> c.bytes);
        registry.histogram(
                "messages.latency",
                Unit.CYCLES,
                "from sending a message to its being in the mailbox, waiting for room included",
                c.messageLatency);
        registry.histogram(
                "turns.latency",
                Unit.CYCLES,
                "from sending a message to the end of the turn that handled it",
                c.turnLatency);
        registry.counter(
                "core.stallCycles.send",
                Unit.CYCLES,
                "cycles in which a turn waited for room in a mailbox",
                () -> c.sendStallCycles);
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
        registry.counter("actors.started", Unit.COUNT, "actors that came to life", () -> c.started);
        registry.counter("actors.ended", Unit.COUNT, "actors that ended, by themselves or by a fault", () -> c.ended);
        registry.counter("actors.faulted", Unit.COUNT, "actors that died of a fault", () -> c.faulted);
        registry.counter("capability.revocations", Unit.COUNT, "capabilities revoked", () -> c.revocations);
        registry.counter("holds.count", Unit.COUNT, "times a guest was held in mid-turn", () -> c.holds);
        network.register(registry);
    }

    StatsSnapshot snapshot() {
        return registry.snapshot(kernel.cycle());
    }
}
