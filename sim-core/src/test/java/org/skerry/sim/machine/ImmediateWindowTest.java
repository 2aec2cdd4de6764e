package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;
import org.skerry.sim.memory.SharedWindow;

/** What actors share on the oracle is part of what it is, saves and hashes. */
class ImmediateWindowTest {
    /** Adds a number to the window's first word each turn, ten times, and logs the sum at the end. */
    private static DeploymentPlan adder(long number, long bytes) {
        JavaProgram program = new JavaProgram("adder", (turn, memory) -> {
            SharedWindow window = turn.window(turn.granted("board"), Rights.READ | Rights.WRITE);
            long seen = window.compareAndSwap(0, -1, -1);
            window.compareAndSwap(0, seen, seen + number);
            if (seen + number < 10 * number) {
                turn.send(0, new byte[0], new int[0]);
            } else {
                turn.log(turn.granted("log"), Long.toString(seen + number).getBytes(StandardCharsets.UTF_8));
            }
        });
        GrantPlan board = new GrantPlan("board", new GrantTarget.ToWindow("board"), Rights.READ | Rights.WRITE, 0);
        ActorPlan actor = new ActorPlan(
                "adder", "adder", new byte[0], List.of(board, PlanBuilder.log()), OptionalInt.empty(), false);
        return new DeploymentPlan(Map.of("adder", program), List.of(actor), List.of(new WindowPlan("board", bytes)));
    }

    private static Machine deployed(DeploymentPlan plan) {
        Machine machine = new ImmediateMachine(1, ExecutionSpec.SERIAL);
        machine.deploy(plan);
        return machine;
    }

    @Test
    void aWindowIsPartOfACheckpoint() {
        DeploymentPlan plan = adder(3, 64);
        try (Machine whole = deployed(plan);
                Machine restored = deployed(plan)) {
            whole.run(RunLimits.toCycle(4));
            restored.restore(whole.checkpoint());
            restored.run(RunLimits.NONE);
            whole.run(RunLimits.NONE);
            assertEquals("30", restored.log().get(0).text());
            assertEquals(whole.digest(), restored.digest());
        }
    }

    @Test
    void oneByteInAWindowChangesTheDigest() {
        try (Machine one = deployed(adder(3, 64));
                Machine other = deployed(adder(4, 64))) {
            one.run(RunLimits.toCycle(1));
            other.run(RunLimits.toCycle(1));
            assertNotEquals(one.digest(), other.digest());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, (1L << 30) + 1})
    void aWindowOfImpossibleSizeIsRefused(long bytes) {
        String refusal = assertThrows(ConfigException.class, () -> deployed(adder(1, bytes)))
                .getMessage();
        assertTrue(refusal.contains("'board' has " + bytes), refusal);
    }
}
