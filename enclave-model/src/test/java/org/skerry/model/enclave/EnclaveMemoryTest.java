package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.memory.Region;
import org.skerry.model.memory.RuntimeBoundsCheck;
import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.MemoryFault;

/** What lies in a private memory, and where an access that should not be ends. */
class EnclaveMemoryTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1);
    private static final JavaProgram PROGRAM = new JavaProgram("program", (turn, memory) -> {});

    private static EnclaveMemory memory(ChipSpec spec) {
        return new EnclaveMemory(spec, 3, "tenant", PROGRAM, new ReachLog(), new FetchCounters());
    }

    // ---- layout ------------------------------------------------------------------------------------------------

    @Test
    void everythingLiesWhereTheDocumentationSays() {
        assertEquals(
                List.of(
                        new Region("runtime of enclave 3", 0, 0x1000),
                        new Region("mailbox of tenant", 0x1000, 0x40000),
                        new Region("reply buffer of tenant", 0x41000, 0x11000),
                        new Region("code of tenant", 0x52000, 0x1000),
                        new Region("actor tenant", 0x53000, 0x20000)),
                memory(SPEC).space().segments());
        assertEquals(0x20_0000, memory(SPEC).space().sizeBytes());
    }

    @Test
    void theCodeCanBeReadAndNotWritten() {
        EnclaveMemory memory = memory(SPEC);
        assertEquals('p', memory.space().load(0x52000, 1));
        assertThrows(MemoryFault.class, () -> memory.space().store(0x52000, 1, 0));
    }

    // ---- mailbox -----------------------------------------------------------------------------------------------

    @Test
    void theBytesOfAMessageThatWaitsLieInTheMailbox() {
        EnclaveMemory memory = memory(SPEC);
        Mailbox mailbox = new Mailbox(SPEC, SPEC.standingCredits());
        Message message = message(new byte[] {11, 22, 33});
        mailbox.put(arrived(message), memory.ring());
        assertEquals(3, memory.space().load(0x1000, 4));
        assertEquals(message.id(), memory.space().load(0x1010, 8));
        assertEquals(0x21160b, memory.space().load(0x1020, 3));
        assertSame(message, mailbox.take(memory.ring()).message());
    }

    @Test
    void whoCanWriteTheMailboxChangesWhatTheActorHears() {
        EnclaveMemory memory = memory(SPEC);
        Mailbox mailbox = new Mailbox(SPEC, SPEC.standingCredits());
        mailbox.put(arrived(message(new byte[] {11, 22, 33})), memory.ring());
        memory.space().store(0x1021, 1, 99);
        assertArrayEquals(
                new byte[] {11, 99, 33}, mailbox.take(memory.ring()).message().payload());
    }

    @Test
    void whoCanWriteTheReplyBufferChangesTheReply() {
        EnclaveMemory memory = memory(SPEC);
        Message reply = message(new byte[] {11, 22, 33});
        memory.writeReply(reply);
        assertEquals(0x21160b, memory.space().load(0x41000, 3));
        assertSame(reply, memory.readReply(reply));
        memory.space().store(0x41001, 1, 99);
        assertArrayEquals(new byte[] {11, 99, 33}, memory.readReply(reply).payload());
    }

    @Test
    void messagesGoRoundTheRingUnchanged() {
        ChipSpec small = ChipPlans.withMailbox(SPEC, 512, 0);
        EnclaveMemory memory = memory(small);
        Mailbox mailbox = new Mailbox(small, small.standingCredits());
        int sent = 0;
        int taken = 0;
        while (taken < 200) {
            while (sent < taken + 3) {
                byte[] payload = new byte[(sent * 37) % 120];
                Arrays.fill(payload, (byte) sent);
                mailbox.put(arrived(message(payload)), memory.ring());
                sent++;
            }
            byte[] payload = mailbox.take(memory.ring()).message().payload();
            assertEquals((taken * 37) % 120, payload.length);
            for (byte each : payload) {
                assertEquals((byte) taken, each);
            }
            taken++;
        }
    }

    @Test
    void messagesThatComeOneByOneTouchNoMoreMemoryThanOne() {
        EnclaveMemory memory = memory(SPEC);
        Mailbox mailbox = new Mailbox(SPEC, SPEC.standingCredits());
        mailbox.put(arrived(message(new byte[100])), memory.ring());
        long afterOne = memory.hostBytes();
        for (int i = 0; i < 1000; i++) {
            mailbox.take(memory.ring());
            mailbox.put(arrived(message(new byte[100])), memory.ring());
        }
        assertEquals(afterOne, memory.hostBytes());
    }

    @Test
    void roomIsGrantedInOrderOfTheRequests() {
        ChipSpec small = ChipPlans.withMailbox(SPEC, 1024, 0);
        Mailbox mailbox = new Mailbox(small, small.standingCredits());
        mailbox.request(1, 600);
        mailbox.request(2, 600);
        mailbox.request(3, 100);
        assertEquals(1, mailbox.grantNext());
        assertEquals(-1, mailbox.grantNext(), "a small request does not overtake a large one");
        mailbox.release(Delivery.Room.GRANTED, 600);
        assertEquals(2, mailbox.grantNext());
        assertEquals(3, mailbox.grantNext());
        assertEquals(-1, mailbox.grantNext());
    }

    private static Message message(byte[] payload) {
        return new Message(77, MessageKind.USER, 1, 0, null, 2, payload, Message.NO_GRANTS, null, 0);
    }

    private static Delivery arrived(Message message) {
        Delivery delivery = new Delivery(message, 0, 0, 5);
        delivery.ready(5, true);
        delivery.arrived(5, 1);
        return delivery;
    }

    // ---- wild accesses -----------------------------------------------------------------------------------------

    @Test
    void withTheBoundsCheckInPlaceAWildWriteEndsThere() {
        assertTrue(wildWrite(SPEC, 1 << 20).contains("refused by bounds check of the runtime"));
    }

    @Test
    void withoutTheBoundsCheckItEndsAtTheEnclavesOwnDecoderAndReachesNobody() {
        BugObject bug =
                new BugObject(RuntimeBoundsCheck.LAYER, RuntimeBoundsCheck.NAME, BugObject.Trigger.ALWAYS, 0, 1L << 32);
        for (long address : new long[] {2 << 20, 3 << 20, 1L << 30, (1L << 32) - 8}) {
            String reason = wildWrite(SPEC.withBugs(List.of(bug)), address);
            assertTrue(reason.contains("refused by decoder of enclave 0"), reason);
        }
    }

    /** An actor writes at a guest address; the other actor's memory must stay as it is. Returns how the writer was stopped. */
    private static String wildWrite(ChipSpec spec, long address) {
        PlanBuilder plan = new PlanBuilder()
                .actor("wild", (turn, memory) -> memory.store(address, 8, -1), to("victim"))
                .actor("victim", (turn, memory) -> memory.store(0, 8, 42));
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            Deployment deployment = chip.deploy(plan.build());
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, chip.run(RunLimits.NONE));
            assertArrayEquals(new byte[] {42}, deployment.memory("victim"));
            assertEquals("wild", faulted.faults().get(0).actor());
            return faulted.explain();
        }
    }

    @Test
    void withoutTheBoundsCheckUnusedMemoryOfTheSameEnclaveCanBeWritten() {
        BugObject bug =
                new BugObject(RuntimeBoundsCheck.LAYER, RuntimeBoundsCheck.NAME, BugObject.Trigger.ALWAYS, 0, 1L << 32);
        PlanBuilder plan = new PlanBuilder().actor("wild", (turn, memory) -> {
            memory.store(1 << 20, 8, 7);
            memory.store(0, 8, memory.load(1 << 20, 8));
        });
        try (EnclaveChip chip = new EnclaveChip(SPEC.withBugs(List.of(bug)), 1, ExecutionSpec.SERIAL)) {
            Deployment deployment = chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertArrayEquals(new byte[] {7}, deployment.memory("wild"));
        }
    }
}
