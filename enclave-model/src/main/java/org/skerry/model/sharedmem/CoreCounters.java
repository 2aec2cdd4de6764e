package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.cache.Server;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What the cores count beside what every machine counts. */
final class CoreCounters implements Stateful {
    long memoryStallCycles;
    final long[] stallCyclesBy = new long[Server.values().length]; // their sum is memoryStallCycles
    long dispatches;
    long restarts; // that were begun
    final long[] restartCycles = new long[RestartSteps.STEPS];

    /** A core stood still for a line. */
    void stall(Server server, long cycles) {
        memoryStallCycles += cycles;
        stallCyclesBy[server.ordinal()] += cycles;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(memoryStallCycles);
        out.writeLongs(stallCyclesBy);
        out.writeLong(dispatches);
        out.writeLong(restarts);
        out.writeLongs(restartCycles);
    }

    @Override
    public void load(StateReader in) {
        memoryStallCycles = in.readLong();
        in.readLongs(stallCyclesBy);
        dispatches = in.readLong();
        restarts = in.readLong();
        in.readLongs(restartCycles);
    }
}
