package org.skerry.model.sharedmem;

import java.util.List;
import org.skerry.model.count.ActorCounters;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.sharedmem.cache.Server;
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
        registry.counter("run.cycles", Unit.CYCLES, "simulated cycles of the mesh clock", kernel::cycle);
        counters = cores.runtime().counters();
        ActorCounters.register(registry, List.of(counters));
        MessageCosts.register(registry, List.of(cores.runtime().costs()), MessageTimes.PARTS);
        CycleAccount.register(registry, cores.accounts(), CoreTime.parts(cores.haveCode()), kernel::cycle);
        registry.counter(
                "core.stallCycles.memory",
                Unit.CYCLES,
                "cycles in which a core waited for a line, in guest code and in the runtime",
                () -> c.memoryStallCycles);
        stalls(c, "l2", Server.L2, "of these, for lines of its own second level");
        stalls(c, "sharedCache", Server.SHARED_CACHE, "of these, for lines that the shared cache served by itself");
        stalls(c, "otherCore", Server.OTHER_CORE, "of these, for lines that another core sent or had to give up");
        stalls(c, "dram", Server.DRAM, "of these, for lines that came from memory");
        registry.counter(
                "core.dispatches", Unit.COUNT, "times a core took an actor from the run queue", () -> c.dispatches);
        registry.counter(
                "restart.count", Unit.COUNT, "times a core put a program in an actor's place", () -> c.restarts);
        registry.counter(
                "restart.zeroiseCycles",
                Unit.CYCLES,
                "cycles in which cores cleared memory for that",
                () -> c.restartCycles[0]);
        registry.counter(
                "restart.loadCycles",
                Unit.CYCLES,
                "cycles in which cores made actors and took in images for that",
                () -> c.restartCycles[1]);
        if (cores.haveWindows()) {
            windows(c);
        }
        cores.memory().register(registry);
        if (cores.dma() != null) {
            cores.dma().register(registry);
        }
        network.register(registry);
        cores.population().containment().register(registry);
    }

    /** Turns that ended, without reading anything else. */
    long turns() {
        return counters.turns;
    }

    StatsRegistry registry() {
        return registry;
    }

    private void windows(CoreCounters c) {
        registry.counter(
                "core.window.misses",
                Unit.COUNT,
                "misses of guests that their core did not wait for at once",
                () -> c.windowMisses);
        registry.counter(
                "core.window.underWay",
                Unit.COUNT,
                "lines under way when one of these was asked for, itself included; over core.window.misses: how many together",
                () -> c.windowUnderWay);
        registry.counter(
                "core.window.dependent",
                Unit.COUNT,
                "misses whose address came from another that was under way, and that were asked for after it",
                () -> c.dependentMisses);
        String[] words = {
            "entries", "because the reorder buffer was full behind a load",
            "misses", "because no more lines could be under way",
            "stores", "because the store buffer was full",
            "order", "for all misses before a message, a word of a shared window, the clock or the end of a turn"
        };
        for (MissWindow.Reason each : MissWindow.Reason.values()) {
            registry.counter(
                    "core.window.stallCycles." + words[2 * each.ordinal()],
                    Unit.CYCLES,
                    "cycles in which a core stood still " + words[2 * each.ordinal() + 1],
                    () -> c.windowStalls[each.ordinal()]);
        }
    }

    private void stalls(CoreCounters c, String name, Server server, String text) {
        registry.counter("core.stallCycles." + name, Unit.CYCLES, text, () -> c.stallCyclesBy[server.ordinal()]);
    }

    StatsSnapshot snapshot() {
        return registry.snapshot(kernel.cycle());
    }
}
