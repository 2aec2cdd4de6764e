package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.Region;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Floorplan;

/** What is particular to the shared-memory machine, beyond the law book. */
final class SharedMemoryRunTest {
    private static final int[] NO_HANDLES = {};

    private static SharedMemoryMachine machine(SharedMemorySpec spec) {
        return new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL);
    }

    /** Mailboxes that hold one of the largest messages and little else. */
    private static SharedMemorySpec narrow(int cores) {
        int bytes = (org.skerry.model.sharedmem.runtime.MessageRecord.MAX_BYTES + 63) / 64 * 64;
        return SharedMemorySpec.of(cores).withRuntime(RuntimeSpec.DEFAULT.withMailboxBytes(bytes));
    }

    // ---- full mailboxes ----------------------------------------------------------------------------------------

    @Test
    void aTurnThatFindsNoRoomWaitsAndItsCoreRunsOthersMeanwhile() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            for (int i = 0; i < 8; i++) {
                                turn.send(turn.granted("receiver"), new byte[40_000], NO_HANDLES);
                            }
                        },
                        PlanBuilder.to("receiver"))
                .at(0)
                .actor("receiver", (turn, memory) -> {
                    memory.store(0, 8, memory.load(0, 8) + turn.message().payload().length);
                    turn.charge(100_000, 0, 0);
                })
                .at(1)
                .actor("bystander", (turn, memory) -> {
                    long count = memory.load(0, 8);
                    memory.store(0, 8, count + 1);
                    if (count < 100) {
                        turn.send(0, new byte[0], NO_HANDLES);
                    }
                })
                .at(0);
        List<Long> ends = new ArrayList<>();
        try (SharedMemoryMachine machine = machine(narrow(2))) {
            machine.observe(new TurnObserver((start, end, place, actor) -> {
                if (place == 0) {
                    ends.add(end);
                }
            }));
            Deployment deployment = machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(8 * 40_000, word(deployment, "receiver"));
            long stalled = machine.statistics().value("core.stallCycles.send");
            assertTrue(stalled > 300_000, "stalled " + stalled);
            // The last turn on core 0 is the sender's; all of the bystander's ended long before.
            assertTrue(ends.get(ends.size() - 2) < 200_000, ends.toString());
            assertTrue(ends.get(ends.size() - 1) > 600_000, ends.toString());
        }
    }

    @Test
    void sendersThatWaitForRoomAreServedInTheOrderInWhichTheyCame() {
        PlanBuilder plan = new PlanBuilder().actor("receiver", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.USER) {
                long count = memory.load(0, 8) + 1;
                memory.store(0, 8, count);
                memory.store(8 * count, 8, turn.message().label());
            }
            turn.charge(300_000, 0, 0);
        });
        plan.image("sender", (turn, memory) -> {
            turn.charge(30_000 * turn.message().payload()[0], 0, 0);
            turn.send(turn.granted("receiver"), new byte[60_000], NO_HANDLES);
        });
        for (int i = 1; i <= 6; i++) {
            plan.instance(
                    "sender" + i, "sender", new byte[] {(byte) i}, false, PlanBuilder.to("receiver", Rights.SEND, i));
        }
        try (SharedMemoryMachine machine = machine(narrow(7))) {
            Deployment deployment = machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            byte[] memory = deployment.memory("receiver");
            for (int i = 1; i <= 6; i++) {
                assertEquals(i, memory[8 * i]);
            }
        }
    }

    @Test
    void aCycleOfFullMailboxesEndsDeadlockedAndNamesActorsAndMailboxes() {
        JavaProgram.Handler flood = (turn, memory) -> {
            for (int i = 0; i < 3; i++) {
                turn.send(turn.granted("other"), new byte[60_000], NO_HANDLES);
            }
        };
        PlanBuilder plan = new PlanBuilder()
                .actor("left", flood, PlanBuilder.as("other", "right"))
                .actor("right", flood, PlanBuilder.as("other", "left"));
        try (SharedMemoryMachine machine = machine(narrow(2))) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Deadlocked.class, outcome, outcome.explain());
            assertTrue(outcome.explain().contains("actor 'left' waits for room in the mailbox of actor 'right'"));
            assertTrue(outcome.explain().contains("actor 'right' waits for room in the mailbox of actor 'left'"));
        }
    }

    @Test
    void whatTheMachineHasToSayIsNeverLostHoweverSmallTheMailbox() {
        int messages = 2_000;
        PlanBuilder plan = new PlanBuilder()
                .actor("dead", (turn, memory) -> {
                    throw new JavaProgram.Exit(0);
                })
                .actor(
                        "sender",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.charge(10_000, 0, 0);
                                for (int i = 0; i < messages; i++) {
                                    turn.send(turn.granted("dead"), new byte[0], NO_HANDLES);
                                }
                            } else {
                                memory.store(0, 8, memory.load(0, 8) + 1);
                            }
                        },
                        PlanBuilder.to("dead"));
        try (SharedMemoryMachine machine = machine(narrow(2))) {
            Deployment deployment = machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(messages, word(deployment, "sender"));
        }
    }

    // ---- cores -------------------------------------------------------------------------------------------------

    @Test
    void aPinnedActorRunsOnItsCoreAndOthersWhereThereIsRoom() {
        Set<Integer> pinnedPlaces = new HashSet<>();
        Set<Integer> otherPlaces = new HashSet<>();
        JavaProgram.Handler busy = (turn, memory) -> {
            turn.charge(5_000, 0, 0);
            memory.store(0, 8, memory.load(0, 8) + 1);
            if (memory.load(0, 8) < 20) {
                turn.send(0, new byte[0], NO_HANDLES);
            }
        };
        PlanBuilder plan = new PlanBuilder().actor("pinned", busy).at(2);
        for (int i = 0; i < 6; i++) {
            plan.actor("free" + i, busy);
        }
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(3))) {
            Deployment deployment = machine.deploy(plan.build());
            long pinned = deployment.actor("pinned");
            machine.observe(new TurnObserver(
                    (start, end, place, actor) -> (actor == pinned ? pinnedPlaces : otherPlaces).add(place)));
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(2, deployment.place("pinned"));
        }
        assertEquals(Set.of(2), pinnedPlaces);
        assertEquals(Set.of(0, 1, 2), otherPlaces);
    }

    @Test
    void aCoreNeverRunsTwoTurnsAtOnceAndNoActorRunsOnTwoCores() {
        List<long[]> turns = new ArrayList<>();
        PlanBuilder plan = new PlanBuilder();
        for (int i = 0; i < 10; i++) {
            plan.actor(
                    "actor" + i,
                    (turn, memory) -> {
                        turn.charge(500 + turn.actor() % 300 + 300, 20, 20);
                        memory.store(0, 8, memory.load(0, 8) + 1);
                        if (memory.load(0, 8) < 10) {
                            turn.send(turn.granted("next"), new byte[100], NO_HANDLES);
                        }
                    },
                    PlanBuilder.as("next", "actor" + (i + 3) % 10));
        }
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(3))) {
            machine.observe(
                    new TurnObserver((start, end, place, actor) -> turns.add(new long[] {start, end, place, actor})));
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
        }
        assertTrue(turns.size() > 50);
        for (long[] one : turns) {
            for (long[] other : turns) {
                boolean apart = one[1] <= other[0] || other[1] <= one[0];
                assertTrue(one == other || apart || one[2] != other[2] && one[3] != other[3]);
            }
        }
    }

    @Test
    void aMessageToAnotherCoreCostsLineTransfersAndOneOnTheSameCoreFew() {
        assertTrue(probes(0, 1) > 10 * Math.max(1, probes(0, 0)), probes(0, 1) + " and " + probes(0, 0));
    }

    /** Probes of a ping-pong between two cores. */
    private static long probes(int one, int other) {
        JavaProgram.Handler player = (turn, memory) -> {
            long count = memory.load(0, 8) + 1;
            memory.store(0, 8, count);
            boolean serves = turn.message().kind() == MessageKind.START && turn.granted("serve") >= 0;
            if (serves || turn.message().kind() == MessageKind.USER && count < 50) {
                turn.send(turn.granted("other"), new byte[16], NO_HANDLES);
            }
        };
        PlanBuilder plan = new PlanBuilder()
                .actor("one", player, PlanBuilder.as("other", "other"), PlanBuilder.as("serve", "other"))
                .at(one)
                .actor("other", player, PlanBuilder.as("other", "one"))
                .at(other);
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(2))) {
            machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            StatsSnapshot statistics = machine.statistics();
            assertTrue(statistics.value("messages.delivered") > 90);
            return statistics.value("memory.probes");
        }
    }

    // ---- shared windows ----------------------------------------------------------------------------------------

    @Test
    void countersInASharedWindowAreExactUnderCompareAndSwap() {
        int actors = 6;
        int each = 40;
        Windows plan = new Windows("counter", 64);
        for (int i = 0; i < actors; i++) {
            plan.pinned(
                    "actor" + i,
                    i % 3,
                    i % 2 == 0,
                    (turn, memory) -> {
                        var window = turn.window(turn.granted("counter"), Rights.READ | Rights.WRITE);
                        byte[] bytes = new byte[8];
                        window.read(0, bytes, 0, 8);
                        long seen = java.nio.ByteBuffer.wrap(bytes)
                                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                                .getLong();
                        if (window.compareAndSwap(0, seen, seen + 1) == seen) {
                            memory.store(0, 8, memory.load(0, 8) + 1);
                        }
                        if (memory.load(0, 8) < each) {
                            turn.send(0, new byte[0], NO_HANDLES);
                        }
                    },
                    Windows.grant("counter"));
        }
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(3))) {
            machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            Region region = machine.regions().stream()
                    .filter(r -> r.owner().equals("shared window counter"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(actors * each, machine.bytesAt(region.base(), 1)[0] & 0xFF);
            assertTrue(machine.statistics().value("memory.probes") > actors * each / 2);
        }
    }

    @Test
    void aWindowHandleWithoutTheRightOpensNothing() {
        List<Status> statuses = new ArrayList<>();
        Windows plan = new Windows("w", 64)
                .pinned(
                        "actor",
                        0,
                        false,
                        (turn, memory) -> {
                            statuses.add(turn.windowStatus(turn.granted("w"), Rights.READ));
                            statuses.add(turn.windowStatus(turn.granted("w"), Rights.SEND));
                            statuses.add(turn.windowStatus(99, Rights.READ));
                        },
                        Windows.grant("w"));
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(1))) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
        }
        assertEquals(List.of(Status.OK, Status.NO_RIGHT, Status.BAD_HANDLE), statuses);
    }

    // ---- room --------------------------------------------------------------------------------------------------

    @Test
    void spawningEndsWithNoRoomWhenMemoryIsUsedUpAndGoesOnWhenAnActorHasEnded() {
        List<Integer> refused = new ArrayList<>();
        PlanBuilder plan = new PlanBuilder()
                .image("child", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER) {
                        throw new JavaProgram.Exit(0);
                    }
                })
                .actor(
                        "parent",
                        (turn, memory) -> {
                            int image = turn.granted("child");
                            switch (turn.message().kind()) {
                                case START -> {
                                    memory.store(0, 8, turn.spawn(image, new byte[0], NO_HANDLES));
                                    for (int i = 0; i < 2; i++) {
                                        turn.spawn(image, new byte[0], NO_HANDLES);
                                    }
                                }
                                case REFUSED -> {
                                    refused.add(turn.message().refusalStatus().code());
                                    turn.send((int) memory.load(0, 8), new byte[0], NO_HANDLES);
                                    turn.charge(100_000, 0, 0);
                                    turn.send(0, new byte[0], NO_HANDLES);
                                }
                                default -> turn.spawn(image, new byte[0], NO_HANDLES);
                            }
                        },
                        PlanBuilder.spawn("child"));
        // An actor takes about 410 KB; three fit.
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(2).withMemoryBytes(1_400 * 1024))) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            assertEquals(List.of(Status.NO_ROOM.code()), refused);
            assertEquals(4, machine.statistics().value("actors.started"));
        }
    }

    @Test
    void aPlanThatDoesNotFitIsRefusedWithBothNumbers() {
        PlanBuilder plan = new PlanBuilder();
        for (int i = 0; i < 10; i++) {
            plan.actor("actor" + i, (turn, memory) -> {});
        }
        try (Machine machine = machine(SharedMemorySpec.of(1).withMemoryBytes(1 << 20))) {
            String message = assertThrows(ConfigException.class, () -> machine.deploy(plan.build()))
                    .getMessage();
            assertTrue(message.contains("1048576") && message.contains("memoryBytes"), message);
        }
    }

    @Test
    void aPlaceThatIsNoCoreIsRefused() {
        try (Machine machine = machine(SharedMemorySpec.of(2))) {
            PlanBuilder plan =
                    new PlanBuilder().actor("lost", (turn, memory) -> {}).at(2);
            String message = assertThrows(ConfigException.class, () -> machine.deploy(plan.build()))
                    .getMessage();
            assertTrue(message.contains("'lost'") && message.contains("cores 0 to 1"), message);
        }
    }

    @Test
    void passingTheLimitOfHostMemoryEndsTheRunAndItCanGoOn() {
        PlanBuilder plan = new PlanBuilder().actor("greedy", (turn, memory) -> {
            long round = memory.load(0, 8);
            memory.store(0, 8, round + 1);
            memory.store(4096 * round, 8, round + 1);
            turn.charge(20_000, 0, 0);
            if (round < 14) {
                turn.send(0, new byte[0], NO_HANDLES);
            }
        });
        try (Machine machine = machine(SharedMemorySpec.of(1))) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(new RunLimits(Long.MAX_VALUE - 1, 20_000, false));
            assertInstanceOf(RunOutcome.LimitReached.class, outcome);
            assertTrue(outcome.explain().contains("20000"), outcome.explain());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
        }
    }

    // ---- what it says of itself --------------------------------------------------------------------------------

    @Test
    void everyRegionHasAnOwnerAndNoTwoOverlap() {
        PlanBuilder plan = new PlanBuilder();
        for (int i = 0; i < 20; i++) {
            plan.actor("actor" + i, (turn, memory) -> {});
        }
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(4))) {
            machine.deploy(plan.build());
            List<Region> regions = machine.regions();
            for (int i = 1; i < regions.size(); i++) {
                assertFalse(regions.get(i - 1).overlaps(regions.get(i)));
            }
            for (int i = 0; i < 20; i++) {
                for (String owner :
                        List.of("actor ", "mailbox of actor", "handle table of actor", "runtime state of actor")) {
                    String name = owner + (owner.equals("actor ") ? "actor" : "") + i;
                    assertEquals(
                            1,
                            regions.stream().filter(r -> r.owner().equals(name)).count(),
                            name);
                }
            }
            assertEquals("free memory", machine.owner(1L << 35));
            assertEquals("nothing", machine.owner(1L << 40));
        }
    }

    @Test
    void statisticsAgreeWithEachOther() {
        PlanBuilder plan = new PlanBuilder().actor("sink", (turn, memory) -> {});
        for (int i = 0; i < 5; i++) {
            plan.actor(
                    "source" + i,
                    (turn, memory) -> {
                        for (int j = 0; j < 10; j++) {
                            turn.send(turn.granted("sink"), new byte[j], NO_HANDLES);
                        }
                    },
                    PlanBuilder.to("sink"));
        }
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(4))) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            StatsSnapshot s = machine.statistics();
            assertEquals(50, s.value("messages.sent"));
            assertEquals(56, s.value("messages.delivered")); // with the START messages
            assertEquals(56, s.value("turns.count"));
            assertEquals(56 * 100, s.value("turns.instructions"));
            assertEquals(s.value("memory.l1.misses"), s.value("memory.l2.hits") + s.value("memory.l2.misses"));
            assertEquals(
                    s.value("memory.l2.misses"),
                    s.value("memory.shared.hits")
                            + s.value("memory.shared.misses")
                            + s.value("memory.shared.forwarded"));
            assertEquals(s.value("memory.shared.misses"), s.value("memory.dram.reads"));
            assertTrue(s.value("network.packets") >= 2 * s.value("memory.l2.misses"));
            assertEquals(
                    s.value("memory.dram.reads") + s.value("memory.dram.writes"),
                    s.value("memory.dram.rowHits") + s.value("memory.dram.activations"));
            assertEquals(machine.cycle(), s.value("run.cycles"));
            s.metrics().forEach(metric -> assertFalse(metric.text().isBlank()));
        }
    }

    @Test
    void theFloorplanShowsEveryCoreUnderItsPlace() {
        try (SharedMemoryMachine machine = machine(SharedMemorySpec.of(5))) {
            List<Floorplan.Element> elements = machine.floorplan().elements();
            for (int core = 0; core < machine.places(); core++) {
                int number = core;
                assertEquals(
                        List.of("core " + core),
                        elements.stream()
                                .filter(e -> e.id() == number)
                                .map(Floorplan.Element::name)
                                .toList());
            }
        }
    }

    private static long word(Deployment deployment, String actor) {
        byte[] memory = java.util.Arrays.copyOf(deployment.memory(actor), 8);
        return java.nio.ByteBuffer.wrap(memory)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    /** Hears turns only. */
    private record TurnObserver(Turns turns) implements RunObserver {
        interface Turns {
            void on(long start, long end, int place, long actor);
        }

        @Override
        public void onTurn(long start, long end, long actor, int place, Message message, long instructions) {
            turns.on(start, end, place, actor);
        }
    }
}
