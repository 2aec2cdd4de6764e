package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.SparseBytes;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

class MessageRingTest {
    private static final int RING = 1024;
    private static final Capability TO = Capability.root(CapabilityKind.ACTOR, 7, 1, 1, 0, 9);

    private final SparseBytes bytes = new SparseBytes();
    private final MessageRing writes = new MessageRing(bytes, RING);
    private final byte[] expected = new byte[MemoryLayout.MAILBOX_BASE + RING];

    @Test
    void whoeverLooksSeesTheBytesThatWritingAtOnceWouldHaveLeft() {
        for (long seed = 1; seed <= 200; seed++) {
            RandomStream random = new RandomStreams(seed).stream("ring", seed);
            SparseBytes lazy = new SparseBytes();
            MessageRing ring = new MessageRing(lazy, RING);
            byte[] eager = new byte[MemoryLayout.MAILBOX_BASE + RING];
            ArrayDeque<Integer> waiting = new ArrayDeque<>();
            int tail = 0;
            int room = RING;
            int lengths = seed % 2 == 0 ? 120 : 2; // each another one, or but two of them
            for (int step = 0; step < 100; step++) {
                int what = random.nextInt(8);
                int length = random.nextInt(lengths) * 120 / lengths;
                if (what < 4 && room >= 40 + length) {
                    tail = waiting.isEmpty() ? 0 : tail;
                    Message message = message(step, length, random);
                    ring.write(tail, message);
                    writeAtOnce(eager, tail, message);
                    waiting.add(message.wireBytes());
                    room -= message.wireBytes();
                    tail = (tail + message.wireBytes()) % RING;
                } else if (what < 7 && !waiting.isEmpty()) {
                    room += waiting.remove();
                } else if (what == 7 && random.nextInt(4) == 0) {
                    assertArrayEquals(eager, all(lazy), "seed " + seed + ", step " + step);
                }
            }
            assertArrayEquals(eager, all(lazy), "seed " + seed);
        }
    }

    @Test
    void aMessageThatSomebodyWroteIntoIsNotAsItWas() {
        Message message = message(1, 64, new RandomStreams(1).stream("one", 1));
        writes.write(0, message);
        assertEquals(true, writes.untouched(message));
        writeAtOnce(expected, 0, message);
        bytes.store(MemoryLayout.MAILBOX_BASE + 40, 1, 77);
        expected[MemoryLayout.MAILBOX_BASE + 40] = 77;
        assertEquals(false, writes.untouched(message));
        assertArrayEquals(expected, all(bytes));
    }

    @Test
    void theTailOfALongerMessageStaysBehindAShorterOne() {
        Message longer = message(1, 100, new RandomStreams(2).stream("longer", 1));
        Message shorter = message(2, 10, new RandomStreams(2).stream("shorter", 1));
        writes.write(0, longer);
        writes.write(0, shorter);
        writeAtOnce(expected, 0, longer);
        writeAtOnce(expected, 0, shorter);
        assertArrayEquals(expected, all(bytes));
    }

    private static Message message(long id, int length, RandomStream random) {
        byte[] payload = new byte[length];
        random.fill(payload, 0, length);
        Message message = new Message(id, MessageKind.USER, 3, 1, TO, 7, payload, Message.NO_GRANTS, null, 0);
        assertSame(payload, message.payload());
        return message;
    }

    private static byte[] all(SparseBytes bytes) {
        byte[] all = new byte[MemoryLayout.MAILBOX_BASE + RING];
        bytes.read(0, all, 0, all.length);
        return all;
    }

    private static void writeAtOnce(byte[] memory, int at, Message message) {
        byte[] frame = new byte[MemoryLayout.HEADER_BYTES + message.payload().length];
        LinearMemory.writeWindow(frame, 0, 4, message.payload().length);
        LinearMemory.writeWindow(frame, 4, 4, message.kind().code());
        LinearMemory.writeWindow(frame, 8, 8, message.label());
        LinearMemory.writeWindow(frame, 16, 8, message.id());
        LinearMemory.writeWindow(frame, 24, 4, message.grants().length);
        System.arraycopy(message.payload(), 0, frame, MemoryLayout.HEADER_BYTES, message.payload().length);
        for (int i = 0; i < frame.length; i++) {
            memory[MemoryLayout.MAILBOX_BASE + (at + i) % RING] = frame[i];
        }
    }
}
