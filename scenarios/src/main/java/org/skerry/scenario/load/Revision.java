package org.skerry.scenario.load;

import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.memory.LinearMemory;

/**
 * A program under a security version and a publisher of the scenario's.
 *
 * @param program         what runs
 * @param securityVersion its version
 * @param publisher       who signs for it
 */
record Revision(Program program, int securityVersion, String publisher) implements Program {
    /** The program itself if both are those of a program of which nothing is said. */
    static Program of(Program program, int securityVersion, String publisher) {
        return securityVersion == program.securityVersion() && publisher.equals(program.publisher())
                ? program
                : new Revision(program, securityVersion, publisher);
    }

    /** What runs, whatever its version. */
    static Program plain(Program program) {
        return program instanceof Revision revision ? revision.program : program;
    }

    @Override
    public byte[] image() {
        return program.image();
    }

    @Override
    public long codeBytes() {
        return program.codeBytes();
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
