package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.attest.EventLog;
import org.skerry.model.attest.Evidence;
import org.skerry.model.attest.EvidenceCheck;
import org.skerry.model.attest.FormatException;
import org.skerry.model.attest.Sha256;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;

/** An actor asks what runs where its messages go, and is told by hardware: its own, about that of the other. */
class PeerAttestationTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1).complete();
    private static final byte[] NONCE = {1, 2, 3, 4, 5, 6, 7, 8};

    /** What the asker has been told, in order. */
    private final List<byte[]> told = new ArrayList<>();

    private PlanBuilder plan(int questions) {
        return new PlanBuilder()
                .image("impostor", (turn, memory) -> {})
                .actor(
                        "asker",
                        (turn, memory) -> {
                            Message message = turn.message();
                            if (message.kind() == MessageKind.EVIDENCE) {
                                told.add(message.payload().clone());
                            } else if (message.kind() == MessageKind.USER) {
                                for (int i = 0; i < questions; i++) {
                                    assertEquals(0, turn.attest(1, NONCE));
                                }
                            }
                        },
                        to("peer"))
                .actor("peer", (turn, memory) -> {}, to("asker"), log())
                .actor("clock", PeerAttestationTest::remind, to("asker"))
                .actor("other", (turn, memory) -> {}, to("asker"));
    }

    /** Makes the asker ask at once, and again 200 000 instructions later. */
    private static void remind(Turn turn, org.skerry.sim.memory.LinearMemory memory) {
        turn.send(1, new byte[0], new int[0]);
        turn.charge(turn.ledger().instructions() + 200_000, 0, 0);
        turn.send(1, new byte[0], new int[0]);
    }

    private void run(ChipSpec spec, PlanBuilder plan, Order... orders) {
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.takeOver(new HostileAgent(List.of(orders)));
            chip.deploy(plan.build());
            chip.run(RunLimits.NONE);
        }
    }

    private static int word(byte[] payload, int at) {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static byte[] encoded(byte[] payload) {
        return Arrays.copyOfRange(payload, Message.EVIDENCE_HEADER_BYTES, payload.length);
    }

    private static Evidence evidence(byte[] payload) throws FormatException {
        assertEquals(Status.OK.code(), word(payload, 0));
        assertEquals(0, word(payload, 8), "no rule is broken");
        return Evidence.decode(encoded(payload));
    }

    @Test
    void evidenceNamesThePeerItsCodeAndTheNonceOfTheQuestion() throws FormatException {
        run(SPEC, plan(1));
        assertEquals(2, told.size());
        Evidence found = evidence(told.get(0));
        assertArrayEquals(Arrays.copyOf(NONCE, Evidence.NONCE_BYTES), found.nonce());
        assertEquals(ActorBirth.actorId(1), found.enclave().actor());
        assertArrayEquals(
                Sha256.of("peer".getBytes(StandardCharsets.UTF_8)),
                found.enclave().image());
        assertEquals(0, found.logCount());
        assertArrayEquals(told.get(0), told.get(1), "the same question, the same answer");
    }

    @Test
    void aReplacedImageShowsInTheNextAnswer() throws FormatException {
        run(SPEC, plan(1), new Order.Reimage(50_000, "peer", "impostor"));
        Evidence before = evidence(told.get(0));
        Evidence after = evidence(told.get(1));
        assertFalse(Arrays.equals(before.enclave().image(), after.enclave().image()));
        assertEquals(before.enclave().bootCount() + 1, after.enclave().bootCount());
        assertEquals(EventLog.Kind.RELOADED, after.log().get(0).kind());
    }

    /** Whoever is led elsewhere asks there, and hears who answers. */
    @Test
    void anAskerWhoseOwnRegisterWasRewiredHearsOfAnotherActor() throws FormatException {
        run(SPEC, plan(1), new Order.Rewire(50_000, "asker", "peer", "other"));
        assertEquals(ActorBirth.actorId(1), evidence(told.get(0)).enclave().actor());
        assertEquals(ActorBirth.actorId(3), evidence(told.get(1)).enclave().actor());
        assertNotEquals(
                evidence(told.get(0)).enclave().enclave(),
                evidence(told.get(1)).enclave().enclave());
    }

    @Test
    void aStoppedPeerIsVouchedForAndItsLogSaysSo() throws FormatException {
        run(SPEC, plan(1), new Order.Stop(50_000, "peer"));
        assertEquals(EventLog.Kind.HALTED, evidence(told.get(1)).log().get(0).kind());
    }

    /** The fifth at a time is answered by the asker's own interface. */
    @Test
    void fourQuestionsAtATimeAndNoMore() {
        run(SPEC, plan(PeerQuestions.MOST + 1));
        List<Integer> statuses = told.stream().map(each -> word(each, 0)).toList();
        int no = Status.NO_ROOM.code();
        assertEquals(List.of(no, 0, 0, 0, 0, no, 0, 0, 0, 0), statuses);
    }

    /**
     * The committed form (docs/ARCHITECTURE.md): question, evidence, answer, check. What the asker's software takes before and after is that of any
     * message.
     */
    @Test
    void anAnswerTakesAsLongAsTheFormSays() {
        long[] at = new long[2];
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "asker",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.attest(1, NONCE);
                            }
                        },
                        to("peer"))
                .at(0)
                .actor("peer", (turn, memory) -> {})
                .at(3);
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            Recorder recorder = new Recorder();
            chip.observe(recorder);
            chip.run(RunLimits.NONE);
            at[0] = recorder.turns.stream()
                            .filter(turn -> turn.place() == 0)
                            .findFirst()
                            .orElseThrow()
                            .end()
                    - 90; // what a program of these tests goes on computing
            at[1] = recorder.cycles("delivered", 0).get(0);
            int bytes = 872;
            int question = 16 + 40 + 64; // header, capability with one of its lineage, nonce
            int answer = 32 + Message.EVIDENCE_HEADER_BYTES + bytes;
            long form = SPEC.messages().zeroLoadCycles(0, 3, question, SPEC.mesh())
                    + SPEC.load().hashCycles(bytes)
                    + SPEC.attest().cycles()
                    + SPEC.messages().zeroLoadCycles(3, 0, answer, SPEC.mesh())
                    + SPEC.load().hashCycles(bytes)
                    + EvidenceCheck.SIGNATURES * SPEC.load().verifyCycles();
            assertEquals(form, at[1] - at[0]);
            assertEquals(1, chip.statistics().value("attest.checks"));
        }
    }

    /** Evidence that somebody has changed, cut, or made for another question is told apart by the bits of the contract, and none passes. */
    @Test
    void noBitOfEvidenceCanBeFlipped() throws FormatException {
        run(SPEC, plan(1));
        byte[] good = encoded(told.get(0));
        byte[] nonce = Arrays.copyOf(NONCE, Evidence.NONCE_BYTES);
        EvidenceCheck unit = new EvidenceCheck(ChipPlan.rootKey());
        assertEquals(0, unit.broken(nonce, good));
        for (int at = 0; at < good.length; at += 13) {

            byte[] forged = good.clone();
            forged[at] ^= (byte) (1 << at % 8);
            assertNotEquals(0, unit.broken(nonce, forged), "byte " + at);
        }
        assertEquals(1, unit.broken(nonce, Arrays.copyOf(good, good.length - 1)), "format");
        assertEquals(2, unit.broken(new byte[Evidence.NONCE_BYTES], good), "nonce");
        assertEquals(4, new EvidenceCheck(new byte[32]).broken(nonce, good), "root");
    }

    /** Registers, questions that wait and evidence on its way are part of a checkpoint. */
    @Test
    void questionsSurviveACheckpoint() {
        String whole = digestOf(Long.MAX_VALUE);
        for (long cycle : new long[] {120, 5_000, 29_700, 31_000, 60_000}) {
            assertEquals(whole, digestOf(cycle), "restored at cycle " + cycle);
        }
    }

    private String digestOf(long cycle) {
        PlanBuilder plan = plan(3);
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL);
                EnclaveChip second = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            if (cycle == Long.MAX_VALUE) {
                chip.run(RunLimits.NONE);
                return chip.digest();
            }
            chip.run(RunLimits.toCycle(cycle));
            byte[] saved = chip.checkpoint();
            second.deploy(plan.build());
            second.restore(saved);
            second.run(RunLimits.NONE);
            return second.digest();
        }
    }

    @Test
    void aDeadPeerHasNoEvidence() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "asker",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.EVIDENCE) {
                                told.add(turn.message().payload().clone());
                            } else {
                                turn.send(1, new byte[0], new int[0]);
                                turn.charge(10_000, 0, 0);
                                turn.attest(1, NONCE);
                            }
                        },
                        to("mortal"))
                .actor("mortal", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER) {
                        throw new org.skerry.sim.machine.JavaProgram.Exit(0);
                    }
                });
        run(SPEC, plan);
        assertEquals(1, told.size());
        assertEquals(Status.TARGET_DEAD.code(), word(told.get(0), 0));
        assertTrue(told.get(0).length == Message.EVIDENCE_HEADER_BYTES);
    }

    /** Of a promise that is not kept, asked about and watched before that is known. */
    @Test
    void whoNeverCameToLifeHasNoEvidence() {
        PlanBuilder plan = new PlanBuilder()
                .image("child", (turn, memory) -> {})
                .actor(
                        "asker",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                int child = turn.spawn(turn.granted("child"), new byte[0], new int[0]);
                                turn.monitor(child);
                                turn.attest(child, NONCE);
                            } else if (turn.message().kind() == MessageKind.EVIDENCE) {
                                told.add(turn.message().payload().clone());
                            }
                        },
                        new GrantPlan("child", new GrantTarget.ToImage("child"), Rights.ALL, 0));
        run(ChipSpec.of(1, 1, 1).complete(), plan);
        assertEquals(1, told.size());
        assertEquals(Status.TARGET_DEAD.code(), word(told.get(0), 0));
    }
}
