package org.skerry.model.sharedmem;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;

/** What the machine counts. Plain fields, counted up where things happen and read between cycles. */
final class Counters implements Stateful {
    long turns;
    long instructions;
    long loads;
    long stores;
    long busyCycles;
    long sendStallCycles;
    long memoryStallCycles;
    long sent;
    long delivered;
    long refused;
    long bytes;
    long started;
    long ended;
    long faulted;
    long revocations;
    long holds;
    long dispatches;
    final LatencyHistogram messageLatency = new LatencyHistogram();
    final LatencyHistogram turnLatency = new LatencyHistogram();

    @Override
    public void save(StateWriter out) {
        out.writeLongs(new long[] {
            turns,
            instructions,
            loads,
            stores,
            busyCycles,
            sendStallCycles,
            memoryStallCycles,
            sent,
            delivered,
            refused,
            bytes,
            started,
            ended,
            faulted,
            revocations,
            holds,
            dispatches
        });
        messageLatency.save(out);
        turnLatency.save(out);
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[17];
        in.readLongs(saved);
        turns = saved[0];
        instructions = saved[1];
        loads = saved[2];
        stores = saved[3];
        busyCycles = saved[4];
        sendStallCycles = saved[5];
        memoryStallCycles = saved[6];
        sent = saved[7];
        delivered = saved[8];
        refused = saved[9];
        bytes = saved[10];
        started = saved[11];
        ended = saved[12];
        faulted = saved[13];
        revocations = saved[14];
        holds = saved[15];
        dispatches = saved[16];
        messageLatency.load(in);
        turnLatency.load(in);
    }
}
