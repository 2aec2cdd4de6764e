package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What happened so far: flits of each port, and how full the buffers of each router are and were. */
public final class RouterCounters implements Stateful {
    private final long[] portFlits; // by output port
    private final int[] buffered; // by router: flits now
    private final long[]
            departures; // by router: cycles at which flits left, minus cycles at which flits came, summed up

    RouterCounters(int routers, int ports) {
        portFlits = new long[routers * ports];
        buffered = new int[routers];
        departures = new long[routers];
    }

    void came(long cycle, int router) {
        buffered[router]++;
        departures[router] -= cycle;
    }

    void left(long cycle, int router, int outputPort) {
        buffered[router]--;
        departures[router] += cycle;
        portFlits[outputPort]++;
    }

    /** Flits that left through an output port, by router * ports + port. */
    public long portFlits(int outputPort) {
        return portFlits[outputPort];
    }

    /** Flits in the buffers of a router. */
    public int buffered(int router) {
        return buffered[router];
    }

    /** Flits in the buffers of a router, summed over all cycles before {@code cycle}; divided by the cycles, the mean occupancy. */
    public long bufferFlitCycles(int router, long cycle) {
        return departures[router] + buffered[router] * cycle;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(portFlits);
        out.writeInts(buffered);
        out.writeLongs(departures);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(portFlits);
        in.readInts(buffered);
        in.readLongs(departures);
    }
}
