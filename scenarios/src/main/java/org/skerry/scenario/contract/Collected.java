package org.skerry.scenario.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** What the collector, the actor named {@code out}, writes about messages. */
final class Collected {
    private Collected() {}

    /** The line about a message of an actor with these bytes, without label and handles. */
    static String got(byte[] bytes) {
        return got(0, bytes);
    }

    /** The line about a message of an actor with these bytes that was sent through a capability with a label. */
    static String got(long label, byte[] bytes) {
        return "out: got 0 label " + HexFormat.of().toHexDigits(label) + " handles 0 bytes "
                + HexFormat.of().formatHex(bytes);
    }

    /** The bytes that a line is about. */
    static ByteBuffer payload(String line) {
        String hex = line.substring(line.lastIndexOf(' ') + 1);
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
