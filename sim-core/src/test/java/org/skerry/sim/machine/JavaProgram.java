package org.skerry.sim.machine;

import java.nio.charset.StandardCharsets;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.kernel.TurnAbandoned;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A program written as one Java method, for tests of machines. All state must lie in the linear memory, so that the machine saves
 * it; each turn is charged 100 instructions and what the handler adds.
 */
public record JavaProgram(String name, Handler handler) implements Program {
    /** Handles one message. */
    @FunctionalInterface
    public interface Handler {
        /** Handles {@code turn.message()}. */
        void handle(Turn turn, LinearMemory memory);
    }

    /** Ends the actor with a trap when thrown by a handler. */
    public static final class Trap extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** A trap for this reason. */
        public Trap(String reason) {
            super(reason, null, false, false);
        }
    }

    /** Ends the actor by its own will when thrown by a handler. */
    public static final class Exit extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        /** An exit with this code. */
        public Exit(int code) {
            super(null, null, false, false);
            this.code = code;
        }
    }

    @Override
    public byte[] image() {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Limits limits() {
        return Limits.pages(1, 2);
    }

    @Override
    public ActorInstance instantiate(LinearMemory memory, Grants grants) {
        return new ActorInstance() {
            @Override
            public Step step(Turn turn) {
                try {
                    turn.charge(10, 1, 1);
                    handler.handle(turn, memory);
                    turn.charge(
                            turn.ledger().instructions() + 90,
                            turn.ledger().loads(),
                            turn.ledger().stores());
                    return Step.DONE;
                } catch (Exit exit) {
                    return new Step.Exited(exit.code);
                } catch (TurnAbandoned abandoned) {
                    throw abandoned;
                } catch (Trap trap) {
                    return trapped(GuestFault.Kind.TRAP, trap, turn);
                } catch (MemoryFault fault) {
                    return trapped(GuestFault.Kind.MEMORY, fault, turn);
                }
            }

            private Step trapped(GuestFault.Kind kind, RuntimeException why, Turn turn) {
                return new Step.Trapped(new GuestFault(
                        kind, "handle", why.getMessage(), turn.ledger().instructions()));
            }

            @Override
            public void save(StateWriter out) {}

            @Override
            public void load(StateReader in) {}
        };
    }
}
