package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.spawn;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** Order per pair also holds while the control plane, far away, has not yet said where a promised actor is. */
class PromiseOrderTest {
    private static final int[] NO_HANDLES = {};
    private static final int TILES = 16;

    @Test
    void whatGoesThroughAPromiseIsNotOvertakenThroughAnotherHandle() {
        int lastEnclave = TILES * TILES - 1;
        PlanBuilder plan = parentAndChild().at(lastEnclave);
        for (int place = 0; place < lastEnclave - 1; place++) {
            plan.actor("idle" + place, (turn, memory) -> {}).at(place);
        }
        try (Machine machine = new EnclaveChip(ChipSpec.of(TILES, TILES, 1), 1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(
                    List.of("1", "2", "3", "4"),
                    machine.log().stream().map(LogLine::text).toList());
        }
    }

    /**
     * The parent sends three messages through its promise at once. The child, beside it, answers with a handle to itself before
     * the control plane's word of its place has come back, and the parent sends the fourth through that one.
     */
    private static PlanBuilder parentAndChild() {
        PlanBuilder plan = new PlanBuilder().image("child", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                memory.store(0, 8, turn.received(1));
                turn.send(turn.received(0), new byte[0], new int[] {0});
            } else {
                turn.log((int) memory.load(0, 8), turn.message().payload());
            }
        });
        return plan.actor(
                "parent",
                (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        int child = turn.spawn(turn.granted("child"), new byte[0], new int[] {0, turn.granted("log")});
                        for (int i = 1; i <= 3; i++) {
                            turn.send(child, text(i), NO_HANDLES);
                        }
                    } else {
                        turn.send(turn.received(0), text(4), NO_HANDLES);
                    }
                },
                spawn("child"),
                log());
    }

    private static byte[] text(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }
}
