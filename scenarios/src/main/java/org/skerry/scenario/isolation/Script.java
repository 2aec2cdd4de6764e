package org.skerry.scenario.isolation;

import java.nio.charset.StandardCharsets;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A program written as one method, as guests of a test that is about machines and not about guests. What it keeps is in its linear memory.
 *
 * @param name  bytes of its image
 * @param turns what it does with a message
 */
record Script(String name, Turns turns) implements Program {
    /** Words that a script may use to number its turns. */
    static final int COUNT = 0;

    private static final long TURN_INSTRUCTIONS = 100;

    /** What comes of a turn. */
    enum End {
        DONE,
        EXIT,
        TRAP
    }

    /** One turn. */
    @FunctionalInterface
    interface Turns {
        /** Handles {@code turn.message()}, the {@code count}-th of this actor, from 1. */
        End handle(Turn turn, LinearMemory memory, long count);
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
                long count = memory.load(COUNT, Long.BYTES) + 1;
                memory.store(COUNT, Long.BYTES, count);
                End end = turns.handle(turn, memory, count);
                turn.charge(
                        turn.ledger().instructions() + TURN_INSTRUCTIONS,
                        turn.ledger().loads() + 1,
                        turn.ledger().stores() + 1);
                return switch (end) {
                    case DONE -> Step.DONE;
                    case EXIT -> new Step.Exited(0);
                    case TRAP ->
                        new Step.Trapped(new GuestFault(
                                GuestFault.Kind.TRAP, "handle", "as the script says", TURN_INSTRUCTIONS));
                };
            }

            @Override
            public void save(StateWriter out) {}

            @Override
            public void load(StateReader in) {}
        };
    }
}
