package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.LinearMemory;

/** What the chapters of the law book share: machines to judge, and words to judge them with. */
abstract class LawBook {
    static final int[] NO_HANDLES = {};

    /** A fresh machine with room for at least 16 actors. */
    protected abstract Machine machine(long seed, ExecutionSpec execution);

    final Machine machine() {
        return machine(1, ExecutionSpec.SERIAL);
    }

    List<String> logOf(PlanBuilder plan) {
        return logOf(plan, 1);
    }

    List<String> logOf(PlanBuilder plan, long seed) {
        try (Machine machine = machine(seed, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return sorted(machine);
        }
    }

    List<String> linesInOrder(PlanBuilder plan, String actor) {
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return machine.log().stream()
                    .filter(line -> line.actor().equals(actor))
                    .map(LogLine::text)
                    .toList();
        }
    }

    static List<String> sorted(Machine machine) {
        List<String> lines = new ArrayList<>();
        machine.log().forEach(line -> lines.add(line.actor() + ": " + line.text()));
        Collections.sort(lines);
        return lines;
    }

    static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }

    static void report(Turn turn, LinearMemory memory, String line) {
        turn.log((int) memory.load(8, 8), line.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    static long number(Message message) {
        return ByteBuffer.wrap(message.payload()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    static long word(Deployment deployment, String actor, int address) {
        byte[] memory = Arrays.copyOf(deployment.memory(actor), address + 8);
        return ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN).getLong(address);
    }
}
