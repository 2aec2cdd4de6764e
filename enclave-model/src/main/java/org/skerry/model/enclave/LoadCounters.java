package org.skerry.model.enclave;

import java.util.List;
import java.util.function.ToLongFunction;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** How many loads the image management of a tile carried out, what it attested, and the cycles of each step, added up. */
final class LoadCounters implements Stateful {
    long loads;
    long refused;
    long waitCycles;
    long holdCycles;
    long zeroiseCycles;
    long streamCycles;
    long hashCycles;
    long verifyCycles;
    long installCycles;
    long releaseCycles;
    long attested;
    long attestCycles;
    long checked;
    long checkCycles;

    /** Registers the sums over these tiles. */
    static void register(StatsRegistry registry, List<LoadCounters> tiles) {
        counter(registry, tiles, "load.count", Unit.COUNT, "programs that were loaded and released", c -> c.loads);
        counter(registry, tiles, "load.refused", Unit.COUNT, "loads that were refused", c -> c.refused);
        cycles(registry, tiles, "wait", "loads waited for their tile's image management", c -> c.waitCycles);
        cycles(registry, tiles, "hold", "cores were brought to a stand for loads", c -> c.holdCycles);
        cycles(registry, tiles, "zeroise", "memories and registers were cleared", c -> c.zeroiseCycles);
        cycles(registry, tiles, "stream", "from a clear memory to the last flit of its image", c -> c.streamCycles);
        cycles(registry, tiles, "hash", "images were hashed", c -> c.hashCycles);
        cycles(registry, tiles, "verify", "digests and their signatures were checked", c -> c.verifyCycles);
        cycles(registry, tiles, "install", "handle registers were written", c -> c.installCycles);
        cycles(registry, tiles, "release", "cores were let go", c -> c.releaseCycles);
        counter(registry, tiles, "attest.answers", Unit.COUNT, "questions what runs in an enclave", c -> c.attested);
        counter(registry, tiles, "attest.cycles", Unit.CYCLES, "evidence was hashed and signed", c -> c.attestCycles);
        counter(registry, tiles, "attest.checks", Unit.COUNT, "evidence of others that was checked", c -> c.checked);
        counter(registry, tiles, "attest.checkCycles", Unit.CYCLES, "it was hashed and checked", c -> c.checkCycles);
    }

    private static void cycles(
            StatsRegistry registry,
            List<LoadCounters> tiles,
            String step,
            String text,
            ToLongFunction<LoadCounters> value) {
        counter(registry, tiles, "load." + step + "Cycles", Unit.CYCLES, text, value);
    }

    private static void counter(
            StatsRegistry registry,
            List<LoadCounters> tiles,
            String name,
            Unit unit,
            String text,
            ToLongFunction<LoadCounters> value) {
        registry.counter(name, unit, text, () -> tiles.stream().mapToLong(value).sum());
    }

    private long[] values() {
        return new long[] {
            loads,
            refused,
            waitCycles,
            holdCycles,
            zeroiseCycles,
            streamCycles,
            hashCycles,
            verifyCycles,
            installCycles,
            releaseCycles,
            attested,
            attestCycles,
            checked,
            checkCycles
        };
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(values());
    }

    @Override
    public void load(StateReader in) {
        long[] saved = values();
        in.readLongs(saved);
        loads = saved[0];
        refused = saved[1];
        waitCycles = saved[2];
        holdCycles = saved[3];
        zeroiseCycles = saved[4];
        streamCycles = saved[5];
        hashCycles = saved[6];
        verifyCycles = saved[7];
        installCycles = saved[8];
        releaseCycles = saved[9];
        attested = saved[10];
        attestCycles = saved[11];
        checked = saved[12];
        checkCycles = saved[13];
    }
}
