package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.control.ControlSpec;
import org.skerry.model.control.NodeLosses;
import org.skerry.model.control.NodeLosses.NodeLoss;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** A restart that nothing comes of once the enclave has been cleared ends the actor: it is not held for ever, and nothing sent to it is lost. */
class RestartGivenUpTest {
    /** The last node is lost while the enclave is cleared, so that no image comes; patience is short. */
    private static ChipSpec spec() {
        ChipSpec spec = ChipSpec.of(2, 1, 1)
                .withControl(ControlSpec.DEFAULT.withLost(new NodeLosses(List.of(new NodeLoss(0, 3_000)))));
        return spec.withLoad(spec.load().withImageTimeoutCycles(1 << 21)).complete();
    }

    @Test
    void itsMonitorsAreToldAndWhatIsSentToItComesBack() {
        PlanBuilder plan = new PlanBuilder()
                .image("next", (turn, memory) -> {})
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.monitor(turn.granted("ruled"));
                                turn.restart(turn.granted("ruled"), turn.granted("next"), new byte[0], NO_HANDLES);
                                return;
                            }
                            ByteBuffer words =
                                    ByteBuffer.wrap(turn.message().payload()).order(ByteOrder.LITTLE_ENDIAN);
                            String line = turn.message().kind() + " " + words.getInt(0);
                            turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
                            if (line.equals("ENDED 6")) {
                                turn.send(turn.granted("ruled"), new byte[8], NO_HANDLES);
                            }
                        },
                        to("ruled", Rights.SEND | Rights.MONITOR | Rights.CONTROL, 0),
                        spawn("next"),
                        log())
                .actor("ruled", (turn, memory) -> {});
        try (EnclaveChip chip = new EnclaveChip(spec(), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            List<String> lines = chip.log().stream().map(LogLine::text).sorted().toList();
            // NO_ROOM for the restart; its memory is cleared, then it has ended; TARGET_DEAD for the message.
            assertEquals(List.of("ENDED 3", "ENDED 6", "REFUSED -11", "REFUSED -7"), lines);
        }
    }
}
