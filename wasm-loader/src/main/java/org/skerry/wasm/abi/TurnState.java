package org.skerry.wasm.abi;

import org.skerry.sim.state.Stateful;

/** What an interface keeps for a guest, where it wants to know of turns. */
public interface TurnState extends Stateful {
    /** A turn of the guest begins; its message is there. */
    void turnBegins(Guest guest);

    /**
     * The turn is over. What is still to be sent or written is now; throws nothing.
     *
     * @param well whether it did not end by a fault
     */
    void turnEnds(Guest guest, boolean well);
}
