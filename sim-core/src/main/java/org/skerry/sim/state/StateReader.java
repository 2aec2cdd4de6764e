package org.skerry.sim.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link StateWriter} wrote; anything else is a {@link StateException} that says where and what was expected. */
public final class StateReader {
    private final byte[] bytes;
    private final int end;
    private int position;
    private String section = "(start)";

    /** Reads {@code bytes}, which are not copied and must not change. Refuses them if they are not as they were written. */
    public StateReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length - Integer.BYTES;
        if (end < 0 || (int) StateWriter.INTS.get(bytes, end) != StateWriter.checksum(bytes, end)) {
            throw new StateException("expected saved state, found " + bytes.length
                    + " bytes with another checksum than their own: they are damaged, cut off, or something else");
        }
    }

    /** Steps over the beginning of the section {@code name}; throws if another one, or none, begins here. */
    public void section(String name) {
        int at = position;
        int marker = readInt();
        if (marker != StateWriter.SECTION) {
            throw new StateException("expected section '" + name + "' at byte " + at + " after section '" + section
                    + "', found other data: the state was saved by another configuration or version");
        }
        String found = readString();
        if (!found.equals(name)) {
            throw new StateException("expected section '" + name + "' at byte " + at + " after section '" + section
                    + "', found section '" + found + "': the state was saved by another configuration or version");
        }
        section = name;
    }

    /** Steps over the beginning of whatever section begins here, and returns its name; throws if none does. */
    public String section() {
        int at = position;
        if (readInt() != StateWriter.SECTION) {
            throw new StateException("expected a section at byte " + at + " after section '" + section
                    + "', found other data: the state was saved by another configuration or version");
        }
        section = readString();
        return section;
    }

    /** Reads a byte that is 0 or 1. */
    public boolean readBoolean() {
        byte value = bytes[take(1)];
        if (value != 0 && value != 1) {
            throw new StateException("expected 0 or 1 in section '" + section + "', found " + value);
        }
        return value == 1;
    }

    /** Reads four bytes. */
    public int readInt() {
        return (int) StateWriter.INTS.get(bytes, take(Integer.BYTES));
    }

    /** Reads an int and refuses all values but {@code expected}; for counts that configuration gives. */
    public int expectInt(int expected, String what) {
        int found = readInt();
        if (found != expected) {
            throw new StateException("expected " + expected + " " + what + " in section '" + section + "', found "
                    + found + ": the state was saved by another configuration");
        }
        return found;
    }

    /** Reads the number of one of {@code count} things, such as the constants of an enum. */
    public int readIndex(int count, String what) {
        int found = readInt();
        if (found < 0 || found >= count) {
            throw new StateException("expected one of " + count + " " + what + " in section '" + section
                    + "', found number " + found + ": the state was saved by another version");
        }
        return found;
    }

    /** Reads eight bytes. */
    public long readLong() {
        return (long) StateWriter.LONGS.get(bytes, take(Long.BYTES));
    }

    /** Reads a count of items that take at least {@code itemBytes} each, and so must fit what is left. */
    public int readCount(int itemBytes) {
        int count = readInt();
        if (count < 0 || (long) count * itemBytes > end - position) {
            throw new StateException("expected at most " + (end - position) / itemBytes + " items of "
                    + itemBytes + " bytes in section '" + section + "', found a count of " + count
                    + ": the state is cut off or damaged");
        }
        return count;
    }

    /** Reads a count and that many bytes. */
    public byte[] readBytes() {
        int count = readCount(1);
        int from = take(count);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    /** Reads bytes into {@code target} from {@code offset}; the count saved must be {@code count}. */
    public void readBytes(byte[] target, int offset, int count) {
        expectInt(count, "bytes");
        System.arraycopy(bytes, take(count), target, offset, count);
    }

    /** Reads a count and that many longs. */
    public long[] readLongs() {
        long[] values = new long[readCount(Long.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = readLong();
        }
        return values;
    }

    /** Reads longs into {@code target} with {@code from <= index < to}; the count saved must be {@code to - from}. */
    public void readLongs(long[] target, int from, int to) {
        expectInt(to - from, "longs");
        for (int i = from; i < to; i++) {
            target[i] = readLong();
        }
    }

    /** Fills {@code target}; the count saved must be its length. */
    public void readLongs(long[] target) {
        readLongs(target, 0, target.length);
    }

    /** Fills {@code target}; the count saved must be its length. */
    public void readInts(int[] target) {
        expectInt(target.length, "ints");
        for (int i = 0; i < target.length; i++) {
            target[i] = readInt();
        }
    }

    /** Reads a text. */
    public String readString() {
        int count = readCount(1);
        return new String(bytes, take(count), count, StandardCharsets.UTF_8);
    }

    /** Throws unless everything was read. The outermost reader calls it once, last. */
    public void end() {
        if (position != end) {
            throw new StateException(
                    "expected the end after section '" + section + "', found " + (end - position) + " more bytes");
        }
    }

    private int take(int count) {
        if (count > end - position) {
            throw new StateException("expected " + count + " bytes in section '" + section + "', found "
                    + (end - position) + ": the state is cut off");
        }
        int at = position;
        position += count;
        return at;
    }
}
