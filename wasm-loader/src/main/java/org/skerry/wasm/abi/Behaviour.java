package org.skerry.wasm.abi;

import org.skerry.sim.state.Stateful;

/**
 * What one actor does with its messages. It calls guest code and lets pass whatever that throws; {@link GuestExit} and
 * {@link GuestTrap} are its own ways to end the actor. Saved and loaded between turns only. Used by the actor's own thread.
 */
public interface Behaviour extends Stateful {
    /** Runs before the first turn's message is handled, once, metered in that turn. */
    void begin(GuestCode code);

    /** Handles the message of the guest's turn. */
    void handle(GuestCode code);
}
