package org.skerry.sim.actor;

import org.skerry.sim.digest.DigestCombiner;

/**
 * What a deployment gives an actor beside handles, in the terms of one guest interface: arguments, files and the like. Machines pass
 * it on and do not look into it. Immutable, used by several threads.
 */
public interface Endowment {
    /** Adds to a digest everything in it that a run can depend on. */
    void digest(DigestCombiner digest);
}
