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
    long windowMisses; // that went on beside others in the window of a core
    long windowUnderWay; // of each of these, how many were under way then, itself included
    long dependentMisses; // of these, those whose address came from one before
    final long[] windowStalls = new long[MissWindow.Reason.values().length];
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
        out.writeLong(windowMisses);
        out.writeLong(windowUnderWay);
        out.writeLong(dependentMisses);
        out.writeLongs(windowStalls);
        out.writeLong(restarts);
        out.writeLongs(restartCycles);
    }

    @Override
    public void load(StateReader in) {
        memoryStallCycles = in.readLong();
        in.readLongs(stallCyclesBy);
        dispatches = in.readLong();
        windowMisses = in.readLong();
        windowUnderWay = in.readLong();
        dependentMisses = in.readLong();
        in.readLongs(windowStalls);
        restarts = in.readLong();
        in.readLongs(restartCycles);
    }
}
