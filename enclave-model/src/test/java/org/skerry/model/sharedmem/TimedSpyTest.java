package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;

/**
 * Prime and probe: a timed spy fills all sets of a cache, lets a victim take one turn in which it touches the set that its secret
 * names, and measures which of its own sets got slower.
 */
final class TimedSpyTest {
    private static final int[] NO_HANDLES = {};
    private static final int SETS = 64;
    private static final int LINE = 64;
    private static final int NOTHING = -1;

    /** Private levels: 64 sets of 4 ways each. Behind them one slice a core, of 64 sets and 4 ways each. */
    private static final MemorySpec CACHES = MemorySpec.of(
                    new CacheSpec(SETS, 4, LINE, 4), new CacheSpec(SETS, 4, LINE, 14), new CacheSpec(SETS, 4, LINE, 12))
            .bare();

    private static long timeOf(Turn turn, LinearMemory memory, long address) {
        long before = turn.clock(turn.granted("clock"));
        memory.accessModel().load(address, 8);
        return turn.clock(turn.granted("clock")) - before;
    }

    /** Times of the spy's probes, set by set. */
    private List<Long> spyOnFirstLevel(int secret, boolean timed) {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        PlanBuilder plan = new PlanBuilder()
                .image("spy", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        for (int line = 0; line < 4 * SETS; line++) {
                            memory.accessModel().load((long) line * LINE, 8);
                        }
                        turn.send(turn.granted("victim"), new byte[0], NO_HANDLES);
                    } else {
                        for (int set = 0; set < SETS; set++) {
                            long sum = 0;
                            for (int way = 0; way < 4; way++) {
                                sum += timeOf(turn, memory, (long) (way * SETS + set) * LINE);
                            }
                            times.add(sum);
                        }
                    }
                })
                .instance("spy", "spy", new byte[0], timed, PlanBuilder.to("victim"), PlanBuilder.clock())
                .at(0)
                .actor(
                        "victim",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                for (int way = 0; way < 4 && secret != NOTHING; way++) {
                                    memory.accessModel().load((long) (way * SETS + secret) * LINE, 8);
                                }
                                turn.send(turn.granted("spy"), new byte[0], NO_HANDLES);
                            }
                        },
                        PlanBuilder.to("spy"))
                .at(0);
        run(SharedMemorySpec.of(1), plan);
        return times;
    }

    /** The spy on core 0, the victim on core 1: they meet in the shared cache alone. */
    private List<Long> spyOnSharedCache(int secret) {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        int lines = 2 * SETS * 4; // two slices
        PlanBuilder plan = new PlanBuilder()
                .image("spy", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        for (int line = 0; line < lines; line++) {
                            memory.accessModel().load((long) line * LINE, 8);
                        }
                        turn.send(turn.granted("victim"), new byte[0], NO_HANDLES);
                    } else {
                        // The last quarter lies in the private levels as well and would tell nothing.
                        for (int line = 0; line < lines / 2; line++) {
                            times.add(timeOf(turn, memory, (long) line * LINE));
                        }
                    }
                })
                .instance("spy", "spy", new byte[0], true, PlanBuilder.to("victim"), PlanBuilder.clock())
                .at(0)
                .actor(
                        "victim",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                for (int way = 0; way < 4; way++) {
                                    memory.accessModel().load((long) (way * 2 * SETS + secret) * LINE, 8);
                                }
                                turn.send(turn.granted("spy"), new byte[0], NO_HANDLES);
                            }
                        },
                        PlanBuilder.to("spy"))
                .at(1);
        run(SharedMemorySpec.of(2), plan);
        return times;
    }

    private static void run(SharedMemorySpec spec, PlanBuilder plan) {
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec.withMemory(CACHES), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertTrue(outcome instanceof RunOutcome.Quiescent, outcome.explain());
            assertTrue(machine.statistics().value("holds.count") > 0);
        }
    }

    @Test
    void theSetThatTheVictimTouchedInOneTurnIsTheOneThatGotSlow() {
        Set<Integer> quiet = slowSets(spyOnFirstLevel(NOTHING, true)); // where the runtime itself has been
        int found = 0;
        for (int secret = 0; secret < SETS; secret += 5) {
            Set<Integer> slow = slowSets(spyOnFirstLevel(secret, true));
            slow.removeAll(quiet);
            int expected = Math.floorMod(secret + setOf("actor victim") - setOf("actor spy"), SETS);
            if (!quiet.contains(expected)) {
                assertEquals(Set.of(expected), slow, "secret " + secret);
                found++;
            }
        }
        assertTrue(found > 8, found + " secrets found");
    }

    private static Set<Integer> slowSets(List<Long> times) {
        Set<Integer> slow = new TreeSet<>();
        for (int set = 0; set < times.size(); set++) {
            if (times.get(set) > 0) {
                slow.add(set);
            }
        }
        return slow;
    }

    private static int setOf(String owner) {
        PlanBuilder plan = new PlanBuilder().actor("spy", (turn, memory) -> {}).actor("victim", (turn, memory) -> {});
        try (SharedMemoryMachine machine =
                new SharedMemoryMachine(SharedMemorySpec.of(1).withMemory(CACHES), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            long base = machine.regions().stream()
                    .filter(region -> region.owner().equals(owner))
                    .findFirst()
                    .orElseThrow()
                    .base();
            return (int) (base / LINE % SETS);
        }
    }

    @Test
    void twoSecretsGiveDifferentTimesAndOneSecretAlwaysTheSame() {
        assertEquals(spyOnFirstLevel(20, true), spyOnFirstLevel(20, true));
        assertNotEquals(spyOnFirstLevel(20, true), spyOnFirstLevel(21, true));
    }

    @Test
    void theSecretIsSeenFromAnotherCoreThroughTheSharedCache() {
        assertEquals(spyOnSharedCache(20), spyOnSharedCache(20));
        assertNotEquals(spyOnSharedCache(20), spyOnSharedCache(40));
    }
}
