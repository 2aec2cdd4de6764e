package org.skerry.scenario.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.join;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.longs;
import static org.skerry.scenario.contract.GuestPlan.to;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.model.memory.BugObject;
import org.skerry.scenario.contract.GuestPlan;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/**
 * The same module and the same bug object - the runtime forgets its bounds check for one actor - on both machines. Where the stores end
 * is decided by what the wiring decodes at their addresses, and by nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OmittedCheckTest {
    private static final int CANARY_BYTES = 32 << 10;

    /** One store in each 256 bytes from the end of the writer's declared memory on, over 8 MiB. */
    private static final int STRIDE = 256;

    private static final int STORES = (8 << 20) / STRIDE;

    private static final BugObject NO_BOUNDS_CHECK =
            new BugObject("runtime", "bounds check", new BugObject.Trigger(List.of("writer"), 1), 0, 1L << 33);

    private GuestPlan.Modules modules;

    @BeforeAll
    void modulesAreCompiledOnce() {
        modules = new GuestPlan.Modules();
    }

    /** What is left after the run: how it ended, what the canary says, and its bytes. */
    private record Aftermath(RunOutcome outcome, List<String> log, byte[] canary) {
        GuestFault fault() {
            return assertInstanceOf(RunOutcome.Faulted.class, outcome, outcome.explain())
                    .faults()
                    .get(0)
                    .fault();
        }
    }

    @ParameterizedTest
    @EnumSource(TimedMachine.class)
    void withTheCheckEveryMachineStopsTheFirstStore(TimedMachine kind) {
        Aftermath aftermath = run(kind, List.of());
        assertEquals(GuestFault.Kind.MEMORY, aftermath.fault().kind());
        assertTrue(
                aftermath.fault().reason().contains("bounds check"),
                aftermath.fault().reason());
        assertEquals("receive", aftermath.fault().function());
        assertEquals(List.of("canary: canary 0 of " + CANARY_BYTES + " bytes differ"), aftermath.log);
    }

    @Test
    void withoutItTheStoresChangeBytesOfAnotherActorInSharedMemory() {
        Aftermath aftermath = run(TimedMachine.SHARED_MEMORY, List.of(NO_BOUNDS_CHECK));
        Aftermath untouched = run(TimedMachine.SHARED_MEMORY, List.of());
        assertFalse(Arrays.equals(untouched.canary, aftermath.canary), aftermath.outcome.explain());
        int changed = 0;
        for (int i = 0; i < untouched.canary.length; i++) {
            changed += untouched.canary[i] == aftermath.canary[i] ? 0 : 1;
        }
        assertTrue(changed >= CANARY_BYTES / STRIDE * 4, changed + " bytes changed; " + aftermath.log);
    }

    @Test
    void withoutItTheStoresOnTheChipEndAtTheDecoderOfTheWritersOwnEnclave() {
        Aftermath aftermath = run(TimedMachine.CHIP, List.of(NO_BOUNDS_CHECK));
        Aftermath untouched = run(TimedMachine.CHIP, List.of());
        assertEquals(GuestFault.Kind.MEMORY, aftermath.fault().kind());
        assertTrue(
                aftermath.fault().reason().contains("decoder"),
                aftermath.fault().reason());
        assertEquals(List.of("canary: canary 0 of " + CANARY_BYTES + " bytes differ"), aftermath.log);
        assertTrue(Arrays.equals(untouched.canary, aftermath.canary));
    }

    private Aftermath run(TimedMachine kind, List<BugObject> bugs) {
        try (Machine machine = kind.build(1, ExecutionSpec.SERIAL, bugs)) {
            Deployment deployment = machine.deploy(plan());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            List<String> lines = new ArrayList<>();
            machine.log().forEach(line -> lines.add(line.actor() + ": " + line.text()));
            return new Aftermath(outcome, lines, deployment.memory("canary"));
        }
    }

    private DeploymentPlan plan() {
        int end = modules.program("wild-writer").limits().minPages() << 16;
        return new GuestPlan(modules)
                .actor(
                        "writer",
                        "wild-writer",
                        join(ints(end, STRIDE, STORES, 0), longs(0x5a5a5a5a5a5a5a5aL)),
                        to("watcher", "canary"),
                        log())
                .actor("canary", "canary", join(ints(CANARY_BYTES, 0), longs(7)), to("writer", "writer"), log())
                .build();
    }
}
