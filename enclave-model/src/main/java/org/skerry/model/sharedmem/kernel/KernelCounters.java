package org.skerry.model.sharedmem.kernel;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** What a kernel has done so far. */
final class KernelCounters implements Stateful {
    long systemCalls;
    long switches;
    long addressSpaces;
    long preemptions;
    long wakeUps;
    long copiedBytes;
    long pageFaults;
    long exits;
    long firstTouches;
    long growths;

    void register(StatsRegistry registry) {
        registry.counter("kernel.systemCalls", Unit.COUNT, "ways into the kernel and back", () -> systemCalls);
        registry.counter("kernel.switches", Unit.COUNT, "times a core took up a task", () -> switches);
        registry.counter(
                "kernel.addressSpaces",
                Unit.COUNT,
                "of these, with a page table that it was not in",
                () -> addressSpaces);
        registry.counter(
                "kernel.preemptions",
                Unit.COUNT,
                "interrupts of the clock that took the core from its task",
                () -> preemptions);
        registry.counter("kernel.wakeUps", Unit.COUNT, "tasks that slept and were made ready", () -> wakeUps);
        registry.counter(
                "kernel.copiedBytes", Unit.BYTES, "bytes of messages that the kernel copied", () -> copiedBytes);
        registry.counter("kernel.exits", Unit.COUNT, "ways out of a virtual machine and back", () -> exits);
        registry.counter(
                "kernel.pageFaults", Unit.COUNT, "accesses that a page table let lead nowhere", () -> pageFaults);
    }

    /** What is counted where pages come to be on demand, or growing costs something. */
    void registerPaging(StatsRegistry registry) {
        registry.counter(
                "kernel.firstTouches",
                Unit.COUNT,
                "pages that came to be as they were touched first",
                () -> firstTouches);
        registry.counter("kernel.growths", Unit.COUNT, "times that a memory of a process grew", () -> growths);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(new long[] {
            systemCalls,
            switches,
            addressSpaces,
            preemptions,
            wakeUps,
            copiedBytes,
            pageFaults,
            exits,
            firstTouches,
            growths
        });
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[10];
        in.readLongs(saved);
        systemCalls = saved[0];
        switches = saved[1];
        addressSpaces = saved[2];
        preemptions = saved[3];
        wakeUps = saved[4];
        copiedBytes = saved[5];
        pageFaults = saved[6];
        exits = saved[7];
        firstTouches = saved[8];
        growths = saved[9];
    }
}
