package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.BugObject.Trigger;
import org.skerry.model.memory.Region;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * An attacker turns over one bit of what the runtime keeps of its victim, in a run of its own, while the victim has messages waiting or waits for an
 * answer: every run comes to an end that the machine can name.
 */
final class OverwrittenRuntimeTest {
    private static final int[] NO_HANDLES = {};
    private static final BugObject NO_BOUNDS_CHECK =
            new BugObject("runtime", "bounds check", new Trigger(List.of("attacker"), 1), -(1L << 40), 1L << 40);
    private static final int SOME = 40;
    private static final long LATE = 200_000; // cycles; no message takes so long

    private static final int WORD_BITS = 64;
    private static final int MAILBOX_BITS = 32 * 8; // tag, capacity, head, tail
    private static final int RECORD_BITS = 112 * 8; // of the first message
    private static final int HANDLE_BITS = 40 * 8; // of the first handle

    /** Runs with a bit turned over. */
    private static RunOutcome outcome(String what, long bit, boolean whileItCalls) {
        try (SharedMemoryMachine machine = new SharedMemoryMachine(
                SharedMemorySpec.of(3).withBugs(List.of(NO_BOUNDS_CHECK)), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(new PlanBuilder()
                    .actor(
                            "attacker",
                            (turn, memory) -> {
                                if (turn.message().kind() == MessageKind.START) {
                                    turn.send(turn.granted("victim"), new byte[] {1}, NO_HANDLES);
                                    turn.charge(LATE, 0, 0);
                                    turn.send(0, new byte[] {0}, NO_HANDLES);
                                } else if (says(turn, 0)) {
                                    flip(machine, memory, what, bit);
                                    turn.send(turn.granted("victim"), new byte[] {2}, NO_HANDLES);
                                    turn.send(turn.granted("victim"), new byte[] {3}, NO_HANDLES);
                                }
                            },
                            PlanBuilder.to("victim"))
                    .at(0)
                    .actor(
                            "victim",
                            (turn, memory) -> victim(turn, whileItCalls),
                            PlanBuilder.to("slow"),
                            PlanBuilder.to("attacker"))
                    .at(1)
                    .actor("slow", (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.USER) {
                            turn.charge(2 * LATE, 0, 0);
                            turn.reply(new byte[] {6}, NO_HANDLES);
                        }
                    })
                    .at(2)
                    .build());
            return machine.run(RunLimits.toCycle(50 * LATE));
        }
    }

    private static boolean says(Turn turn, int what) {
        return turn.message().kind() == MessageKind.USER && turn.message().payload()[0] == what;
    }

    private static void victim(Turn turn, boolean calls) {
        if (turn.message().kind() == MessageKind.START && !calls) {
            turn.charge(2 * LATE, 0, 0); // messages wait meanwhile
        } else if (turn.message().kind() == MessageKind.USER && calls) {
            turn.call(turn.granted("slow"), new byte[] {4}, NO_HANDLES);
        } else if (says(turn, 3)) {
            throw new JavaProgram.Exit(0); // and the runtime frees what its pointers lead to
        } else {
            turn.send(turn.granted("slow"), new byte[] {5}, NO_HANDLES);
        }
    }

    private static void flip(SharedMemoryMachine machine, LinearMemory memory, String what, long bit) {
        long base = region(machine, "actor attacker").base();
        long address = region(machine, what).base() + bit / 8 - base;
        memory.store(address, 1, memory.load(address, 1) ^ 1L << bit % 8);
    }

    private static Region region(SharedMemoryMachine machine, String owner) {
        return machine.regions().stream()
                .filter(each -> each.owner().equals(owner))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no region of " + owner + " in " + machine.regions()));
    }

    /** How runs end with these bits turned over. */
    private static Set<String> ends(String what, IntStream bits, boolean whileItCalls) {
        Set<String> ends = new TreeSet<>();
        bits.forEach(bit -> {
            try {
                ends.add(outcome(what, bit, whileItCalls).getClass().getSimpleName());
            } catch (RuntimeException thrown) {
                fail("bit " + bit + " of " + what + (whileItCalls ? ", while it calls" : ""), thrown);
            }
        });
        return ends;
    }

    /** Some of so many bits from one on, by a seed that a failure names with its bit. */
    private static IntStream some(int first, int bits) {
        RandomStream random = new RandomStreams(bits).stream("bits", first);
        return IntStream.generate(() -> first + random.nextInt(bits)).limit(SOME);
    }

    @Test
    void noBitOfThePointerToAMailboxStopsTheSimulator() {
        Set<String> ends = ends("runtime state of victim", IntStream.range(WORD_BITS, 2 * WORD_BITS), false);
        assertTrue(ends.contains("Faulted"), ends::toString);
    }

    @Test
    void noBitOfThePointerToAHandleTableStopsTheSimulator() {
        IntStream bits = IntStream.range(2 * WORD_BITS, 3 * WORD_BITS);
        Set<String> ends = ends("runtime state of victim", bits, false);
        assertTrue(ends.contains("Quiescent"), ends::toString);
    }

    @Test
    void noBitOfThePointerToAnAnswerStopsTheSimulator() {
        Set<String> ends = ends("runtime state of victim", IntStream.range(3 * WORD_BITS, 4 * WORD_BITS), false);
        assertTrue(ends.contains("Faulted"), ends::toString);
    }

    @Test
    void noBitOfTheHeaderOfAMailboxStopsTheSimulator() {
        Set<String> ends = ends("mailbox of victim", some(0, MAILBOX_BITS), true);
        assertTrue(ends.contains("Faulted"), ends::toString);
    }

    @Test
    void noBitOfAWaitingMessageStopsTheSimulator() {
        Set<String> ends = ends("mailbox of victim", some(64 * 8, RECORD_BITS), false);
        assertTrue(ends.contains("Faulted") && ends.contains("Quiescent"), ends::toString);
    }

    @Test
    void noBitOfAHandleStopsTheSimulator() {
        Set<String> ends = ends("handle table of victim", some(128 * 8, HANDLE_BITS), false);
        assertTrue(ends.contains("Quiescent"), ends::toString);
    }
}
