package org.skerry.sim.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * A large array of bytes that costs host memory only where it was written: frames of 4 KiB, made at their first store. What was
 * never written is zero.
 */
public final class SparseBytes implements Stateful {
    /** Bytes of a frame, the usual page of a computer. */
    public static final int FRAME_BYTES = 4096;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FRAME_BITS = 12;
    private static final int OFFSET_MASK = FRAME_BYTES - 1;

    /** Frames in one part of the directory, which reaches no further than what was written: 512 KiB. */
    private static final int PART_BITS = 7;

    private static final int PART_FRAMES = 1 << PART_BITS;

    private static final byte[][][] NOTHING = {};

    private byte[][][] parts = NOTHING;
    private int frameCount;

    /** Reads 1 to 8 bytes, little-endian, zero-extended. */
    public long load(long offset, int bytes) {
        int within = (int) offset & OFFSET_MASK;
        byte[] frame = frame(offset >> FRAME_BITS);
        if (bytes == Long.BYTES && within <= FRAME_BYTES - Long.BYTES) {
            return frame == null ? 0 : (long) WORDS.get(frame, within);
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            if (within + i < FRAME_BYTES) {
                value = value << 8 | (frame == null ? 0 : frame[within + i] & 0xFFL);
            } else {
                value = value << 8 | loadByte(offset + i);
            }
        }
        return value;
    }

    /** Writes the low 1 to 8 bytes of {@code value}, little-endian. */
    public void store(long offset, int bytes, long value) {
        int within = (int) offset & OFFSET_MASK;
        if (bytes == Long.BYTES && within <= FRAME_BYTES - Long.BYTES) {
            WORDS.set(writableFrame(offset >> FRAME_BITS), within, value);
            return;
        }
        for (int i = 0; i < bytes; i++) {
            writableFrame(offset + i >> FRAME_BITS)[(int) (offset + i) & OFFSET_MASK] = (byte) (value >>> 8 * i);
        }
    }

    /** Copies {@code length} bytes from {@code offset} into {@code target}. */
    public void read(long offset, byte[] target, int start, int length) {
        for (int done = 0; done < length; ) {
            int within = (int) (offset + done) & OFFSET_MASK;
            int count = Math.min(length - done, FRAME_BYTES - within);
            byte[] frame = frame(offset + done >> FRAME_BITS);
            if (frame == null) {
                Arrays.fill(target, start + done, start + done + count, (byte) 0);
            } else {
                System.arraycopy(frame, within, target, start + done, count);
            }
            done += count;
        }
    }

    /** Copies {@code length} bytes of {@code source} to {@code offset}. */
    public void write(long offset, byte[] source, int start, int length) {
        for (int done = 0; done < length; ) {
            int within = (int) (offset + done) & OFFSET_MASK;
            int count = Math.min(length - done, FRAME_BYTES - within);
            System.arraycopy(source, start + done, writableFrame(offset + done >> FRAME_BITS), within, count);
            done += count;
        }
    }

    /** Makes a range zero; whole frames are given back to the host. */
    public void clear(long offset, long length) {
        long end = offset + length;
        for (long at = offset; at < end; ) {
            int within = (int) at & OFFSET_MASK;
            int count = (int) Math.min(end - at, FRAME_BYTES - within);
            byte[] frame = frame(at >> FRAME_BITS);
            if (frame != null && count == FRAME_BYTES) {
                parts[(int) (at >> FRAME_BITS + PART_BITS)][(int) (at >> FRAME_BITS) & PART_FRAMES - 1] = null;
                frameCount--;
            } else if (frame != null) {
                Arrays.fill(frame, within, within + count, (byte) 0);
            }
            at += count;
        }
    }

    /** Whether nothing was ever written, or everything given back. */
    public boolean isEmpty() {
        return frameCount == 0;
    }

    /** Offset after the last frame; 0 where there is none. */
    public long end() {
        for (int part = frameCount == 0 ? -1 : parts.length - 1; part >= 0; part--) {
            for (int i = PART_FRAMES - 1; parts[part] != null && i >= 0; i--) {
                if (parts[part][i] != null) {
                    return ((long) part << PART_BITS | i) + 1 << FRAME_BITS;
                }
            }
        }
        return 0;
    }

    /** Bytes of host memory in frames. */
    public long hostBytes() {
        return (long) FRAME_BYTES * frameCount;
    }

    /** Adds the frames that are not all zero to a digest, in order of address. */
    public void digest(DigestCombiner digest) {
        for (long number : frameNumbers()) {
            byte[] frame = frame(number);
            if (!isZero(frame)) {
                digest.addLong(number);
                digest.addBytes(frame);
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        long[] numbers = Arrays.stream(frameNumbers())
                .filter(number -> !isZero(frame(number)))
                .toArray();
        out.writeLongs(numbers);
        for (long number : numbers) {
            out.writeBytes(frame(number));
        }
    }

    @Override
    public void load(StateReader in) {
        parts = NOTHING;
        frameCount = 0;
        for (long number : in.readLongs()) {
            in.readBytes(writableFrame(number), 0, FRAME_BYTES);
        }
    }

    private long loadByte(long offset) {
        byte[] frame = frame(offset >> FRAME_BITS);
        return frame == null ? 0 : frame[(int) offset & OFFSET_MASK] & 0xFFL;
    }

    private byte[] frame(long number) {
        int part = (int) (number >> PART_BITS);
        return part < parts.length && parts[part] != null ? parts[part][(int) number & PART_FRAMES - 1] : null;
    }

    private byte[] writableFrame(long number) {
        byte[] frame = frame(number);
        if (frame == null) {
            int part = (int) (number >> PART_BITS);
            if (part >= parts.length) {
                parts = Arrays.copyOf(parts, Math.max(part + 1, parts.length + parts.length / 2));
            }
            if (parts[part] == null) {
                parts[part] = new byte[PART_FRAMES][];
            }
            frame = new byte[FRAME_BYTES];
            parts[part][(int) number & PART_FRAMES - 1] = frame;
            frameCount++;
        }
        return frame;
    }

    private long[] frameNumbers() {
        long[] numbers = new long[frameCount];
        int count = 0;
        for (int part = 0; part < parts.length; part++) {
            for (int i = 0; parts[part] != null && i < PART_FRAMES; i++) {
                if (parts[part][i] != null) {
                    numbers[count++] = (long) part << PART_BITS | i;
                }
            }
        }
        return numbers;
    }

    private static boolean isZero(byte[] frame) {
        for (byte each : frame) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }
}
