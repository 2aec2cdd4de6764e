package org.skerry.sim.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Collects state as little-endian bytes. Sizes are not aligned; a section is a marker and a name, so that a reader that has
 * lost its place notices at the next one.
 */
public final class StateWriter {
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Stands before every section name: "SECT" in ASCII. */
    static final int SECTION = 0x54434553;

    private byte[] bytes = new byte[1024];
    private int length;

    /** Begins a section; the reader must ask for the same name at this place. */
    public void section(String name) {
        writeInt(SECTION);
        writeString(name);
    }

    /** Writes one bit of state as a byte. */
    public void writeBoolean(boolean value) {
        reserve(1);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    /** Writes four bytes. */
    public void writeInt(int value) {
        reserve(Integer.BYTES);
        INTS.set(bytes, length, value);
        length += Integer.BYTES;
    }

    /** Writes eight bytes. */
    public void writeLong(long value) {
        reserve(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** Writes a count and that many bytes. */
    public void writeBytes(byte[] value) {
        writeBytes(value, 0, value.length);
    }

    /** Writes {@code count} and as many bytes of {@code value} from {@code offset}. */
    public void writeBytes(byte[] value, int offset, int count) {
        writeInt(count);
        reserve(count);
        System.arraycopy(value, offset, bytes, length, count);
        length += count;
    }

    /** Writes the count and the longs of {@code values} with {@code from <= index < to}. */
    public void writeLongs(long[] values, int from, int to) {
        writeInt(to - from);
        reserve((long) Long.BYTES * (to - from));
        for (int i = from; i < to; i++) {
            LONGS.set(bytes, length, values[i]);
            length += Long.BYTES;
        }
    }

    /** Writes the count and all of {@code values}. */
    public void writeLongs(long[] values) {
        writeLongs(values, 0, values.length);
    }

    /** Writes the count and all of {@code values}. */
    public void writeInts(int[] values) {
        writeInt(values.length);
        for (int value : values) {
            writeInt(value);
        }
    }

    /** Writes a text as UTF-8 with its count of bytes. */
    public void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes written so far. */
    public int size() {
        return length;
    }

    /** A copy of everything written, and a checksum that {@link StateReader} looks at first. */
    public byte[] toByteArray() {
        byte[] copy = Arrays.copyOf(bytes, length + Integer.BYTES);
        INTS.set(copy, length, checksum(copy, length));
        return copy;
    }

    /** CRC-32C of the first {@code count} bytes: finds damage, not forgery. */
    static int checksum(byte[] bytes, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, count);
        return (int) sum.getValue();
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > bytes.length) {
            if (needed > Integer.MAX_VALUE - 32) {
                throw new StateException("state of more than 2 GiB: " + needed + " bytes after " + length
                        + ". Save a smaller machine, or several parts.");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 32, Math.max(needed, 2L * bytes.length)));
        }
    }
}
