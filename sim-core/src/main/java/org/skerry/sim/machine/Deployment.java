package org.skerry.sim.machine;

import java.util.List;

/** What a plan became on a machine: where to look for actors by name. */
public interface Deployment {
    /** Names of the actors of the plan, in its order. */
    List<String> actors();

    /** The identifier of an actor of the plan. */
    long actor(String name);

    /** Where an actor of the plan lives, in the machine's own numbering. */
    int place(String name);

    /** A copy of the linear memory of an actor, up to its last byte that is not zero. */
    byte[] memory(String name);
}
