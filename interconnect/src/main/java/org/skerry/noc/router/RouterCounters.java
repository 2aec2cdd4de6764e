package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What happened so far: flits of each port, and how full the buffers of each router were. */
public final class RouterCounters implements Stateful {
    private final long[] portFlits; // by output port
    private final long[]
            departures; // by router: cycles at which flits left, minus cycles at which flits came, summed up

    RouterCounters(int routers, int ports) {
        portFlits = new long[routers * ports];
        departures = new long[routers];
    }

    int routers() {
        return departures.length;
    }

    void came(long cycle, int router) {
        departures[router] -= cycle;
    }

    void left(long cycle, int router, int outputPort) {
        departures[router] += cycle;
        portFlits[outputPort]++;
    }

    /** Flits that left through an output port, by router * ports + port. */
    public long portFlits(int outputPort) {
        return portFlits[outputPort];
    }

    /** Cycles that flits were in the buffers of a router, summed over all of which {@code buffered} are still there at {@code cycle}. */
    long bufferFlitCycles(int router, int buffered, long cycle) {
        return departures[router] + buffered * cycle;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(portFlits);
        out.writeLongs(departures);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(portFlits);
        in.readLongs(departures);
    }
}
