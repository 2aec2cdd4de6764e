package org.skerry.scenario.load;

import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.memory.LinearMemory;

/** A program for plans that nobody runs. */
public final class NoProgram implements Program {
    @Override
    public byte[] image() {
        return new byte[0];
    }

    @Override
    public Limits limits() {
        return Limits.pages(0, 0);
    }

    @Override
    public ActorInstance instantiate(LinearMemory memory, Grants grants) {
        throw new AssertionError("nothing is run here");
    }
}
