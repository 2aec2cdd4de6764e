package org.skerry.sim.machine;

import java.util.List;

/** A checkpoint asked for while guests are held in mid-turn. Run on to a later cycle and ask again. */
public final class CheckpointRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CheckpointRefused(String message) {
        super(message);
    }

    /** The refusal that names the guests that are held. */
    public static CheckpointRefused held(List<String> actors) {
        return new CheckpointRefused("no checkpoint can be taken while guests are held in mid-turn: " + actors
                + ". Run on to a cycle at which none is held.");
    }
}
