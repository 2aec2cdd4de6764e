package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.attest.AttestSpec;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.memory.BugObject;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.Attestation.Answer;

/** A verifier at the edge of a running chip asks what runs in its enclaves. */
class AttestationTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1).complete();

    /** Bytes of evidence about an actor that nothing was done to: {@code Evidence} has the layout. */
    private static final int EVIDENCE_BYTES = 12 + 64 + 44 + 36 + 188 + 40 + 4 + 3 * 140 + 64;

    private static AttestationPlan asks(int times) {
        return new AttestationPlan(List.of("victim", "peer", "other"), 1000, 50_000, times, 1_000_000, 0, false);
    }

    private static DeploymentPlan plan() {
        return new PlanBuilder()
                .image("impostor", (turn, memory) -> {})
                .actor("victim", (turn, memory) -> {}, to("peer"), log())
                .actor("peer", (turn, memory) -> {}, to("victim"))
                .actor("other", (turn, memory) -> {}, to("peer"))
                .build();
    }

    private static EnclaveChip chip(
            ChipSpec spec, AttestationPlan questions, ExecutionSpec execution, Order... orders) {
        EnclaveChip chip = new EnclaveChip(spec, 1, execution, MeshNetwork::new, questions);
        chip.takeOver(new HostileAgent(List.of(orders)));
        chip.deploy(plan());
        return chip;
    }

    private static Attestation run(ChipSpec spec, AttestationPlan questions, Order... orders) {
        try (EnclaveChip chip = chip(spec, questions, ExecutionSpec.SERIAL, orders)) {
            chip.run(RunLimits.NONE);
            return chip.attestation();
        }
    }

    @Test
    void aChipThatNobodyHasTouchedIsAccepted() {
        Attestation found = run(SPEC, asks(3));
        assertTrue(found.able());
        assertEquals(9, found.answers().size());
        found.answers().forEach(answer -> assertTrue(answer.accepted(), answer.toString()));
    }

    /** Question, hashing, a key and two signatures, answer: packets have the size of the evidence. */
    @Test
    void anAnswerTakesAsLongAsItsBytesAndTheKeySay() {
        AttestationPlan one = new AttestationPlan(List.of("victim"), 1000, 1, 1, 1_000_000, 0, false);
        Answer answer = run(SPEC, one).answers().get(0);
        assertEquals(EVIDENCE_BYTES, answer.bytes());
        ChipSpec wired = SPEC.withMesh(SPEC.mesh().withEdgeEndpoints(2));
        int edge = wired.mesh().endpoints() - 1;
        long expected = 1000
                + SPEC.messages().zeroLoadCycles(edge, 0, 16 + 16 + 64, wired.mesh())
                + SPEC.load().hashCycles(EVIDENCE_BYTES)
                + 3 * 9776
                + SPEC.messages().zeroLoadCycles(0, edge, 16 + 8 + EVIDENCE_BYTES, wired.mesh());
        assertEquals(expected, answer.answeredCycle());
    }

    @Test
    void anImageThatWasReplacedIsFoundByTheNextQuestion() {
        Attestation found = run(SPEC, asks(5), new Order.Reimage(60_000, "victim", "impostor"));
        Answer answer = found.firstRejected("victim", 0);
        assertEquals(List.of("image", "boot-count", "writes"), answer.broken());
        assertTrue(answer.askedCycle() > 60_000 && answer.askedCycle() <= 60_000 + 50_000, answer.toString());
        assertNull(found.firstRejected("peer", 0), "and nobody else is blamed");
        assertNull(found.firstRejected("other", 0));
    }

    @Test
    void aRegisterThatWasRewiredIsFoundByTheNextQuestion() {
        Attestation found = run(SPEC, asks(5), new Order.Rewire(60_000, "peer", "victim", "other"));
        Answer answer = found.firstRejected("peer", 0);
        assertEquals(List.of("writes"), answer.broken());
        assertEquals(101_000, answer.askedCycle());
        assertTrue(answer.detail().contains("rewired"), answer.detail());
        assertNull(found.firstRejected("victim", 0));
    }

    /** Putting things back does not help: the log only grows. */
    @Test
    void aRegisterThatWasRewiredAndPutBackIsFoundAllTheSame() {
        Attestation found = run(
                SPEC,
                asks(5),
                new Order.Rewire(60_000, "peer", "victim", "other"),
                new Order.Rewire(70_000, "peer", "other", "victim"));
        assertEquals(List.of("writes", "writes"), found.firstRejected("peer", 0).broken());
    }

    @Test
    void theSameImageLoadedAgainIsFoundByItsBootCount() {
        Attestation found = run(SPEC, asks(5), new Order.Reimage(60_000, "victim", "victim"));
        assertEquals(
                List.of("boot-count", "writes"),
                found.firstRejected("victim", 0).broken());
    }

    @Test
    void anActorThatWasStoppedIsFound() {
        Answer answer = run(SPEC, asks(5), new Order.Stop(60_000, "victim")).firstRejected("victim", 0);
        assertTrue(answer.detail().contains("halted"), answer.detail());
    }

    @Test
    void anActorThatHasEndedIsSaidToRunNoMore() {
        DeploymentPlan mortal = new PlanBuilder()
                .actor("victim", (turn, memory) -> {
                    throw new org.skerry.sim.machine.JavaProgram.Exit(0);
                })
                .build();
        AttestationPlan one = new AttestationPlan(List.of("victim"), 5000, 1, 1, 1_000_000, 0, false);
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL, MeshNetwork::new, one)) {
            chip.deploy(mortal);
            chip.run(RunLimits.NONE);
            assertEquals(List.of("present"), chip.attestation().answers().get(0).broken());
        }
    }

    @Test
    void anOpenDebugFuseIsFoundUnlessItIsAllowed() {
        ChipSpec open = SPEC.withAttest(new AttestSpec(0, 0, true));
        assertEquals(List.of("debug"), run(open, asks(1)).answers().get(0).broken());
        AttestationPlan lenient = new AttestationPlan(List.of("victim"), 0, 1, 1, 1_000_000, 0, true);
        assertTrue(run(open, lenient).answers().get(0).accepted());
    }

    @Test
    void aRuntimeThatLeavesACheckOutIsFound() {
        BugObject bug = new BugObject("runtime", "linear-bounds", BugObject.Trigger.ALWAYS, 0, Long.MAX_VALUE);
        assertEquals(
                List.of("runtime"),
                run(SPEC.withBugs(List.of(bug)), asks(1)).answers().get(0).broken());
    }

    @Test
    void anImageOlderThanThePolicyAllowsIsRejected() {
        AttestationPlan strict = new AttestationPlan(List.of("victim"), 0, 1, 1, 1_000_000, 1, false);
        assertEquals(
                List.of("security-version"), run(SPEC, strict).answers().get(0).broken());
    }

    @Test
    void whoseAnswerComesTooLateIsRejected() {
        AttestationPlan hasty = new AttestationPlan(List.of("victim"), 0, 1, 1, 10_000, 0, false);
        assertEquals(List.of("fresh"), run(SPEC, hasty).answers().get(0).broken());
    }

    private static Order[] everything() {
        return new Order[] {
            new Order.Reimage(60_000, "victim", "impostor"), new Order.Rewire(120_000, "peer", "victim", "other")
        };
    }

    @Test
    void theSameIsFoundHoweverTheChipIsSimulated() {
        try (EnclaveChip serial = chip(SPEC, asks(4), ExecutionSpec.SERIAL, everything());
                EnclaveChip parallel = chip(SPEC, asks(4), ExecutionSpec.partitions(2), everything())) {
            serial.run(RunLimits.NONE);
            parallel.run(RunLimits.NONE);
            assertEquals(serial.attestation(), parallel.attestation());
            assertEquals(serial.digest(), parallel.digest());
        }
    }

    @Test
    void aRunRestoredInTheMidstOfAQuestionFindsTheSame() {
        try (EnclaveChip whole = chip(SPEC, asks(4), ExecutionSpec.SERIAL, everything())) {
            whole.run(RunLimits.NONE);
            // While evidence is signed; while a memory is cleared; after.
            for (long cycle : new long[] {20_000, 80_000, 150_000}) {
                try (EnclaveChip first = chip(SPEC, asks(4), ExecutionSpec.SERIAL, everything());
                        EnclaveChip second = chip(SPEC, asks(4), ExecutionSpec.SERIAL, everything())) {
                    first.run(RunLimits.toCycle(cycle).settled());
                    byte[] saved = first.checkpoint();
                    second.restore(saved);
                    assertArrayEquals(saved, second.checkpoint(), "cycle " + cycle);
                    second.run(RunLimits.NONE);
                    assertEquals(whole.digest(), second.digest(), "cycle " + cycle);
                    assertEquals(whole.attestation(), second.attestation(), "cycle " + cycle);
                }
            }
            assertNotNull(whole.attestation().firstRejected("victim", 0));
        }
    }
}
