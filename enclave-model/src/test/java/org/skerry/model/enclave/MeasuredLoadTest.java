package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.control.LoadSpec;
import org.skerry.model.protocol.Manifest;
import org.skerry.model.protocol.Parcel;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;

/** What a load costs: the closed form of {@link LoadSpec}, step by step, and who waits for whom. */
class MeasuredLoadTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1).complete();
    private static final int START_BYTES = 32 + 40;

    /** Packets of the protocol between the control plane and an enclave that are not the image's. */
    private static final int SMALL = Parcel.HEADER_BYTES;

    private static long between(ChipSpec spec, int from, int to, int bytes) {
        return spec.messages().zeroLoadCycles(from, to, bytes, spec.mesh());
    }

    /** From the cycle at which the order leaves its core to the first message of the new actor, as docs/ARCHITECTURE.md says. */
    private static long closedForm(ChipSpec spec, int parent, int child, int imageBytes) {
        int control = spec.controlEndpoint();
        return between(spec, parent, control, SMALL + START_BYTES)
                + spec.load().orderCycles()
                + between(spec, control, child, SMALL)
                + spec.load().tileCycles(spec.enclave().clearedBytes(), imageBytes, 1)
                + between(spec, child, control, SMALL)
                + between(spec, control, child, SMALL + Manifest.BYTES + imageBytes + START_BYTES);
    }

    private static DeploymentPlan plan(int imageBytes, JavaProgram.Handler parent) {
        DeploymentPlan plan = new PlanBuilder()
                .image("child", (turn, memory) -> {})
                .actor("parent", parent, spawn("child"))
                .build();
        Map<String, Program> images = new TreeMap<>(plan.images());
        images.put("child", new Padded(images.get("child"), imageBytes));
        return new DeploymentPlan(images, plan.actors(), List.of());
    }

    private static long orderSent(ChipSpec spec) {
        return spec.core().wakeUpMeshCycles() + spec.core().busyCycles(10, 1, 1, 1);
    }

    @Test
    void aChildStartsWhenTheClosedFormSaysForEverySizeOfImageAndMemory() {
        for (int imageBytes : new int[] {1, 55, 56, 4096, 100_001}) {
            for (int memoryBytes : new int[] {1 << 20, 2 << 20}) {
                ChipSpec spec = ChipSpec.of(2, 2, 1)
                        .withEnclave(new EnclaveSpec(memoryBytes, 256 << 10, 512, 4, 16, 128))
                        .complete();
                Recorder recorder = new Recorder();
                try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
                    chip.observe(recorder);
                    chip.deploy(plan(
                            imageBytes, (turn, memory) -> turn.spawn(turn.granted("child"), new byte[40], NO_HANDLES)));
                    assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
                    long started = orderSent(spec) + closedForm(spec, 0, 1, imageBytes);
                    assertEquals(
                            "started at 1 cycle " + started,
                            recorder.lives.get(1),
                            "image of " + imageBytes + " bytes, memory of " + memoryBytes);
                }
            }
        }
    }

    @Test
    void theMetricsSayWhatEachStepTook() {
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan(1024, (turn, memory) -> turn.spawn(turn.granted("child"), new byte[40], NO_HANDLES)));
            chip.run(RunLimits.NONE);
            assertEquals(1, metric(chip, "load.count"));
            assertEquals(0, metric(chip, "load.waitCycles"));
            assertEquals(16, metric(chip, "load.holdCycles"));
            assertEquals((2 << 20) / 32 + 128 * 96 / 32 + 16, metric(chip, "load.zeroiseCycles"));
            assertEquals(17 * 65, metric(chip, "load.hashCycles"));
            assertEquals(9776, metric(chip, "load.verifyCycles"));
            assertEquals(1, metric(chip, "load.installCycles"));
            assertEquals(16, metric(chip, "load.releaseCycles"));
            int control = SPEC.controlEndpoint();
            assertEquals(
                    between(SPEC, 1, control, SMALL)
                            + between(SPEC, control, 1, SMALL + Manifest.BYTES + 1024 + START_BYTES),
                    metric(chip, "load.streamCycles"));
        }
    }

    /** Two children: on tiles of their own they are cleared side by side, on one tile one after the other. */
    @Test
    void loadsOfOneTileWaitForEachOtherAndThoseOfOthersDoNot() {
        long zeroise = SPEC.load().zeroiseCycles(SPEC.enclave().clearedBytes());
        assertEquals(0, waitOfTwoLoads(ChipSpec.of(3, 1, 1)));
        long wait = waitOfTwoLoads(ChipSpec.of(1, 1, 3));
        assertTrue(wait > zeroise, "the second one waits for the first: " + wait);
    }

    private static long waitOfTwoLoads(ChipSpec spec) {
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan(1000, MeasuredLoadTest::twice));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(2, metric(chip, "load.count"));
            return metric(chip, "load.waitCycles");
        }
    }

    private static void twice(org.skerry.sim.actor.Turn turn, LinearMemory memory) {
        turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES);
        turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES);
    }

    /** A replaced image takes the same path; what is installed is the list that the actor was loaded with. */
    @Test
    void anImageIsReplacedInTheSameSteps() {
        long at = 1000;
        DeploymentPlan plan = new PlanBuilder()
                .image("other", (turn, memory) -> {})
                .actor("victim", (turn, memory) -> {}, to("peer"), to("victim"))
                .actor("peer", (turn, memory) -> {})
                .build();
        int imageBytes = plan.images().get("other").image().length;
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.takeOver(new HostileAgent(List.of(new Order.Reimage(at, "victim", "other"))));
            chip.deploy(plan);
            chip.run(RunLimits.NONE);
            int control = SPEC.controlEndpoint();
            long expected = at
                    + between(SPEC, control, 0, SMALL)
                    + SPEC.load().tileCycles(SPEC.enclave().clearedBytes(), imageBytes, 3)
                    + between(SPEC, 0, control, SMALL)
                    + between(SPEC, control, 0, SMALL + Manifest.BYTES + imageBytes);
            assertEquals(expected, chip.orders().get(0).obeyedCycle());
            assertEquals(3, metric(chip, "load.installCycles"));
        }
    }

    private static long metric(EnclaveChip chip, String name) {
        return chip.statistics().value(name);
    }

    /** A program whose image has so many bytes. */
    private record Padded(Program program, int bytes) implements Program {
        @Override
        public byte[] image() {
            return new byte[bytes];
        }

        @Override
        public Limits limits() {
            return program.limits();
        }

        @Override
        public ActorInstance instantiate(LinearMemory memory, Grants grants) {
            return program.instantiate(memory, grants);
        }
    }
}
