package org.skerry.model.sharedmem.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateWriter;

final class MailboxTest {
    private static final int RING = 4096;

    private final RuntimeMemory memory = new RuntimeMemory(1 << 20);
    private final ControlBlock control =
            new ControlBlock(memory.space(), memory.allocate(Purpose.CONTROL, "test", ControlBlock.BYTES, null));
    private final Mailbox mailbox = new Mailbox(memory.space(), control);
    private final long address = memory.allocate(Purpose.MAILBOX, "test", Mailbox.HEADER_BYTES + RING, null);

    MailboxTest() {
        Mailbox.format(memory.space(), address, RING);
        control.mailbox(address);
    }

    private static Capability capability(RandomStream random) {
        long[] lineage = new long[1 + random.nextInt(Capability.MAX_DEPTH)];
        for (int i = 0; i < lineage.length; i++) {
            lineage[i] = random.nextLong();
        }
        CapabilityKind kind = CapabilityKind.values()[random.nextInt(CapabilityKind.values().length)];
        return new Capability(
                kind,
                random.nextLong(),
                random.nextInt(99) - 1,
                random.nextInt(Rights.ALL + 1),
                random.nextLong(),
                lineage);
    }

    private static MessageRecord record(RandomStream random, int maxPayload) {
        byte[] payload = new byte[random.nextInt(maxPayload + 1)];
        random.fill(payload);
        Capability[] grants = new Capability[random.nextInt(4)];
        for (int i = 0; i < grants.length; i++) {
            grants[i] = capability(random);
        }
        Message message = new Message(
                random.nextLong(),
                random.nextInt(2) == 0 ? MessageKind.USER : MessageKind.START,
                random.nextLong(),
                random.nextInt(128) - 1,
                random.nextInt(2) == 0 ? null : capability(random),
                random.nextLong(),
                payload,
                grants,
                random.nextInt(2) == 0 ? null : capability(random),
                random.nextLong());
        return new MessageRecord(message, random.nextInt(1_000_000));
    }

    private static byte[] fields(MessageRecord record) {
        StateWriter out = new StateWriter();
        record.message().write(out);
        out.writeLong(record.sentCycle());
        return out.toByteArray();
    }

    @Test
    void whatIsTakenIsWhatWasPutInTheSameOrderAroundTheRing() {
        long seed = 3;
        RandomStream random = new RandomStreams(seed).stream("mailbox", 0);
        ArrayDeque<MessageRecord> expected = new ArrayDeque<>();
        long before = 0;
        int around = 0;
        for (int i = 0; i < 3_000; i++) {
            MessageRecord record = record(random, 300);
            if (mailbox.hasRoom(record.message())) {
                mailbox.put(record);
                expected.add(record);
            }
            around += memory.space().load(address + 24, 8) / RING > before / RING ? 1 : 0;
            before = memory.space().load(address + 24, 8);
            if (random.nextInt(2) == 0 && !mailbox.isEmpty()) {
                assertArrayEquals(fields(expected.remove()), fields(mailbox.take()), "seed " + seed + ", step " + i);
            }
            assertEquals(expected.isEmpty(), mailbox.isEmpty());
        }
        assertTrue(around > 10, "the ring was gone around " + around + " times");
    }

    @Test
    void anEmptyMailboxBeginsAtTheBeginningOfItsRing() {
        long first = mailbox.tailAddress();
        mailbox.put(record(new RandomStreams(1).stream("mailbox", 0), 100));
        mailbox.put(record(new RandomStreams(2).stream("mailbox", 0), 100));
        mailbox.take();
        assertTrue(mailbox.headAddress() > first);
        mailbox.take();
        assertEquals(first, mailbox.headAddress());
        assertEquals(first, mailbox.tailAddress());
    }

    @Test
    void aLargerMailboxTakesOverWhatWaitsInASmallerOne() {
        RandomStream random = new RandomStreams(4).stream("mailbox", 0);
        ArrayDeque<MessageRecord> expected = new ArrayDeque<>();
        for (int i = 0; i < 20; i++) {
            MessageRecord record = record(random, 100);
            while (!mailbox.hasRoom(record.message())) {
                mailbox.take();
                expected.remove();
            }
            mailbox.put(record);
            expected.add(record);
        }
        long larger = memory.allocate(Purpose.MAILBOX, "test", Mailbox.HEADER_BYTES + 2 * RING, null);
        Mailbox.format(memory.space(), larger, 2 * RING);
        mailbox.moveTo(larger);
        assertEquals(2 * RING, mailbox.capacityBytes());
        while (!expected.isEmpty()) {
            assertArrayEquals(fields(expected.remove()), fields(mailbox.take()));
        }
        assertTrue(mailbox.isEmpty());
    }

    @Test
    void aRecordThatSomebodyOverwroteMakesNoSense() {
        mailbox.put(record(new RandomStreams(5).stream("mailbox", 0), 100));
        memory.space().store(address + Mailbox.HEADER_BYTES, 4, 0x41414141);
        assertThrows(MailboxCorrupted.class, mailbox::take);
    }

    @Test
    void anyBytesAnywhereAreAMessageOrACorruptedMailboxAndNeverAnErrorOfTheHost() {
        int messages = 0;
        int corrupted = 0;
        for (long seed = 1; seed <= 4_000; seed++) {
            RandomStream random = new RandomStreams(seed).stream("mailbox", 0);
            Mailbox.format(memory.space(), address, RING);
            control.mailbox(address);
            mailbox.put(record(random, 60));
            for (int writes = 1 + random.nextInt(3); writes > 0; writes--) {
                int width = 1 << random.nextInt(4);
                long where = random.nextInt(8) == 0 ? control.address() + 8 : address + random.nextInt(400);
                memory.space().store(where, width, random.nextLong());
            }
            try {
                if (!mailbox.isEmpty()) {
                    mailbox.take();
                    messages++;
                }
            } catch (MailboxCorrupted expected) {
                corrupted++;
            } catch (RuntimeException host) {
                throw new AssertionError("seed " + seed, host);
            }
        }
        assertTrue(messages > 100 && corrupted > 100, messages + " messages, " + corrupted + " corrupted");
    }

    @Test
    void aTruncatedRecordIsNone() {
        byte[] bytes = record(new RandomStreams(6).stream("mailbox", 0), 100).encode();
        for (int length = 0; length < bytes.length; length += 8) {
            assertNull(MessageRecord.decode(java.util.Arrays.copyOf(bytes, length)));
        }
    }

    @Test
    void theLargestRecordIsAsLargeAsAnnounced() {
        long[] lineage = new long[Capability.MAX_DEPTH];
        Capability deep = new Capability(CapabilityKind.ACTOR, 1, 0, Rights.ALL, 0, lineage);
        Capability[] grants = new Capability[Message.MAX_HANDLES];
        java.util.Arrays.fill(grants, deep);
        Message largest = new Message(1, MessageKind.USER, 1, 1, deep, 1, new byte[Message.MAX_BYTES], grants, deep, 1);
        assertEquals(MessageRecord.MAX_BYTES, new MessageRecord(largest, 0).encode().length);
    }
}
