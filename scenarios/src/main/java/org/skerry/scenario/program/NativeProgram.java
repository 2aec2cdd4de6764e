package org.skerry.scenario.program;

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
 * A program that is one Java method, with all state in linear memory of one page, which may grow.
 *
 * @param name  bytes of its image
 * @param turns what it does with a message
 * @param mostPages pages of 64 KiB that its memory may grow to
 */
public record NativeProgram(String name, Turns turns, int mostPages) implements Program {
    /** Instructions of a {@link #plain} turn before its handler does anything. */
    public static final int ENTRY = 10;

    /** What a {@link #counting} turn is charged beside what its handler charges: instructions, and one load and one store for the count. */
    private static final long COUNTING = 100;

    private static final int COUNT = 0; // where the count lies in memory

    /** One turn. */
    @FunctionalInterface
    public interface Turns {
        /** Handles {@code turn.message()}. */
        Step handle(Turn turn, LinearMemory memory);
    }

    /** A turn that always ends well. */
    @FunctionalInterface
    public interface Handler {
        /** Handles {@code turn.message()}. */
        void handle(Turn turn, LinearMemory memory);
    }

    /** A turn that knows its number. */
    @FunctionalInterface
    public interface Counted {
        /** Handles {@code turn.message()}, the {@code count}-th of this actor, from 1. */
        Step handle(Turn turn, LinearMemory memory, long count);
    }

    /** A program whose memory keeps its one page. */
    public NativeProgram(String name, Turns turns) {
        this(name, turns, 1);
    }

    /** The same program with a memory that may grow. */
    public NativeProgram growingTo(int pages) {
        return new NativeProgram(name, turns, pages);
    }

    /** A program whose turns begin with {@value #ENTRY} instructions and end well. */
    public static NativeProgram plain(String name, Handler handler) {
        return new NativeProgram(name, (turn, memory) -> {
            spend(turn, ENTRY);
            handler.handle(turn, memory);
            return Step.DONE;
        });
    }

    /** A program that counts its turns in the first word of its memory. */
    public static NativeProgram counting(String name, Counted handler) {
        return new NativeProgram(name, (turn, memory) -> {
            long count = memory.load(COUNT, Long.BYTES) + 1;
            memory.store(COUNT, Long.BYTES, count);
            Step end = handler.handle(turn, memory, count);
            turn.charge(
                    turn.ledger().instructions() + COUNTING,
                    turn.ledger().loads() + 1,
                    turn.ledger().stores() + 1);
            return end;
        });
    }

    /** The turn goes on for so many instructions. */
    public static void spend(Turn turn, long instructions) {
        turn.charge(turn.ledger().instructions() + instructions, 0, 0);
    }

    /** The end of a turn that traps on purpose. */
    public static Step trap() {
        return new Step.Trapped(new GuestFault(GuestFault.Kind.TRAP, "handle", "on purpose", COUNTING));
    }

    @Override
    public byte[] image() {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Limits limits() {
        return Limits.pages(1, mostPages);
    }

    @Override
    public ActorInstance instantiate(LinearMemory memory, Grants grants) {
        return new ActorInstance() {
            @Override
            public Step step(Turn turn) {
                return turns.handle(turn, memory);
            }

            @Override
            public void save(StateWriter out) {}

            @Override
            public void load(StateReader in) {}
        };
    }
}
