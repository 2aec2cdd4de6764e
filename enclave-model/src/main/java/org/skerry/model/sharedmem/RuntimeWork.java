package org.skerry.model.sharedmem;

import org.skerry.model.count.CyclePart;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * One piece of the runtime's work on one core: lines, each of which may be missed, then some cycles of software. Its effect comes after
 * it, and is the affair of whoever began it.
 */
final class RuntimeWork implements Stateful {
    private final SharedMemorySpec spec;
    private final CoreTime time;
    private final CoreCounters counters;
    private final LineWalk walk;
    private long softwareCycles;

    RuntimeWork(SharedMemorySpec spec, CoreTime time, CoreCounters counters, LineWalk walk) {
        this.spec = spec;
        this.time = time;
        this.counters = counters;
        this.walk = walk;
    }

    /** Begins a piece of work with so much software. Returns its lines, none yet, for the caller to add. */
    LineWalk begin(int coreCycles) {
        walk.begin();
        softwareCycles = spec.core().softwareMeshCycles(coreCycles);
        return walk;
    }

    /** Cycles of the mesh that the software of this piece takes. */
    long softwareCycles() {
        return softwareCycles;
    }

    /** Goes on as far as possible; true when all lines are there, and the software begins. */
    boolean touchLines(long cycle) {
        switch (walk.goOn(cycle)) {
            case DONE -> {
                time.spend(cycle, CyclePart.MESSAGE_SOFTWARE);
                time.sleepUntil(cycle, cycle + softwareCycles);
                return true;
            }
            case WAITS_FOR_LINE -> time.stall(cycle);
            case WAITS_FOR_TRANSLATION -> {
                time.spend(cycle, CyclePart.TRANSLATION);
                time.sleepUntil(cycle, cycle + walk.takeTranslationCycles());
            }
            case WAITS_FOR_L2 -> {
                long near = walk.takeNearCycles();
                counters.stall(Server.L2, near);
                time.spend(cycle, CyclePart.L2);
                time.sleepUntil(cycle, cycle + near);
            }
        }
        return false;
    }

    @Override
    public void save(StateWriter out) {
        walk.save(out);
        out.writeLong(softwareCycles);
    }

    @Override
    public void load(StateReader in) {
        walk.load(in);
        softwareCycles = in.readLong();
    }
}
