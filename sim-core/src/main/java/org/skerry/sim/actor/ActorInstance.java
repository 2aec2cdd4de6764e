package org.skerry.sim.actor;

import org.skerry.sim.state.Stateful;

/**
 * A started actor. A turn handles one message; a step ends when the turn does, or at a synchronisation point.
 *
 * <p>Called by one thread at a time. Its linear memory belongs to the machine, which saves it; {@link #save} writes only what
 * lies outside (globals, tables, the chosen behaviour) and is called between turns only.
 */
public interface ActorInstance extends Stateful {
    /**
     * Runs the actor on {@code turn} until the turn ends. Never throws for what a guest does: a trap is a {@link Step}.
     * A guest that must wait in mid-turn is held on its own thread by the turn itself ({@link Turn#call}, {@link Turn#clock}).
     */
    Step step(Turn turn);

    /**
     * Reads of itself what the next step will need, so that the host fetches it from memory before it is needed, together with that of
     * others. Changes nothing.
     *
     * @return a number that means nothing
     */
    default long foresee() {
        return 0;
    }

    /** The same of what it consists of: at {@code level} 0, and then at 1 and 2 of what that consists of. */
    default long foreseeParts(int level) {
        return 0;
    }
}
