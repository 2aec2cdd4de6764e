package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import org.junit.jupiter.api.Test;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/**
 * The cost of one message by hand, for every pair of enclaves. With Z(a, b, bytes) the zero-load latency of the network, for what is cut
 * that of all segments ({@code MessageSpec.zeroLoadCycles}):
 *
 * <pre>
 *   sent       = wake-up + busy(instructions before it, one send)
 *   delivered  = sent + Z(s, d, message)                                             on the standing credit
 *   delivered  = sent + Z(s, d, 16) + Z(d, s, 16) + Z(s, d, message)                 on room granted for it
 *   turn ended = delivered + wake-up + busy(its instructions)
 * </pre>
 */
class MessageLatencyTest {
    private static final ChipSpec SPEC = ChipSpec.of(3, 3, 2).complete();
    private static final CoreSpec CORE = SPEC.core();

    @Test
    void aSmallMessageTakesTheClosedFormBetweenAllPairs() {
        for (int source = 0; source < SPEC.enclaves(); source++) {
            for (int destination = 0; destination < SPEC.enclaves(); destination++) {
                check(source, destination, 24, false);
            }
        }
    }

    @Test
    void aLargeMessageAlsoAsksForRoomBetweenAllPairs() {
        for (int source = 0; source < SPEC.enclaves(); source += 5) {
            for (int destination = 0; destination < SPEC.enclaves(); destination++) {
                check(source, destination, 3000, true);
            }
        }
    }

    private static void check(int source, int destination, int payload, boolean asks) {
        if (source == destination) {
            return;
        }
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            // Late enough for the receiver to sleep again after its START message.
                            turn.charge(1000, 1, 1);
                            turn.send(turn.granted("receiver"), new byte[payload], NO_HANDLES);
                        },
                        to("receiver"))
                .actor("receiver", (turn, memory) -> turn.charge(400, 0, 0));
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, source, destination));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            MeshSpec mesh = SPEC.mesh();
            int bytes = recorder.events.get(0).message().wireBytes();
            long sent = CORE.wakeUpMeshCycles() + CORE.busyCycles(1000, 1, 1, 1);
            long delivered = sent + SPEC.messages().zeroLoadCycles(source, destination, bytes, mesh);
            if (asks) {
                delivered += mesh.zeroLoadLatencyCycles(source, destination, Parcel.HEADER_BYTES)
                        + mesh.zeroLoadLatencyCycles(destination, source, Parcel.HEADER_BYTES);
            }
            String pair = "from " + source + " to " + destination;
            assertEquals(sent, recorder.cycles("sent", source).get(0), pair);
            assertEquals(delivered, recorder.cycles("delivered", destination).get(0), pair);
            assertEquals(
                    delivered + CORE.wakeUpMeshCycles() + CORE.busyCycles(490, 0, 0, 0),
                    recorder.turnsAt(destination).get(0).end(),
                    pair);
            assertEquals(
                    delivered - sent,
                    chip.statistics().histogram("messages.latency").max());
        }
    }

    @Test
    void aReplyTakesNoRoomAndWakesNobody() {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) -> {
                            turn.call(turn.granted("server"), new byte[8], NO_HANDLES);
                            turn.charge(turn.ledger().instructions() + 50, 1, 1);
                        },
                        to("server"))
                .actor("server", (turn, memory) -> {
                    if (turn.message().replyTo() != null) {
                        turn.reply(new byte[3000], NO_HANDLES);
                    }
                });
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(ChipPlans.pinned(builder, 0, 17));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            long replied = recorder.cycles("sent", 17).get(0);
            int bytes = recorder.events.stream()
                    .filter(event -> event.what().equals("sent") && event.place() == 17)
                    .findFirst()
                    .orElseThrow()
                    .message()
                    .wireBytes();
            long arrived = replied + SPEC.messages().zeroLoadCycles(17, 0, bytes, SPEC.mesh());
            assertEquals(arrived, recorder.cycles("delivered", 0).get(0));
            // The handler goes on for 50 instructions, and a JavaProgram charges 90 at its end.
            long rest = CORE.busyCycles(150, 1, 1, 1) - CORE.busyCycles(10, 1, 1, 1);
            assertEquals(
                    arrived + CORE.receiveMeshCycles() + rest,
                    recorder.turns.get(recorder.turns.size() - 1).end());
        }
    }
}
