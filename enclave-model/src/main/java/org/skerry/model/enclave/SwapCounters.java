package org.skerry.model.enclave;

import java.util.List;
import java.util.function.ToLongFunction;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** What is counted where actors take turns in an enclave. */
final class SwapCounters implements Stateful {
    long leaves;
    long returns;
    long bytesOut;
    long sealCycles;
    long moveCycles;
    long clearCycles;

    /** Adds the metrics of a chip whose enclaves count in {@code all}. */
    static void register(StatsRegistry registry, List<SwapCounters> all) {
        add(registry, all, "swap.leaves", Unit.COUNT, "times an actor made way for another one", c -> c.leaves);
        add(registry, all, "swap.returns", Unit.COUNT, "times an actor came back", c -> c.returns);
        add(registry, all, "swap.bytes", Unit.BYTES, "bytes of sealed states that left", c -> c.bytesOut);
        add(registry, all, "swap.sealCycles", Unit.CYCLES, "cycles of sealing and opening", c -> c.sealCycles);
        add(
                registry,
                all,
                "swap.moveCycles",
                Unit.CYCLES,
                "cycles in which states moved, storage included",
                c -> c.moveCycles);
        add(
                registry,
                all,
                "swap.clearCycles",
                Unit.CYCLES,
                "cycles in which memories were cleared between actors",
                c -> c.clearCycles);
    }

    private static void add(
            StatsRegistry registry,
            List<SwapCounters> all,
            String name,
            Unit unit,
            String text,
            ToLongFunction<SwapCounters> value) {
        registry.counter(name, unit, text, () -> all.stream().mapToLong(value).sum());
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(new long[] {leaves, returns, bytesOut, sealCycles, moveCycles, clearCycles});
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[6];
        in.readLongs(saved);
        leaves = saved[0];
        returns = saved[1];
        bytesOut = saved[2];
        sealCycles = saved[3];
        moveCycles = saved[4];
        clearCycles = saved[5];
    }
}
