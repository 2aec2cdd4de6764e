package org.skerry.model.sharedmem;

import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.memory.LinearMemory;

/** A program with so many bytes of code, which a program in Java has not. */
record CodedProgram(Program program, long codeBytes) implements Program {
    @Override
    public byte[] image() {
        return program.image();
    }

    @Override
    public Limits limits() {
        return program.limits();
    }

    @Override
    public ActorInstance instantiate(LinearMemory memory, Grants grants) {
        return program.instantiate(memory, grants);
    }
}
