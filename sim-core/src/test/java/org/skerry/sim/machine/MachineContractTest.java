package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.clock;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.random;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.stats.StatsSnapshot;

/**
 * The law book: what holds on every machine, whatever its time and its wires. A machine subclasses it in three lines. Actors keep
 * their state in their linear memory and speak through the log, so that every law is checked from outside. The chapters are its
 * superclasses; the last one, on determinism and on running in pieces, is here.
 */
public abstract class MachineContractTest extends LinkLaws {
    @Test
    void randomnessDependsOnSeedAndActorOnly() {
        PlanBuilder plan = new PlanBuilder();
        JavaProgram.Handler drawer = (turn, memory) -> {
            byte[] drawn = new byte[8];
            turn.random(turn.granted("random"), drawn);
            say(turn, Arrays.toString(drawn));
        };
        plan.actor("one", drawer, random(), log()).actor("two", drawer, random(), log());
        List<String> first = logOf(plan, 1);
        assertEquals(first, logOf(plan, 1));
        assertNotEquals(first, logOf(plan, 2));
        assertNotEquals(first.get(0).split(":")[1], first.get(1).split(":")[1]);
    }

    @Test
    void equalSeedsGiveEqualDigestsAndAnotherSeedAnother() {
        assertEquals(digestOf(1, ExecutionSpec.SERIAL, null), digestOf(1, ExecutionSpec.SERIAL, null));
        assertNotEquals(digestOf(1, ExecutionSpec.SERIAL, null), digestOf(2, ExecutionSpec.SERIAL, null));
    }

    @Test
    void executionChangesNoDigest() {
        String serial = digestOf(1, ExecutionSpec.SERIAL, null);
        assertEquals(serial, digestOf(1, new ExecutionSpec(1, 1, true, 1000), null), "reversed");
        assertEquals(serial, digestOf(1, new ExecutionSpec(2, 2, false, 1000), null), "2 partitions");
        assertEquals(serial, digestOf(1, new ExecutionSpec(4, 2, true, 1000), null), "4 partitions, reversed");
    }

    @Test
    void anObserverHearsEverythingAndChangesNoDigest() {
        CountingObserver observer = new CountingObserver();
        assertEquals(digestOf(1, ExecutionSpec.SERIAL, null), digestOf(1, ExecutionSpec.SERIAL, observer));
        assertTrue(
                observer.turns.get() > 0 && observer.sent.get() > 0 && observer.delivered.get() >= observer.sent.get());
    }

    @Test
    void aRunInPiecesEqualsARunInOne() {
        String whole = digestOf(3, ExecutionSpec.SERIAL, null);
        try (Machine machine = machine(3, ExecutionSpec.SERIAL)) {
            machine.deploy(mixedPlan().build());
            RunOutcome outcome = machine.run(RunLimits.toCycle(1));
            for (long cycle = 7; outcome instanceof RunOutcome.LimitReached; cycle = cycle * 3 / 2) {
                StatsSnapshot before = CycleLaw.holdsOn(machine);
                outcome = machine.run(RunLimits.toCycle(cycle));
                CycleLaw.holdsIn(machine.statistics().since(before), machine.places());
            }
            assertInstanceOf(RunOutcome.Quiescent.class, outcome);
            assertEquals(whole, machine.digest());
        }
    }

    /** The cycle at which a run is saved once more, after it was at this one. */
    protected long nextMoment(long cycle) {
        return cycle + 1 + cycle / 3;
    }

    @Test
    void aRestoredRunReachesTheDigestOfTheUninterruptedOne() {
        String whole = digestOf(5, ExecutionSpec.SERIAL, null);
        List<ActorAuthority> authority = null;
        int checkpoints = 0;
        for (long cycle = 0; checkpoints < 40; cycle = nextMoment(cycle), checkpoints++) {
            byte[] saved;
            try (Machine machine = machine(5, ExecutionSpec.SERIAL)) {
                machine.deploy(mixedPlan().build());
                RunOutcome outcome = machine.run(RunLimits.toCycle(cycle).settled());
                saved = machine.checkpoint();
                if (outcome instanceof RunOutcome.Quiescent) {
                    assertTrue(checkpoints > 5, "the run is too short to test checkpoints");
                    checkpoints = 40;
                }
            }
            try (Machine machine = machine(5, ExecutionSpec.SERIAL)) {
                machine.deploy(mixedPlan().build());
                machine.restore(saved);
                assertArrayEquals(saved, machine.checkpoint(), "saved at cycle " + cycle);
                machine.run(RunLimits.NONE);
                CycleLaw.holdsOn(machine);
                assertEquals(whole, machine.digest(), "saved at cycle " + cycle);
                authority = authority == null ? machine.authority() : authority;
                assertEquals(authority, machine.authority(), "saved at cycle " + cycle);
            }
        }
    }

    @Test
    void aCheckpointIsRefusedByNameWhileAGuestIsHeld() {
        PlanBuilder plan = new PlanBuilder()
                .actor("waiter", (turn, memory) -> turn.call(turn.granted("mute"), new byte[0], NO_HANDLES), to("mute"))
                .actor("mute", (turn, memory) -> {});
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            assertTrue(assertThrows(CheckpointRefused.class, machine::checkpoint)
                    .getMessage()
                    .contains("waiter"));
        }
    }

    @Test
    void aStopThatIsAskedForEndsARunThatWouldNever() {
        try (Machine machine = machine()) {
            machine.deploy(new PlanBuilder()
                    .actor("restless", (turn, memory) -> {
                        turn.send(0, new byte[0], NO_HANDLES);
                        if (memory.load(0, 8) == 500) {
                            machine.requestStop();
                        }
                        memory.store(0, 8, memory.load(0, 8) + 1);
                    })
                    .build());
            assertInstanceOf(RunOutcome.LimitReached.class, machine.run(RunLimits.NONE));
            CycleLaw.holdsOn(machine);
        }
    }

    @Test
    void everyCycleOfEveryCoreIsAccountedForAtAnyMoment() {
        long seed = 6;
        PlanBuilder plan = mixedPlan()
                .actor("sink", (turn, memory) -> turn.charge(3000, 700, 300))
                .actor(
                        "flood",
                        (turn, memory) -> {
                            for (int i = 0; i < 12; i++) {
                                turn.charge(turn.ledger().instructions() + 40, 9, 9);
                                turn.send(turn.granted("sink"), new byte[30_000], NO_HANDLES);
                            }
                        },
                        to("sink"))
                .actor("victim", (turn, memory) -> {
                    turn.charge(1000, 100, 100);
                    throw new JavaProgram.Trap("on purpose");
                })
                .actor(
                        "waiter",
                        (turn, memory) -> turn.call(turn.granted("sink"), new byte[9], NO_HANDLES),
                        to("sink"));
        try (Machine machine = machine(seed, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            RandomStream random = new RandomStreams(seed).stream("moments", 0);
            StatsSnapshot earlier = CycleLaw.holdsOn(machine);
            RunOutcome outcome = machine.run(RunLimits.toCycle(0));
            while (outcome instanceof RunOutcome.LimitReached) {
                outcome = machine.run(RunLimits.toCycle(machine.cycle() + random.nextLong(900)));
                StatsSnapshot now = CycleLaw.holdsOn(machine);
                CycleLaw.holdsIn(now.since(earlier), machine.places());
                earlier = random.nextLong(4) == 0 ? now : earlier;
            }
            assertInstanceOf(RunOutcome.Deadlocked.class, outcome, "the waiter waits for ever");
        }
    }

    /** Sends, grants, calls, spawns, randomness and a clock, all at once. */
    private static PlanBuilder mixedPlan() {
        PlanBuilder plan = new PlanBuilder()
                .image("worker", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        memory.store(0, 8, turn.received(0));
                    } else if (turn.message().replyTo() != null) {
                        memory.store(8, 8, memory.load(8, 8) + number(turn.message()));
                        turn.charge(turn.ledger().instructions() + 50 * number(turn.message()), 10, 10);
                        turn.reply(number(memory.load(8, 8)), NO_HANDLES);
                    }
                })
                .actor(
                        "collector",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                memory.store(0, 8, memory.load(0, 8) + number(turn.message()));
                                memory.store(8, 8, memory.load(8, 8) + 1);
                                if (memory.load(8, 8) % 3 == 0) {
                                    say(turn, "total " + memory.load(0, 8));
                                }
                                turn.setTimer(turn.granted("clock"), 300, memory.load(8, 8) % 2);
                                turn.cancelTimer(turn.granted("clock"), memory.load(8, 8) % 3);
                            }
                        },
                        clock(),
                        log());
        for (int i = 0; i < 3; i++) {
            plan.actor(
                    "driver" + i,
                    (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.START) {
                            memory.store(0, 8, turn.spawn(turn.granted("worker"), new byte[0], new int[] {0}));
                            turn.send(0, new byte[0], NO_HANDLES);
                            return;
                        }
                        long round = memory.load(8, 8);
                        byte[] drawn = new byte[8];
                        turn.random(turn.granted("random"), drawn);
                        turn.call((int) memory.load(0, 8), number(Math.abs(drawn[0]) + 1), NO_HANDLES);
                        long sum = number(turn.answer());
                        long now = turn.clock(turn.granted("clock"));
                        turn.waitUntil(turn.granted("clock"), now + 100 + drawn[1]);
                        turn.send(turn.granted("collector"), number(sum), NO_HANDLES);
                        memory.store(8, 8, round + 1);
                        if (round < 4) {
                            turn.send(0, new byte[0], NO_HANDLES);
                        }
                    },
                    spawn("worker"),
                    to("collector"),
                    random(),
                    clock());
        }
        return plan;
    }

    private String digestOf(long seed, ExecutionSpec execution, RunObserver observer) {
        try (Machine machine = machine(seed, execution)) {
            machine.observe(observer);
            machine.deploy(mixedPlan().build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return machine.digest();
        }
    }
}
