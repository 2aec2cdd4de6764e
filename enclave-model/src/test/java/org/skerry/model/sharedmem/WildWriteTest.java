package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.BugObject.Trigger;
import org.skerry.model.memory.Region;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;

/** What a store beyond the memory of "attacker" reaches when the runtime's bounds check is omitted: whatever lies there. */
final class WildWriteTest {
    private static final int[] NO_HANDLES = {};
    private static final BugObject NO_BOUNDS_CHECK =
            new BugObject("runtime", "bounds check", new Trigger(List.of("attacker"), 1), -(1L << 40), 1L << 40);

    /** What the attacker does once, in its second turn; physical addresses become guest addresses by {@code guest}. */
    private interface Attack {
        void run(Turn turn, LinearMemory memory, LongUnaryOperator guest);
    }

    /** Actors "attacker", "victim" and "secret"; the victim's handler is the test's. */
    private final class Rig implements AutoCloseable {
        final SharedMemoryMachine machine;
        RunOutcome outcome;

        Rig(boolean withBug, Attack attack, JavaProgram.Handler victim) {
            machine = new SharedMemoryMachine(
                    SharedMemorySpec.of(2).withBugs(withBug ? List.of(NO_BOUNDS_CHECK) : List.of()),
                    1,
                    ExecutionSpec.SERIAL);
            machine.deploy(new PlanBuilder()
                    .actor(
                            "attacker",
                            (turn, memory) -> {
                                if (turn.message().kind() == MessageKind.START) {
                                    turn.send(turn.granted("victim"), new byte[] {1}, NO_HANDLES);
                                    turn.charge(20_000, 0, 0);
                                    turn.send(0, new byte[0], NO_HANDLES);
                                } else if (turn.message().kind() == MessageKind.USER) {
                                    long base = region("actor attacker").base();
                                    attack.run(turn, memory, physical -> physical - base);
                                    turn.charge(turn.ledger().instructions() + 20_000, 0, 0);
                                    turn.send(turn.granted("victim"), new byte[] {2}, NO_HANDLES);
                                }
                            },
                            PlanBuilder.to("victim"),
                            PlanBuilder.log())
                    .at(0)
                    .actor("victim", victim, PlanBuilder.to("secret"), PlanBuilder.log())
                    .at(1)
                    .actor(
                            "secret",
                            (turn, memory) -> {
                                if (turn.message().kind() == MessageKind.USER) {
                                    say(turn, "secret heard " + turn.message().payload()[0]);
                                }
                            },
                            PlanBuilder.log())
                    .build());
        }

        Region region(String owner) {
            return machine.regions().stream()
                    .filter(each -> each.owner().equals(owner))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no region of " + owner + " in " + machine.regions()));
        }

        Rig run() {
            outcome = machine.run(RunLimits.NONE);
            return this;
        }

        List<String> log() {
            return machine.log().stream().map(LogLine::text).toList();
        }

        @Override
        public void close() {
            machine.close();
        }
    }

    private static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }

    /** Says what it finds at its address 64, and how many messages it has had. */
    private static void report(Turn turn, LinearMemory memory) {
        if (turn.message().kind() == MessageKind.USER) {
            say(turn, "victim sees " + memory.load(64, 8));
        }
    }

    private Rig rig;

    private Region region(String owner) {
        return rig.region(owner);
    }

    private Rig attack(boolean withBug, Attack attack, JavaProgram.Handler victim) {
        rig = new Rig(withBug, attack, victim);
        return rig.run();
    }

    @Test
    void withoutTheBugTheWriteEndsAtTheBoundsCheckAndNobodyElseIsTouched() {
        try (Rig ran = attack(
                false,
                (turn, memory, guest) ->
                        memory.store(guest.applyAsLong(region("actor victim").base()) + 64, 8, 99),
                WildWriteTest::report)) {
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, ran.outcome);
            assertEquals(1, faulted.faults().size());
            assertEquals("attacker", faulted.faults().get(0).actor());
            assertTrue(ran.outcome.explain().contains("bounds check of the runtime"), ran.outcome.explain());
            assertEquals(List.of("victim sees 0"), ran.log());
        }
    }

    @Test
    void withTheBugTheWriteChangesTheMemoryOfTheOtherActor() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) ->
                        memory.store(guest.applyAsLong(region("actor victim").base()) + 64, 8, 99),
                WildWriteTest::report)) {
            assertInstanceOf(RunOutcome.Quiescent.class, ran.outcome, ran.outcome.explain());
            assertEquals(List.of("victim sees 0", "victim sees 99"), ran.log());
            assertEquals(
                    "actor victim", ran.machine.owner(region("actor victim").base() + 64));
        }
    }

    @Test
    void aReadReachesForeignBytesAsWell() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> say(
                        turn,
                        "read "
                                + memory.load(
                                        guest.applyAsLong(region("actor victim").base()) + 128, 8)),
                (turn, memory) -> memory.store(128, 8, 4711))) {
            assertEquals(List.of("read 4711"), ran.log());
        }
    }

    @Test
    void aWriteThatNoWireLeadsAnywhereEndsAtTheDecoder() {
        try (Rig ran = attack(true, (turn, memory, guest) -> memory.store(1L << 39, 8, 1), WildWriteTest::report)) {
            assertTrue(ran.outcome.explain().contains("decoder of physical memory"), ran.outcome.explain());
        }
    }

    @Test
    void aWriteToFreeMemoryIsSilent() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> memory.store(guest.applyAsLong(1L << 33), 8, 1),
                WildWriteTest::report)) {
            assertInstanceOf(RunOutcome.Quiescent.class, ran.outcome);
            assertEquals("free memory", ran.machine.owner(1L << 33));
            assertEquals(1, ran.machine.bytesAt(1L << 33, 1)[0]);
        }
    }

    @Test
    void aMailboxWhoseHeaderWasOverwrittenStopsItsActorAndRefusesTheSender() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> memory.store(
                        guest.applyAsLong(region("mailbox of victim").base()), 8, -1),
                WildWriteTest::report)) {
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, ran.outcome);
            assertEquals("victim", faulted.faults().get(0).actor());
            assertTrue(ran.outcome.explain().contains("mailbox corrupted"), ran.outcome.explain());
            assertEquals(1, ran.machine.statistics().value("messages.refused"));
        }
    }

    @Test
    void aWaitingMessageThatWasOverwrittenStopsItsActorWhenItIsTaken() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> memory.store(
                        guest.applyAsLong(region("mailbox of victim").base() + 64), 4, 7),
                (turn, memory) -> turn.charge(100_000, 0, 0))) {
            assertTrue(ran.outcome.explain().contains("no record begins at its head"), ran.outcome.explain());
            assertTrue(ran.outcome.explain().contains("victim"), ran.outcome.explain());
        }
    }

    @Test
    void aWaitingMessageThatWasForgedIsHandledAsForged() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> {
                    long record = guest.applyAsLong(region("mailbox of victim").base() + 64);
                    int capability = 40;
                    memory.store(record + 64 + capability, 1, 42); // the payload
                },
                (turn, memory) -> {
                    turn.charge(100_000, 0, 0);
                    if (turn.message().kind() == MessageKind.USER) {
                        say(turn, "victim was told " + turn.message().payload()[0]);
                    }
                })) {
            assertEquals(List.of("victim was told 42", "victim was told 2"), ran.log());
        }
    }

    @Test
    void aHandleSlotThatWasOverwrittenHoldsNothing() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> memory.store(
                        guest.applyAsLong(region("handle table of victim").base()) + 128, 8, 0x41),
                (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER) {
                        say(turn, "send " + turn.send(turn.granted("secret"), new byte[] {5}, NO_HANDLES));
                    }
                })) {
            assertEquals(List.of("send 0", "secret heard 5", "send -1"), ran.log());
        }
    }

    @Test
    void aHandleThatWasCopiedFromAnotherTableIsAuthority() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> {
                    long from =
                            guest.applyAsLong(region("handle table of victim").base()) + 128;
                    long to =
                            guest.applyAsLong(region("handle table of attacker").base()) + 9 * 128;
                    for (int i = 0; i < 128; i += 8) {
                        memory.store(to + i, 8, memory.load(from + i, 8));
                    }
                    turn.send(9, new byte[] {66}, NO_HANDLES);
                },
                (turn, memory) -> {})) {
            assertEquals(List.of("secret heard 66"), ran.log());
        }
    }

    @Test
    void aLimitThatWasLoweredStopsItsActorAtTheBoundsCheck() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> memory.store(
                        guest.applyAsLong(region("runtime state of victim").base()), 8, 32),
                WildWriteTest::report)) {
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, ran.outcome);
            assertEquals("victim", faulted.faults().get(0).actor());
            assertTrue(ran.outcome.explain().contains("bounds check of the runtime"), ran.outcome.explain());
        }
    }

    @Test
    void aMailboxThatWasMovedIntoTheAttackersMemoryReceivesTheVictimsMessages() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> {
                    long fake = 0x4000;
                    long mailbox = guest.applyAsLong(region("mailbox of victim").base());
                    memory.store(fake, 8, memory.load(mailbox, 8));
                    memory.store(fake + 8, 8, 8192);
                    long control =
                            guest.applyAsLong(region("runtime state of victim").base());
                    memory.store(control + 8, 8, region("actor attacker").base() + fake);
                },
                WildWriteTest::report)) {
            assertEquals(1, ran.machine.statistics().value("messages.sent") - 2);
            byte[] stolen = ran.machine.bytesAt(region("actor attacker").base() + 0x4000 + 64 + 64 + 40, 1);
            assertEquals(2, stolen[0]);
        }
    }

    @Test
    void anAllocatorHeaderThatWasOverwrittenStopsTheRuntimeAndEveryActorWithIt() {
        try (Rig ran = attack(
                true,
                (turn, memory, guest) -> memory.store(
                        guest.applyAsLong(region("mailbox of victim").base() - 16), 8, 0x4141414141414141L),
                (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.USER
                            && turn.message().payload()[0] == 2) {
                        throw new JavaProgram.Exit(0);
                    }
                })) {
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, ran.outcome);
            assertEquals("runtime", faulted.faults().get(0).actor());
            assertTrue(ran.outcome.explain().contains("allocator header"), ran.outcome.explain());
            assertTrue(ran.outcome.explain().contains("4141414141414141"), ran.outcome.explain());
            assertEquals(3, ran.machine.statistics().value("actors.ended"));
        }
    }
}
