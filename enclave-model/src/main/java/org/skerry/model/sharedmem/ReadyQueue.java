package org.skerry.model.sharedmem;

import java.util.function.LongFunction;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Actors that are ready and that no core runs; first in, first out, but that an actor may be pinned to a core. */
interface ReadyQueue {
    void add(SharedActor actor);

    boolean isEmpty();

    /** Whether an actor waits that this core may run. */
    boolean hasFor(int core);

    /** The actor that has waited longest and that one of the idle cores may run, or null. */
    SharedActor firstFor(boolean[] idle);

    /** Takes out an actor that {@link #firstFor} has named. */
    void remove(SharedActor actor);

    /** Takes out an actor, wherever it waits, if it does. */
    void withdraw(SharedActor actor);

    void clear();

    void save(StateWriter out);

    void load(StateReader in, LongFunction<SharedActor> actors);
}
