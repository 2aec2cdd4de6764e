package org.skerry.sim.kernel;

/** A guest that waits in mid-turn on its own thread. Good for one resumption or one abandonment. */
public interface Hold {
    /**
     * Ends the guest where it waits: its {@code park} throws {@link TurnAbandoned}. Returns when the guest has left its thread.
     * Does nothing to a guest that was resumed or abandoned before.
     */
    void abandon();
}
