package org.skerry.sim.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.sim.digest.ByteHash;
import org.skerry.sim.rng.RandomStreams;

class MessageHashTest {
    @Test
    void aMessageHasTheHashOfItsOwnBytesWhateverItWasComparedWith() {
        for (int length : new int[] {0, 1, 7, 8, 64, 65}) {
            byte[] bytes = new byte[length];
            new RandomStreams(length).stream("bytes", 1).fill(bytes, 0, length);
            Message first = message(bytes);
            assertEquals(ByteHash.of(bytes).low(), first.payloadHashLow(), "length " + length);
            same(first, bytes.clone());
            if (length > 0) {
                byte[] other = bytes.clone();
                other[length - 1] ^= 1;
                same(first, other);
            }
            same(first, new byte[length + 1]);
            same(message(bytes), bytes.clone()); // which is not hashed itself
        }
    }

    private static void same(Message other, byte[] bytes) {
        Message message = message(bytes);
        message.hashAs(other);
        assertEquals(ByteHash.of(bytes).low(), message.payloadHashLow(), "length " + bytes.length);
        assertEquals(ByteHash.of(bytes).high(), message.payloadHashHigh(), "length " + bytes.length);
    }

    private static Message message(byte[] payload) {
        return new Message(1, MessageKind.USER, 2, 3, null, 4, payload, Message.NO_GRANTS, null, 0);
    }
}
