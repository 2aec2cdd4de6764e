package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;

/** Placing and loading, before the run and while it goes on. */
class ControlPlaneTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1).complete();

    // ---- deployment --------------------------------------------------------------------------------------------

    @Test
    void pinnedActorsComeFirstAndTheOthersGetTheLowestFreeEnclaves() {
        PlanBuilder builder = new PlanBuilder();
        for (String name : List.of("a", "b", "c", "d")) {
            builder.actor(name, (turn, memory) -> {});
        }
        DeploymentPlan plan = builder.build();
        List<ActorPlan> actors = List.of(
                plan.actors().get(0),
                pinned(plan.actors().get(1), 0),
                plan.actors().get(2),
                pinned(plan.actors().get(3), 2));
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            Deployment deployment = chip.deploy(new DeploymentPlan(plan.images(), actors, List.of()));
            assertEquals(
                    List.of(1, 0, 3, 2),
                    deployment.actors().stream().map(deployment::place).toList());
        }
    }

    @Test
    void plansThatDoNotFitAreRefusedWithBothNumbers() {
        PlanBuilder five = new PlanBuilder();
        for (int i = 0; i < 5; i++) {
            five.actor("a" + i, (turn, memory) -> {});
        }
        assertRefused("5 actors and the chip 4 enclaves", five.build());
        DeploymentPlan two = new PlanBuilder()
                .actor("a", (turn, memory) -> {})
                .actor("b", (turn, memory) -> {})
                .build();
        ActorPlan a = two.actors().get(0);
        ActorPlan b = two.actors().get(1);
        assertRefused(
                "'b' is pinned to place 1, which another actor has",
                new DeploymentPlan(two.images(), List.of(pinned(a, 1), pinned(b, 1)), List.of()));
        assertRefused(
                "'a' is pinned to place 4, and the chip has enclaves 0 to 3",
                new DeploymentPlan(two.images(), List.of(pinned(a, 4), b), List.of()));
        assertRefused(
                "enclaves share no memory",
                new DeploymentPlan(two.images(), two.actors(), List.of(new WindowPlan("w", 4096))));
    }

    @Test
    void aProgramTooLargeForAPrivateMemoryIsRefusedWithBothNumbers() {
        DeploymentPlan plan = new DeploymentPlan(
                Map.of("huge", new Sized(40)),
                List.of(new ActorPlan("a", "huge", new byte[0], List.of(), OptionalInt.empty(), false)),
                List.of());
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            String message = assertThrows(CapacityException.class, () -> chip.deploy(plan))
                    .getMessage();
            assertTrue(message.contains("'a' needs 40 pages") && message.contains("has room for 26"), message);
        }
    }

    private static void assertRefused(String why, DeploymentPlan plan) {
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            String message =
                    assertThrows(ConfigException.class, () -> chip.deploy(plan)).getMessage();
            assertTrue(message.contains(why), message);
        }
    }

    private static ActorPlan pinned(ActorPlan actor, int place) {
        return new ActorPlan(
                actor.name(), actor.image(), actor.arguments(), actor.grants(), OptionalInt.of(place), actor.timed());
    }

    // ---- creating while the chip runs --------------------------------------------------------------------------

    @Test
    void aFullChipRefusesAChildAndWhatWasSentToItsPromise() {
        PlanBuilder builder = new PlanBuilder().image("child", (turn, memory) -> {});
        for (int i = 0; i < 3; i++) {
            builder.actor("other" + i, (turn, memory) -> {});
        }
        builder.actor(
                "parent",
                (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        int child = turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES);
                        say(turn, "promise " + child);
                        turn.send(child, new byte[1], NO_HANDLES);
                        memory.store(0, 8, child);
                        say(turn, "call " + turn.call(child, new byte[2], NO_HANDLES));
                    } else {
                        int status =
                                (int) LinearMemory.readWindow(turn.message().payload(), 0, 4);
                        int handle =
                                (int) LinearMemory.readWindow(turn.message().payload(), 4, 4);
                        say(turn, turn.message().kind() + " " + status + " handle " + handle);
                        if (memory.load(8, 8) == 0) {
                            memory.store(8, 8, 1);
                            turn.send((int) memory.load(0, 8), new byte[3], NO_HANDLES);
                            turn.revoke((int) memory.load(0, 8));
                        }
                    }
                },
                spawn("child"),
                log());
        assertEquals(
                List.of(
                        "promise 3",
                        "call -7",
                        "REFUSED -7 handle 3",
                        "REFUSED -11 handle 3",
                        "REFUSED -7 handle 3",
                        "REVOKED 0 handle 3"),
                linesOf(builder, "parent"));
    }

    @Test
    void theEnclaveOfAnActorThatEndedIsUsedAgainOnceAllOthersAreTaken() {
        PlanBuilder builder = new PlanBuilder()
                .image("brief", (turn, memory) -> {
                    memory.store(0, 8, 7);
                    if (memory.load(8, 8) != 0) {
                        throw new JavaProgram.Trap("the memory was not cleared");
                    }
                    memory.store(8, 8, 1);
                    turn.send(turn.received(0), new byte[0], NO_HANDLES);
                    throw new JavaProgram.Exit(0);
                })
                .actor(
                        "parent",
                        (turn, memory) -> {
                            long born = memory.load(0, 8);
                            if (born < 9) {
                                memory.store(0, 8, born + 1);
                                turn.spawn(turn.granted("brief"), new byte[0], new int[] {0});
                            }
                        },
                        spawn("brief"));
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(builder.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            List<String> places = recorder.lives.stream()
                    .filter(life -> life.startsWith("started"))
                    .map(life -> life.split(" ")[2])
                    .toList();
            assertEquals(List.of("0", "1", "2", "3", "1", "1", "1", "1", "1", "1"), places);
        }
    }

    @Test
    void aProgramThatCannotLiveInItsEnclaveIsRefusedToItsParentAndGivesTheEnclaveBack() {
        DeploymentPlan plan = new PlanBuilder()
                .image("huge", (turn, memory) -> {})
                .image("small", (turn, memory) -> {})
                .actor(
                        "parent",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.spawn(turn.granted("huge"), new byte[0], NO_HANDLES);
                            } else {
                                say(
                                        turn,
                                        "status "
                                                + turn.message().refusalStatus().code());
                                turn.spawn(turn.granted("small"), new byte[0], NO_HANDLES);
                            }
                        },
                        spawn("huge"),
                        spawn("small"),
                        log())
                .build();
        Map<String, Program> images = new TreeMap<>(plan.images());
        images.put("huge", new Sized(40));
        Recorder recorder = new Recorder();
        // One enclave for the parent and one more.
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(1, 1, 2), 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(new DeploymentPlan(images, plan.actors(), List.of()));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals("status -11", chip.log().get(0).text());
            assertTrue(recorder.lives.get(1).startsWith("started at 1 "), recorder.lives.toString());
        }
    }

    @Test
    void whoMovesIntoAnEnclaveHearsNothingThatWasMeantForTheOneBefore() {
        PlanBuilder builder = new PlanBuilder()
                .image("second", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        turn.send(turn.received(0), new byte[0], NO_HANDLES);
                    } else {
                        throw new JavaProgram.Trap("heard " + turn.message().kind());
                    }
                })
                .actor(
                        "owner",
                        (turn, memory) -> {
                            switch (turn.message().kind()) {
                                case START -> turn.send(turn.granted("first"), new byte[] {1}, NO_HANDLES);
                                case REFUSED ->
                                    say(
                                            turn,
                                            "refused "
                                                    + turn.message()
                                                            .refusalStatus()
                                                            .code());
                                default -> {
                                    if (turn.message().payload().length == 1) {
                                        turn.spawn(turn.granted("second"), new byte[0], new int[] {0});
                                    } else {
                                        // The second one lives where the first one did.
                                        turn.send(turn.granted("first"), new byte[] {2}, NO_HANDLES);
                                        turn.send(turn.granted("first"), new byte[5000], NO_HANDLES);
                                        say(turn, "call " + turn.call(turn.granted("first"), new byte[0], NO_HANDLES));
                                    }
                                }
                            }
                        },
                        to("first"),
                        spawn("second"),
                        log())
                .actor(
                        "first",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                turn.send(turn.granted("owner"), new byte[1], NO_HANDLES);
                                throw new JavaProgram.Exit(0);
                            }
                        },
                        to("owner"));
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(1, 1, 2), 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(builder.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertTrue(recorder.lives.get(3).startsWith("started at 1 "), recorder.lives.toString());
            assertEquals(
                    List.of("call -7", "refused -7", "refused -7"),
                    chip.log().stream().map(LogLine::text).toList());
        }
    }

    /** Order, hold, cleared, image, result, place; then the message: nobody asks where the child is who will be told. */
    @Test
    void aParentIsToldOnceWhereItsChildIsAndKeepsItInItsTable() {
        PlanBuilder builder = new PlanBuilder()
                .image("child", (turn, memory) -> {})
                .actor(
                        "parent",
                        (turn, memory) -> turn.send(
                                turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES), new byte[1], NO_HANDLES),
                        spawn("child"));
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(ChipPlans.pinned(builder, 3));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(7, chip.statistics().value("network.packets"));
            assertEquals(0, chip.enclave(3).resident().turn.table().get(2).place());
        }
    }

    @Test
    void anEnclaveIsNotUsedAgainBeforeWhatItsActorSentHasLeft() {
        PlanBuilder builder = new PlanBuilder()
                .image("child", (turn, memory) -> {})
                .actor(
                        "parent",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.REFUSED) {
                                say(turn, "refused");
                                turn.charge(3_000_000, 0, 0);
                                turn.send(0, new byte[0], NO_HANDLES);
                            } else {
                                turn.charge(20_000, 0, 0);
                                turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES);
                            }
                        },
                        spawn("child"),
                        log())
                .actor("busy", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        turn.charge(2_000_000, 0, 0);
                    }
                })
                .actor(
                        "leaver",
                        (turn, memory) -> {
                            for (int i = 0; i < 12; i++) {
                                turn.send(turn.granted("busy"), new byte[30_000], NO_HANDLES);
                            }
                            throw new JavaProgram.Exit(0);
                        },
                        to("busy"));
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(3, 1, 1), 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            chip.deploy(builder.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertEquals(1, chip.log().size());
            assertEquals(12, recorder.cycles("delivered", 1).size());
            assertTrue(recorder.lives.get(4).startsWith("started at 2 "), recorder.lives.toString());
        }
    }

    @Test
    void anActorThatWasPromisedToManyIsFoundByAll() {
        // The parent passes its promise to three friends long before the child lives; all four send to it at once.
        PlanBuilder builder = new PlanBuilder().image("child", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                memory.store(0, 8, turn.received(0));
            } else {
                turn.log((int) memory.load(0, 8), "heard".getBytes(StandardCharsets.UTF_8));
            }
        });
        for (int i = 0; i < 3; i++) {
            builder.actor("friend" + i, (turn, memory) -> {
                if (turn.receivedCount() == 1) {
                    turn.send(turn.received(0), new byte[600 * turn.received(0)], NO_HANDLES);
                    turn.send(turn.received(0), new byte[1], NO_HANDLES);
                }
            });
        }
        builder.actor(
                "parent",
                (turn, memory) -> {
                    int child = turn.spawn(turn.granted("child"), new byte[0], new int[] {turn.granted("log")});
                    for (int i = 0; i < 3; i++) {
                        turn.send(turn.granted("friend" + i), new byte[0], new int[] {child});
                    }
                    turn.send(child, new byte[1], NO_HANDLES);
                },
                spawn("child"),
                to("friend0"),
                to("friend1"),
                to("friend2"),
                log());
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(3, 3, 1), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(builder.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals(7, chip.log().size());
        }
    }

    private static List<String> linesOf(PlanBuilder builder, String actor) {
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(builder.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return chip.log().stream()
                    .filter(line -> line.actor().equals(actor))
                    .map(LogLine::text)
                    .toList();
        }
    }

    private static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }

    /** A program that asks for so many pages and is never run. */
    private record Sized(int pages) implements Program {
        @Override
        public byte[] image() {
            return new byte[5];
        }

        @Override
        public Limits limits() {
            return Limits.pages(pages, pages);
        }

        @Override
        public ActorInstance instantiate(LinearMemory memory, Grants grants) {
            throw new IllegalStateException("its memory should have been refused");
        }
    }
}
