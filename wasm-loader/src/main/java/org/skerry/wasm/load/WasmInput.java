package org.skerry.wasm.load;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.skerry.sim.actor.GuestException;

/**
 * A cursor over the bytes of a module that can only move forward and never past {@code end}. Every refusal names the file, the
 * section and the offset. Vector lengths are held against the bytes that are left, so that a lying one costs nothing.
 */
public final class WasmInput {
    /** What to do about a file that no tool should have made. */
    static final String AGAIN = "Build the module again.";

    private final String name;
    private final byte[] bytes;
    private final int end;
    private int position;
    private String section = "header";

    /** A cursor over all of {@code bytes}; {@code name} is how messages call the file. */
    public WasmInput(String name, byte[] bytes) {
        this(name, bytes, 0, bytes.length, "header");
    }

    private WasmInput(String name, byte[] bytes, int start, int end, String section) {
        this.name = name;
        this.bytes = bytes;
        this.position = start;
        this.end = end;
        this.section = section;
    }

    /** Names the section that the next messages are about. */
    public void enter(String newSection) {
        section = newSection;
    }

    /** Offset of the next byte in the file. */
    public int position() {
        return position;
    }

    /** Bytes that are left. */
    public int left() {
        return end - position;
    }

    /** The array that is read, for copying ranges. */
    public byte[] array() {
        return bytes;
    }

    /** A cursor over the next {@code length} bytes, which this one skips. */
    public WasmInput slice(long length, String part) {
        need(length, "its content");
        WasmInput slice = new WasmInput(name, bytes, position, position + (int) length, part);
        position += (int) length;
        return slice;
    }

    /** The next byte, 0 to 255. */
    public int u8() {
        need(1, "a byte");
        return bytes[position++] & 0xFF;
    }

    /** The next byte without moving. */
    public int peek() {
        need(1, "a byte");
        return bytes[position] & 0xFF;
    }

    /** Skips bytes. */
    public void skip(int length) {
        need(length, length + " bytes");
        position += length;
    }

    /** An unsigned LEB128 number of at most 32 bits. */
    public long u32() {
        long result = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            result |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                if (result > 0xFFFF_FFFFL) {
                    break;
                }
                return result;
            }
        }
        throw refuse("a 32-bit number is longer than 5 bytes or too large", AGAIN);
    }

    /** An index or count that fits an int; anything larger cannot be true of a file of this size. */
    public int index() {
        long value = u32();
        if (value > Integer.MAX_VALUE) {
            throw refuse("the number " + value + " is above " + Integer.MAX_VALUE, AGAIN);
        }
        return (int) value;
    }

    /** A vector length: at most the bytes that are left, since each element takes at least one. */
    public int count(String what) {
        long value = u32();
        if (value > left()) {
            throw refuse(
                    "it announces " + value + " " + what + " but only " + left() + " bytes are left",
                    "The file is damaged: build it again.");
        }
        return (int) value;
    }

    /** A signed LEB128 number of at most {@code bits} bits. */
    public long signed(int bits) {
        long result = 0;
        int longest = (bits + 6) / 7;
        for (int i = 0; i < longest; i++) {
            int next = u8();
            result |= (long) (next & 0x7F) << 7 * i;
            if ((next & 0x80) == 0) {
                int shift = 64 - Math.min(64, 7 * (i + 1));
                return result << shift >> shift;
            }
        }
        throw refuse("a " + bits + "-bit number is longer than " + longest + " bytes", AGAIN);
    }

    /** A name: length and UTF-8. */
    public String name() {
        int length = count("bytes of a name");
        int start = position;
        skip(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refuseAt(start, "a name is not valid UTF-8", AGAIN);
        }
    }

    /** Refuses a function index beyond all functions; compiled code would meet it when it is called. */
    void function(long index, int functions, String what) {
        if (index >= functions) {
            throw refuse(what + " is number " + index + " of " + functions, AGAIN);
        }
    }

    /** A refusal that names the file, the section and the present offset. */
    public GuestException refuse(String rule, String instruction) {
        return refuseAt(position, rule, instruction);
    }

    /** A refusal that names the file, the section and an offset. */
    public GuestException refuseAt(int offset, String rule, String instruction) {
        return new GuestException(name + ": " + section + " at offset " + offset + ": " + rule + ". " + instruction);
    }

    /** Refuses what is beyond a limit of the policy. */
    void limit(long value, long max, String limit) {
        if (value > max) {
            throw tooMuch(limit + "=" + value, max, limit);
        }
    }

    /** A refusal of what is beyond a limit of the policy. */
    GuestException tooMuch(String found, long max, String limit) {
        return refuse(
                found + " is above the limit of " + max + " (" + limit + ")",
                "Make the module smaller, or raise the limit " + limit + " of the loader.");
    }

    private void need(long length, String what) {
        if (length > left()) {
            throw refuse(
                    "the file ends where " + what + " should follow (" + length + " bytes needed, " + left() + " left)",
                    "The file is truncated or damaged: build it again.");
        }
    }
}
