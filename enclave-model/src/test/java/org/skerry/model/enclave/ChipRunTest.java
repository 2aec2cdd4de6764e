package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.clock;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Floorplan;

/** How runs end, what they count, what they cost. */
class ChipRunTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1);

    @Test
    void theClockTellsNanosecondsOfTheCycleAtWhichItIsRead() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "reader",
                        (turn, memory) -> {
                            turn.charge(1000, 0, 0);
                            long first = turn.clock(turn.granted("clock"));
                            turn.charge(1500, 0, 0);
                            long second = turn.clock(turn.granted("clock"));
                            say(turn, first + " " + second);
                        },
                        clock(),
                        log());
        ChipSpec twoGigahertz = SPEC.withMeshHertz(2_000_000_000L);
        try (EnclaveChip chip = new EnclaveChip(twoGigahertz, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            chip.run(RunLimits.NONE);
            // Awake after 5 cycles, 20 to receive, 1000 and 1500 instructions: cycles 1025 and 1525 of half a
            // nanosecond.
            assertEquals("512 762", chip.log().get(0).text());
        }
    }

    @Test
    void othersGoOnWhenAnActorDiesAndTheRunSaysWhoWhenAndWhy() {
        PlanBuilder plan = new PlanBuilder()
                .actor("doomed", (turn, memory) -> {
                    turn.charge(300, 0, 0);
                    throw new JavaProgram.Trap("unreachable");
                })
                .actor("worker", (turn, memory) -> {
                    if (memory.load(0, 8) < 50) {
                        memory.store(0, 8, memory.load(0, 8) + 1);
                        turn.send(0, new byte[0], NO_HANDLES);
                    }
                });
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, chip.run(RunLimits.NONE));
            assertEquals("doomed", faulted.faults().get(0).actor());
            assertEquals(5 + 20 + 300, faulted.faults().get(0).cycle());
            assertEquals(52, chip.statistics().value("turns.count"));
            assertEquals(1, chip.statistics().value("actors.faulted"));
        }
    }

    @Test
    void aLimitOnHostMemoryEndsTheRunAtTheSameCycleForEveryNumberOfPartitions() {
        long cycle = -1;
        for (int partitions : new int[] {1, 2}) {
            PlanBuilder plan = new PlanBuilder();
            for (int i = 0; i < 4; i++) {
                plan.actor("hog" + i, (turn, memory) -> {
                    long next = memory.load(0, 8);
                    memory.store(0, 8, next + 1);
                    memory.store(8 + next * 512 % 60_000, 8, 1);
                    turn.send(0, new byte[0], NO_HANDLES);
                });
            }
            try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.partitions(partitions))) {
                chip.deploy(plan.build());
                RunOutcome outcome = chip.run(new RunLimits(Long.MAX_VALUE - 1, 200_000, false));
                RunOutcome.LimitReached reached = assertInstanceOf(RunOutcome.LimitReached.class, outcome);
                assertTrue(reached.explain().contains("the limit is 200000"), reached.explain());
                assertTrue(cycle < 0 || cycle == reached.cycle());
                cycle = reached.cycle();
            }
        }
    }

    @Test
    void whatIsCountedIsWhatHappened() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            for (int i = 0; i < 10; i++) {
                                turn.send(turn.granted("receiver"), new byte[i], NO_HANDLES);
                            }
                        },
                        to("receiver"))
                .actor("receiver", (turn, memory) -> {});
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            chip.run(RunLimits.NONE);
            StatsSnapshot stats = chip.statistics();
            assertEquals(12, stats.value("turns.count"));
            assertEquals(12 * 100, stats.value("turns.instructions"));
            assertEquals(10, stats.value("messages.sent"));
            assertEquals(12, stats.value("messages.delivered"));
            assertEquals(10, stats.value("messages.latency"));
            assertEquals(10, stats.value("turns.latency"));
            assertEquals(10 * (32 + 8) + 45, stats.value("messages.bytes"));
            assertEquals(0, stats.value("messages.refused"));
            assertEquals(2, stats.value("actors.started"));
            assertEquals(chip.cycle(), stats.value("run.cycles"));
        }
    }

    @Test
    void aMessageLargerThanAnyMailboxIsRefusedToItsSenderAtOnce() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.send(turn.granted("receiver"), new byte[Message.MAX_BYTES], NO_HANDLES);
                                say(turn, "call " + turn.call(turn.granted("receiver"), new byte[5000], NO_HANDLES));
                            } else {
                                say(
                                        turn,
                                        "told " + turn.message().refusalStatus().code());
                            }
                        },
                        to("receiver"),
                        log())
                .actor("receiver", (turn, memory) -> {});
        try (EnclaveChip chip = new EnclaveChip(ChipPlans.withMailbox(SPEC, 4096, 64), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertEquals("call -11", chip.log().get(0).text());
            assertEquals("told -11", chip.log().get(1).text());
        }
    }

    @Test
    void linesOfOneCycleComeInOrderOfDeploymentWhereverTheirActorsLive() {
        PlanBuilder plan = new PlanBuilder();
        for (String name : List.of("a", "b", "c")) {
            plan.actor(name, (turn, memory) -> say(turn, "here"), log());
        }
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.partitions(2))) {
            chip.deploy(ChipPlans.pinned(plan, 3, 1, 0));
            chip.run(RunLimits.NONE);
            assertEquals(
                    List.of("a", "b", "c"),
                    chip.log().stream().map(LogLine::actor).toList());
            assertEquals(chip.log().get(0).cycle(), chip.log().get(2).cycle());
        }
    }

    @Test
    void theSecondAnswerToOneCallIsRefusedToWhoeverGivesIt() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                say(turn, "answer " + turn.call(turn.granted("server"), new byte[0], NO_HANDLES));
                                // Still waiting for the next answer when the other one to the first call arrives.
                                say(
                                        turn,
                                        "answer " + turn.call(turn.granted("slow"), new byte[0], NO_HANDLES) + " of "
                                                + turn.answer().payload().length);
                            }
                        },
                        to("server"),
                        to("slow"),
                        log())
                .actor(
                        "server",
                        (turn, memory) -> {
                            if (turn.message().replyTo() != null) {
                                int reply = turn.replyHandle();
                                turn.send(turn.granted("one"), new byte[0], new int[] {reply});
                                turn.send(turn.granted("two"), new byte[0], new int[] {reply});
                            }
                        },
                        to("one"),
                        to("two"))
                .actor("slow", (turn, memory) -> {
                    if (turn.message().replyTo() != null) {
                        turn.charge(50_000, 0, 0);
                        turn.reply(new byte[7], NO_HANDLES);
                    }
                });
        for (String name : List.of("one", "two")) {
            plan.actor(
                    name,
                    (turn, memory) -> {
                        if (turn.message().kind() == MessageKind.REFUSED) {
                            say(
                                    turn,
                                    "refused " + turn.message().refusalStatus().code());
                        } else if (turn.receivedCount() == 1) {
                            turn.charge(name.equals("two") ? 2000 : 0, 0, 0);
                            turn.send(turn.received(0), new byte[3], NO_HANDLES);
                        }
                    },
                    log());
        }
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(3, 3, 1), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            RunOutcome outcome = chip.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertEquals(
                    List.of("caller: answer 0", "two: refused -7", "caller: answer 0 of 7"),
                    chip.log().stream()
                            .map(line -> line.actor() + ": " + line.text())
                            .toList());
        }
    }

    @Test
    void cyclesInWhichNothingHappensCostNothing() {
        PlanBuilder plan = new PlanBuilder().actor("thinker", (turn, memory) -> turn.charge(900_000_000_000L, 0, 0));
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(8, 8, 4), 1, ExecutionSpec.SERIAL)) {
            chip.deploy(plan.build());
            chip.run(RunLimits.toCycle(1000));
            chip.run(RunLimits.toCycle(2000));
            long before = allocatedBytes();
            chip.run(RunLimits.toCycle(800_000_000_000L));
            long allocated = allocatedBytes() - before;
            assertTrue(allocated < 100_000, allocated + " bytes for 800 000 000 000 idle cycles");
        }
    }

    /** Bytes that the threads which live now have allocated. */
    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (long allocated : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            bytes += Math.max(0, allocated);
        }
        return bytes;
    }

    @Test
    void theFloorplanHoldsEveryEnclaveInsideItsTile() {
        try (EnclaveChip chip = new EnclaveChip(ChipSpec.of(5, 5, 4), 1, ExecutionSpec.SERIAL)) {
            Floorplan plan = chip.floorplan();
            Set<String> kinds = new HashSet<>();
            for (Floorplan.Element element : plan.elements()) {
                kinds.add(element.kind());
                if (element.parent() != Floorplan.NO_PARENT) {
                    Floorplan.Element parent = plan.elements().stream()
                            .filter(each -> each.id() == element.parent())
                            .findFirst()
                            .orElseThrow();
                    assertTrue(
                            element.x() >= parent.x()
                                    && element.y() >= parent.y()
                                    && element.x() + element.width() <= parent.x() + parent.width()
                                    && element.y() + element.height() <= parent.y() + parent.height(),
                            element.name());
                }
            }
            assertEquals(Set.of("control", "tile", "enclave", "router"), kinds);
            assertEquals(1 + 25 + 100 + 25, plan.elements().size());
        }
    }

    private static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }
}
