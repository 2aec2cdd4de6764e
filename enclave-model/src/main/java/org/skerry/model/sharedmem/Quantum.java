package org.skerry.model.sharedmem;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** How long the actor of one core may go on while others wait for the core. */
final class Quantum implements Stateful {
    private final int core;
    private final Cores cores;
    private final long cycles; // that it may run, 0: as long as it likes
    private final int turnsPerDispatch; // where no clock interrupts it, it gives way after so many
    private long end;

    Quantum(int core, Cores cores, SharedMemorySpec spec, long cycles) {
        this.core = core;
        this.cores = cores;
        this.cycles = cycles;
        this.turnsPerDispatch = spec.runtime().turnsPerDispatch();
    }

    /** It begins. */
    void begin(long cycle) {
        end = cycle + cycles;
    }

    /** Whether the clock interrupts the actor now. It is set again where nobody waits. */
    boolean isOver(long cycle) {
        if (cycles == 0 || cycle < end) {
            return false;
        }
        if (cores.othersWaitFor(core)) {
            return true;
        }
        begin(cycle);
        return false;
    }

    /** How far the actor may execute that would like to until this cycle. */
    long until(long cycle) {
        return cycles > 0 ? Math.min(cycle, end) : cycle;
    }

    /** Whether the actor may handle one message more. */
    boolean allowsTurn(long cycle, SharedActor actor) {
        return cycles > 0 ? cycle < end || !cores.othersWaitFor(core) : ++actor.turnsSinceDispatch < turnsPerDispatch;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(end);
    }

    @Override
    public void load(StateReader in) {
        end = in.readLong();
    }
}
