package org.skerry.model.enclave;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;

/** What one slice counts. Plain fields, counted up where things happen and read between cycles. */
final class ChipCounters implements Stateful {
    long turns;
    long instructions;
    long loads;
    long stores;
    long busyCycles;
    long sendStallCycles;
    long sent;
    long delivered;
    long refused;
    long bytes;
    long started;
    long ended;
    long faulted;
    long revocations;
    long holds;
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
            sent,
            delivered,
            refused,
            bytes,
            started,
            ended,
            faulted,
            revocations,
            holds
        });
        messageLatency.save(out);
        turnLatency.save(out);
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[15];
        in.readLongs(saved);
        turns = saved[0];
        instructions = saved[1];
        loads = saved[2];
        stores = saved[3];
        busyCycles = saved[4];
        sendStallCycles = saved[5];
        sent = saved[6];
        delivered = saved[7];
        refused = saved[8];
        bytes = saved[9];
        started = saved[10];
        ended = saved[11];
        faulted = saved[12];
        revocations = saved[13];
        holds = saved[14];
        messageLatency.load(in);
        turnLatency.load(in);
    }
}
