package org.skerry.model.edge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Messages to and from a store, little-endian (docs/CONTRACT.md, "External storage"):
 *
 * <pre>
 *   request                                    answer
 *   +0   operation (1)  flags (1)              operation (1)  zero (1)
 *   +2   bytes of the name (2)                 status (2), 0 or negative
 *   +4   tag (4), which the answer repeats     tag (4)
 *   +8   offset (8)                            size of the object afterwards (8)
 *   +16  length (4)  zero (4)                  length (4)  zero (4)
 *   +24  name, then the bytes to write         bytes read, or names
 * </pre>
 */
public final class StorageFormat {
    /** Bytes before the name, or before what was read. */
    public static final int HEADER_BYTES = 24;

    /** Longest name of an object. */
    public static final int MAX_NAME_BYTES = 255;

    /** Reads {@code length} bytes from {@code offset}; fewer come back where the object ends. */
    public static final int READ = 1;

    /** Writes the bytes behind the name at {@code offset}; what lies between the end of the object and there becomes zero. */
    public static final int WRITE = 2;

    /** Removes an object. */
    public static final int DELETE = 3;

    /** Asks for the size of an object. */
    public static final int STAT = 4;

    /** Names that begin with the given one, in order, from the {@code offset}-th on, {@code length} bytes at most; each follows its length (1). */
    public static final int LIST = 5;

    /** Flag of a write: the object ends where the write does. */
    public static final int TRUNCATE = 1;

    /** Done. */
    public static final int OK = 0;

    /** There is no such object in the compartment. */
    public static final int NOT_FOUND = -1;

    /** The handle lacks the right that the operation needs. */
    public static final int NO_RIGHT = -2;

    /** The compartment, or the store, would hold more than it can. */
    public static final int NO_ROOM = -3;

    /** The request does not make sense: unknown operation, bad lengths. */
    public static final int BAD_REQUEST = -4;

    private StorageFormat() {}

    /** A request. */
    public record Request(int operation, int flags, byte[] name, int tag, long offset, int length, byte[] data) {
        /** The request in a payload, or null if it makes no sense. */
        static Request parse(byte[] payload) {
            if (payload.length < HEADER_BYTES) {
                return null;
            }
            ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
            int nameBytes = in.getShort(2) & 0xffff;
            int length = in.getInt(16);
            int operation = in.get(0);
            boolean sensible = operation >= READ
                    && operation <= LIST
                    && nameBytes <= Math.min(MAX_NAME_BYTES, payload.length - HEADER_BYTES)
                    && (nameBytes > 0 || operation == LIST)
                    && in.getLong(8) >= 0
                    && length >= 0;
            int at = HEADER_BYTES + nameBytes;
            if (!sensible || operation == WRITE && length != payload.length - at) {
                return null;
            }
            return new Request(
                    operation,
                    in.get(1),
                    Arrays.copyOfRange(payload, HEADER_BYTES, at),
                    in.getInt(4),
                    in.getLong(8),
                    length,
                    operation == WRITE ? Arrays.copyOfRange(payload, at, payload.length) : new byte[0]);
        }

        /** The payload of this request. */
        public byte[] payload() {
            ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + name.length + data.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            out.put((byte) operation)
                    .put((byte) flags)
                    .putShort((short) name.length)
                    .putInt(tag)
                    .putLong(offset);
            return out.putInt(length).putInt(0).put(name).put(data).array();
        }
    }

    /** The payload of an answer. */
    public static byte[] answer(int operation, int status, int tag, long size, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) operation)
                .put((byte) 0)
                .putShort((short) status)
                .putInt(tag)
                .putLong(size);
        return out.putInt(data.length).putInt(0).put(data).array();
    }

    /** The tag of a request that may make no sense. */
    static int tagOf(byte[] payload) {
        return payload.length < 8
                ? 0
                : ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }
}
