package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;

/** Work whose result does not depend on the order of messages ends with the bytes of the oracle, for any seed and any cores. */
final class SameResultTest {
    private static final int ACTORS = 12;
    private static final int[] NO_HANDLES = {};

    /**
     * Every message says how far it may still go and where it comes from; an actor counts it by its label, then sends it, or two of
     * them, to actors that follow from its content alone.
     */
    private static PlanBuilder soup(long seed) {
        PlanBuilder plan = new PlanBuilder();
        for (int i = 0; i < ACTORS; i++) {
            GrantPlan[] grants = new GrantPlan[ACTORS];
            for (int j = 0; j < ACTORS; j++) {
                grants[j] = PlanBuilder.to("actor" + j, Rights.SEND, i + 1);
            }
            plan.actor(
                    "actor" + i,
                    (turn, memory) -> {
                        boolean start = turn.message().kind() == MessageKind.START;
                        long way = start
                                ? Mix.combine(seed, turn.actor())
                                : number(turn.message().payload());
                        long left = start ? 8 : way >>> 56;
                        long slot = 8 * turn.message().label();
                        memory.store(slot, 8, memory.load(slot, 8) + 1);
                        memory.store(200, 8, memory.load(200, 8) + Mix.mix(way));
                        turn.charge(turn.ledger().instructions() + (way & 1023), way & 63, way & 31);
                        for (int copy = 0; left > 0 && copy < 1 + (way >>> 20 & 1); copy++) {
                            long next = (Mix.combine(way, copy) & 0x00FF_FFFF_FFFF_FFFFL) | left - 1 << 56;
                            byte[] payload = new byte[8 + (int) (next >>> 8 & 511)];
                            ByteBuffer.wrap(payload)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .putLong(next);
                            int to = turn.granted("actor" + Math.floorMod(next >>> 3, ACTORS));
                            turn.send(to, payload, NO_HANDLES);
                        }
                    },
                    grants);
        }
        return plan;
    }

    private static long number(byte[] payload) {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static byte[][] memories(Machine machine, PlanBuilder plan) {
        try (machine) {
            Deployment deployment = machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            byte[][] memories = new byte[ACTORS][];
            for (int i = 0; i < ACTORS; i++) {
                memories[i] = deployment.memory("actor" + i);
            }
            StatsSnapshot statistics = machine.statistics();
            assertEquals(statistics.value("messages.sent") + ACTORS, statistics.value("messages.delivered"));
            return memories;
        }
    }

    @Test
    void memoriesEqualThoseOfTheOracle() {
        for (long seed = 1; seed <= 3; seed++) {
            byte[][] expected = memories(new ImmediateMachine(seed, ExecutionSpec.SERIAL), soup(seed));
            for (int cores : new int[] {1, 6}) {
                byte[][] found = memories(
                        new SharedMemoryMachine(SharedMemorySpec.of(cores), seed, ExecutionSpec.SERIAL), soup(seed));
                for (int i = 0; i < ACTORS; i++) {
                    assertArrayEquals(expected[i], found[i], "seed " + seed + ", cores " + cores + ", actor " + i);
                }
            }
        }
    }
}
