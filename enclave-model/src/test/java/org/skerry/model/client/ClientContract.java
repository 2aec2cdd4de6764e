package org.skerry.model.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.skerry.model.client.RetrySpec.Jitter;
import org.skerry.model.client.RetrySpec.Policy;
import org.skerry.model.edge.Arrivals.Plan;
import org.skerry.model.edge.Arrivals.Process;
import org.skerry.model.edge.NetworkSpec;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.ClientFigures.Counts;

/** Clients get the same from services on every machine, times aside; a machine passes by a subclass that builds it. */
abstract class ClientContract {
    private static final int[] NONE = {};
    private static final ClientSpec PATIENT =
            new ClientSpec(50, 20, 990, 300, 16, 100, 64, 0, RetrySpec.NONE, 1024, 256, 0, 10_000, true, false);
    private static final ClientSpec TWICE =
            PATIENT.withRetry(50_000, new RetrySpec(Policy.EXPONENTIAL, 2, 5000, 20_000, Jitter.EQUAL, 1_000_000, 100));

    /** A machine with room for a device at its edge. */
    abstract Machine machine();

    private static ClientProgram program(ClientSpec spec, int requests) {
        Plan plan = new Plan(Process.POISSON, requests, 500, 3000, new long[0]);
        return new ClientProgram("outside", NetworkSpec.DEFAULT, plan, spec, 11);
    }

    private static ByteBuffer request(Turn turn) {
        return ByteBuffer.wrap(turn.message().payload()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void answer(Turn turn) {
        turn.send(turn.received(0), new byte[8], NONE);
        turn.drop(turn.received(0));
    }

    private static PlanBuilder plan(ClientSpec spec, int requests, String... services) {
        DeploymentPlan.GrantPlan[] grants = new DeploymentPlan.GrantPlan[services.length];
        for (int i = 0; i < services.length; i++) {
            grants[i] = to(services[i]);
        }
        return new PlanBuilder()
                .program("clients", program(spec, requests))
                .instance("outside", "clients", new byte[0], false, grants);
    }

    private ClientFigures run(DeploymentPlan plan, Class<? extends RunOutcome> outcome) {
        try (Machine machine = machine()) {
            machine.deploy(plan);
            RunOutcome end = machine.run(RunLimits.NONE);
            assertInstanceOf(outcome, end, end.explain());
            return machine.devices().get("outside").clients().orElseThrow();
        }
    }

    @Test
    void everyRequestReachesTheTargetOfItsKeyAndIsAnswered() {
        PlanBuilder builder = plan(PATIENT, 60, "service0", "service1", "service2");
        for (int i = 0; i < 3; i++) {
            int index = i;
            builder.actor("service" + i, (turn, memory) -> {
                if (turn.receivedCount() == 1) {
                    if (RequestFormat.target(request(turn).getLong(8), 3) != index) {
                        throw new JavaProgram.Exit(1); // nobody would answer
                    }
                    answer(turn);
                }
            });
        }
        Counts counts = run(builder.build(), RunOutcome.Quiescent.class).counts();
        assertEquals(60, counts.offered());
        assertEquals(60, counts.good());
        assertEquals(0, counts.open());
    }

    @Test
    void eachTargetIsToldWhenNothingComesAnyMore() {
        PlanBuilder builder = plan(PATIENT, 10, "service0", "service1");
        for (int i = 0; i < 2; i++) {
            builder.actor(
                    "service" + i,
                    (turn, memory) -> {
                        if (turn.receivedCount() == 1) {
                            answer(turn);
                        } else if (turn.message().sender() != 0) {
                            String line = request(turn).get(22) + " after "
                                    + request(turn).getLong(0);
                            turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
                        }
                    },
                    PlanBuilder.log());
        }
        try (Machine machine = machine()) {
            machine.deploy(builder.build());
            machine.run(RunLimits.NONE);
            assertEquals(
                    java.util.List.of("3 after 10", "3 after 10"),
                    machine.log().stream().map(LogLine::text).toList());
        }
    }

    /** A service that answers nothing but the second attempt of a request, and that one twice. */
    private static DeploymentPlan forgetful(int requests) {
        return plan(TWICE, requests, "service")
                .actor("service", (turn, memory) -> {
                    if (turn.receivedCount() == 1 && request(turn).getShort(20) == 1) {
                        turn.send(turn.received(0), new byte[1], NONE);
                        answer(turn);
                    }
                })
                .build();
    }

    @Test
    void aRequestThatWasNotAnsweredComesAgainAndIsAnsweredOnce() {
        Counts counts = run(forgetful(30), RunOutcome.Quiescent.class).counts();
        assertEquals(30, counts.good());
        assertEquals(30, counts.timedOut());
        assertEquals(60, counts.attempts());
        assertEquals(0, counts.duplicates());
    }

    @Test
    void latencyOfARepeatedRequestHasItsFirstAttemptInIt() {
        ClientFigures figures = run(forgetful(30), RunOutcome.Quiescent.class);
        assertTrue(figures.latency(ClientFigures.INTENDED).percentile(500_000) > 50_000);
        assertTrue(figures.latency(ClientFigures.SENT).largest() < 50_000);
    }

    @Test
    void whoIsDeadRefusesAndTheClientGivesUpSoon() {
        DeploymentPlan plan = plan(TWICE, 20, "service")
                .actor("service", (turn, memory) -> {
                    if (turn.receivedCount() == 1) {
                        throw new JavaProgram.Exit(0);
                    }
                })
                .build();
        Counts counts = run(plan, RunOutcome.Quiescent.class).counts();
        assertEquals(20, counts.givenUp());
        assertEquals(0, counts.good());
        assertTrue(counts.refused() >= 55, counts.toString());
        assertEquals(60, counts.attempts());
    }

    @Test
    void nobodyAnswersARequestWithoutTheHandleThatCameWithIt() {
        DeploymentPlan plan = plan(PATIENT.withRetry(5000, RetrySpec.NONE), 20, "service")
                .actor("service", (turn, memory) -> {})
                .actor(
                        "impostor",
                        (turn, memory) -> {
                            for (int label = 1; label <= 20; label++) {
                                int posed = turn.attenuate(turn.granted("outside"), Rights.SEND, label);
                                turn.send(posed, new byte[8], NONE);
                                turn.drop(posed);
                            }
                        },
                        to("outside"))
                .build();
        Counts counts = run(plan, RunOutcome.Quiescent.class).counts();
        assertEquals(0, counts.good() + counts.late());
        assertEquals(20, counts.givenUp());
    }

    @Test
    void aCheckpointAtAnyTimeGoesOnToTheSameDigest() {
        DeploymentPlan plan = forgetful(20);
        String whole;
        long end;
        try (Machine machine = machine()) {
            machine.deploy(plan);
            machine.run(RunLimits.NONE);
            whole = machine.digest();
            end = machine.cycle();
        }
        for (int i = 0; i < 10; i++) {
            byte[] saved;
            long cycle = new RandomStreams(8).stream("cut", i).nextLong(end + 1);
            try (Machine machine = machine()) {
                machine.deploy(plan);
                machine.run(RunLimits.toCycle(cycle));
                saved = machine.checkpoint();
            }
            try (Machine machine = machine()) {
                machine.deploy(plan);
                machine.restore(saved);
                assertArrayEquals(saved, machine.checkpoint(), "saved at " + cycle);
                machine.run(RunLimits.NONE);
                assertEquals(whole, machine.digest(), "saved at " + cycle);
            }
        }
    }
}
