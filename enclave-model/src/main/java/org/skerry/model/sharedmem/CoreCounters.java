package org.skerry.model.sharedmem;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What the cores count beside what every machine counts. */
final class CoreCounters implements Stateful {
    long memoryStallCycles;
    long dispatches;

    @Override
    public void save(StateWriter out) {
        out.writeLong(memoryStallCycles);
        out.writeLong(dispatches);
    }

    @Override
    public void load(StateReader in) {
        memoryStallCycles = in.readLong();
        dispatches = in.readLong();
    }
}
