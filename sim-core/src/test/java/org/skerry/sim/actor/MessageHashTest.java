package org.skerry.sim.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.sim.digest.ByteHash;
import org.skerry.sim.rng.RandomStreams;

class MessageHashTest {
    @Test
    void aMessageHasTheHashOfItsOwnBytesWhateverItsSenderHadInHand() {
        for (int length : new int[] {0, 1, 7, 8, 64, 65}) {
            byte[] bytes = new byte[length];
            new RandomStreams(length).stream("bytes", 1).fill(bytes, 0, length);
            Message first = message(bytes);
            hasTheHashOf(bytes, first);
            sentWith(first, bytes);
            sentWith(first, bytes.clone());
            if (length > 0) {
                byte[] other = bytes.clone();
                other[length - 1] ^= 1;
                sentWith(first, other);
            }
            sentWith(first, new byte[length + 1]);
            sentWith(message(bytes), bytes); // which is not hashed itself
        }
    }

    private static void sentWith(Message inHand, byte[] bytes) {
        hasTheHashOf(bytes, Message.sent(1, MessageKind.USER, 2, 3, to(), bytes, Message.NO_GRANTS, null, 0, inHand));
    }

    private static void hasTheHashOf(byte[] bytes, Message message) {
        assertEquals(ByteHash.of(bytes).low(), message.payloadHashLow(), "length " + bytes.length);
        assertEquals(ByteHash.of(bytes).high(), message.payloadHashHigh(), "length " + bytes.length);
    }

    private static Message message(byte[] payload) {
        return new Message(1, MessageKind.USER, 2, 3, to(), 4, payload, Message.NO_GRANTS, null, 0);
    }

    private static Capability to() {
        return Capability.root(CapabilityKind.ACTOR, 4, 0, Rights.SEND, 0, 5);
    }
}
