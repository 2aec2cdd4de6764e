package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.ActorId;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * The chapter on Hewitt's axioms: an actor sends to whom it knows by birth, by creation or by a message; a child knows what its parent
 * passed. (How it becomes is the loader's: see the rules of docs/CONTRACT.md that name Hewitt.)
 */
abstract class HewittLaws extends OversightLaws {
    private static final int ACTORS = 6;
    private static final int DEEPEST = 4;
    private static final int MOST_HANDLES = 7;
    private static final int MOST_IDENTIFIERS = 2000;

    @Test
    void createGivesAChildItselfAndWhatItsParentPassed() {
        PlanBuilder plan = new PlanBuilder()
                .image(
                        "child",
                        (turn, memory) -> turn.log(
                                turn.received(0),
                                ("handles " + turn.table().size() + " names "
                                                + turn.grants().names().size())
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .actor(
                        "parent",
                        (turn, memory) ->
                                turn.spawn(turn.granted("child"), new byte[0], new int[] {turn.granted("log"), 0}),
                        spawn("child"),
                        to("friend"),
                        log())
                .actor("friend", (turn, memory) -> {});
        assertEquals(List.of("parent/1: handles 3 names 0"), logOf(plan));
    }

    @Test
    void onlyConnectivityBegetsConnectivity() {
        for (long seed = 1; seed <= 6; seed++) {
            Acquaintances known = new Acquaintances();
            try (Machine machine = machine(seed, ExecutionSpec.SERIAL)) {
                machine.observe(known);
                machine.deploy(randomPrograms(seed, known));
                machine.run(RunLimits.NONE);
            }
            assertEquals(List.of(), known.violations, "seed " + seed);
            assertTrue(known.messages > 20, "seed " + seed + ": only " + known.messages + " messages");
        }
    }

    /** Actors that know some of each other, and do what chance says with numbers that may be handles. */
    private static DeploymentPlan randomPrograms(long seed, Acquaintances known) {
        RandomStream edges = new RandomStreams(seed).stream("edges", 0);
        PlanBuilder plan = new PlanBuilder();
        JavaProgram.Handler random = (turn, memory) -> {
            long turns = memory.load(0, 8);
            memory.store(0, 8, turns + 1);
            act(turn, new RandomStreams(seed).stream("acts", turn.actor() + turns));
        };
        plan.image("child", random);
        for (int i = 0; i < ACTORS; i++) {
            List<GrantPlan> grants = new ArrayList<>(List.of(spawn("child")));
            Set<Long> birth = new HashSet<>(Set.of(ActorBirth.actorId(i)));
            for (int j = 0; j < ACTORS; j++) {
                if (edges.nextLong(2) == 0) {
                    grants.add(to("actor" + j, Rights.SEND | (edges.nextLong(3) == 0 ? 0 : Rights.GRANT), 0));
                    birth.add(ActorBirth.actorId(j));
                }
            }
            known.by.put(ActorBirth.actorId(i), birth);
            plan.actor("actor" + i, random, grants.toArray(new GrantPlan[0]));
        }
        return plan.build();
    }

    private static void act(Turn turn, RandomStream chance) {
        byte[] payload = turn.message().payload();
        int left = turn.message().kind() == MessageKind.START ? DEEPEST : payload.length == 1 ? payload[0] : 0;
        if (turn.message().kind() == MessageKind.START && turn.granted("child") >= 0 && chance.nextLong(2) == 0) {
            turn.spawn(turn.granted("child"), new byte[0], new int[] {0});
        }
        for (int tries = 0; left > 0 && tries < 5; tries++) {
            int handle = (int) chance.nextLong(MOST_HANDLES);
            int other = (int) chance.nextLong(MOST_HANDLES);
            switch ((int) chance.nextLong(5)) {
                case 0 -> turn.attenuate(handle, (int) chance.nextLong(4), chance.nextLong(3));
                case 1 -> turn.drop(handle);
                default -> {
                    byte[] less = {(byte) (left - 1)};
                    if (turn.send(handle, less, new int[] {other}) != Status.OK.code()) {
                        turn.send(handle, less, NO_HANDLES);
                    }
                }
            }
        }
    }

    /** Who knows whom, as follows from what was delivered, and who sent something to a stranger. */
    private static final class Acquaintances implements RunObserver {
        final Map<Long, Set<Long>> by = new HashMap<>();
        final List<String> violations = new ArrayList<>();
        int messages;

        @Override
        public void onMessageSent(long cycle, int place, Message message) {
            messages++;
            require(message.sender(), message.target(), "sent to");
            for (Capability grant : message.grants()) {
                require(message.sender(), grant.target(), "passed on");
            }
        }

        @Override
        public void onMessageDelivered(long cycle, int place, Message message) {
            Set<Long> knows = by.computeIfAbsent(message.target(), each -> new HashSet<>());
            knows.add(message.target());
            for (Capability grant : message.grants()) {
                knows.add(grant.target());
            }
        }

        private void require(long who, long whom, String did) {
            Set<Long> knows = by.computeIfAbsent(who, each -> new HashSet<>(Set.of(who)));
            if (!knows.contains(whom) && !created(who, whom)) {
                violations.add(Long.toHexString(who) + " " + did + " " + Long.toHexString(whom));
            }
        }

        /** What an actor makes is named after it. */
        private static boolean created(long parent, long child) {
            for (int sequence = 1; sequence < MOST_IDENTIFIERS; sequence++) {
                if (ActorId.of(parent, sequence) == child) {
                    return true;
                }
            }
            return false;
        }
    }
}
