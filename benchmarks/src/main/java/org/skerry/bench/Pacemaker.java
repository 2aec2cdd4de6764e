package org.skerry.bench;

import java.nio.charset.StandardCharsets;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** A program that sends so many empty messages to its first handle when it starts: each makes a turn there. Touches no memory. */
record Pacemaker(int messages) implements Program {
    private static final int TARGET = 1; // its first handle after itself
    private static final int INSTRUCTIONS = 10; // of a message; assumption

    @Override
    public byte[] image() {
        return "pacemaker".getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Limits limits() {
        return Limits.pages(1, 1);
    }

    @Override
    public ActorInstance instantiate(LinearMemory memory, Grants grants) {
        return new ActorInstance() {
            @Override
            public Step step(Turn turn) {
                for (int i = 1; i <= messages; i++) {
                    turn.charge((long) i * INSTRUCTIONS, 0, 0);
                    turn.send(TARGET, new byte[0], new int[0]);
                }
                return Step.DONE;
            }

            @Override
            public void save(StateWriter out) {}

            @Override
            public void load(StateReader in) {}
        };
    }
}
