package org.skerry.model.sharedmem.containment;

import org.skerry.model.memory.WriteHook;
import org.skerry.model.sharedmem.kernel.KernelQueues;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimePanic;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;

/**
 * What keeps the actors of a machine apart: makes the checks of each of them, and says what it costs to pass them. Everything that a
 * check compares with lies in modelled memory; what is kept here beside it is counts and addresses.
 */
public interface Containment extends Stateful {
    /** Address of {@link #allocate} when there is no room. */
    long NO_ROOM = -1;

    /**
     * Finds room for the state of the checks of a new actor, before its linear memory is allocated.
     *
     * @return its address, 0 if it needs none, or {@link #NO_ROOM}
     */
    default long allocate(String actor, long reservedBytes) {
        return 0;
    }

    /** Gives back what {@link #allocate} found; not called for 0. */
    default void free(long state) {}

    /** Bytes that {@link #allocate} takes from the heap for an actor with so much memory. */
    default long footprint(long reservedBytes) {
        return 0;
    }

    /** What keeps in the actor who lives there. Called once for each new actor, and once for each of a saved state. */
    Cell enclose(Place place);

    /** Who listens to a block of a saved state, which {@link #allocate} had found; null for nobody. */
    default WriteHook hookOf(Purpose purpose, long address) {
        return null;
    }

    /** What code costs here beside what the core's specification says. */
    default CodeCost code() {
        return CodeCost.NONE;
    }

    /**
     * A core passes between an actor and the software below it.
     *
     * @param core  its number
     * @param actor who is left or entered
     * @param other to whom a message goes, or which actor the core ran before; null if there is none
     * @param bytes that are copied on the way
     * @param lines takes what is touched
     * @return core cycles of software, beside those of the runtime
     */
    default int cross(Crossing crossing, int core, Party actor, Party other, int bytes, Lines lines) {
        return 0;
    }

    /**
     * An actor has trapped. It ends, and nobody else does, unless this says otherwise.
     *
     * @throws RuntimePanic if everything ends with it
     */
    default void faulted(Party actor) {}

    /** Adds what lies beside the memory that software reaches. */
    default void digest(DigestCombiner digest) {}

    /** Whether an actor ends because another has trapped, who is still alive. */
    default boolean endsWith(Party trapped, Party other) {
        return false;
    }

    /** Run queues in memory, by which the cores are given to actors; null if the runtime has one of its own. */
    default KernelQueues queues() {
        return null;
    }

    /** Core cycles after which the clock interrupts an actor; 0 if nothing ever does. */
    default int quantumCycles() {
        return 0;
    }

    /** Adds metrics of its own. */
    default void register(StatsRegistry registry) {}

    @Override
    default void save(StateWriter out) {}

    @Override
    default void load(StateReader in) {}

    /** A memory of an actor has grown: core cycles of the software below it for that. */
    default int growCycles() {
        return 0;
    }
}
