package org.skerry.scenario.authority;

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

/** A program that is one Java method, with all state in linear memory. Each turn begins with {@value #ENTRY} instructions. */
public record NativeProgram(String name, Handler handler) implements Program {
    /** Instructions before the handler does anything. */
    public static final int ENTRY = 10;

    /** Handles one message. */
    public interface Handler {
        void handle(Turn turn, LinearMemory memory);
    }

    /** The turn goes on for so many instructions. */
    public static void spend(Turn turn, long instructions) {
        turn.charge(turn.ledger().instructions() + instructions, 0, 0);
    }

    @Override
    public byte[] image() {
        return name.getBytes(StandardCharsets.UTF_8);
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
                spend(turn, ENTRY);
                handler.handle(turn, memory);
                return Step.DONE;
            }

            @Override
            public void save(StateWriter out) {}

            @Override
            public void load(StateReader in) {}
        };
    }
}
