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
 * A large array of bytes that costs host memory only where it was written: frames of 4 KiB, made at their first store, of which the
 * host holds the beginning up to what was stored. What was never written is zero.
 *
 * <p>Who writes here what perhaps nobody will ever look at may do that when somebody looks ({@link #defer}).
 */
public final class SparseBytes implements Stateful {
    /** Bytes of a frame, the usual page of a computer. */
    public static final int FRAME_BYTES = 4096;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FRAME_BITS = 12;
    private static final int OFFSET_MASK = FRAME_BYTES - 1;

    /** Shortest beginning of a frame: a line of a cache. */
    private static final int SHORTEST_BYTES = 64;

    /** Most frames in one part of the directory, which reaches no further than what was written: 512 KiB. */
    private static final int PART_BITS = 7;

    private static final int PART_FRAMES = 1 << PART_BITS;

    private static final byte[][][] NOTHING = {};

    private byte[][][] parts = NOTHING;
    private int frameCount;
    private long hostBytes;
    private Runnable deferred; // writes what is missing; null if nothing is

    /**
     * Has {@code writes} run before anybody looks at a byte, or writes one, from now on; then it is forgotten, and so it is to be given
     * again with whatever else is not written yet.
     */
    public void defer(Runnable writes) {
        deferred = writes;
    }

    private void settle() {
        if (deferred != null) {
            Runnable writes = deferred;
            deferred = null;
            writes.run();
        }
    }

    /** Reads 1 to 8 bytes, little-endian, zero-extended. */
    public long load(long offset, int bytes) {
        settle();
        int within = (int) offset & OFFSET_MASK;
        byte[] frame = frame(offset >> FRAME_BITS);
        if (bytes == Long.BYTES && frame != null && within <= frame.length - Long.BYTES) {
            return (long) WORDS.get(frame, within);
        }
        if (frame == null && within <= FRAME_BYTES - bytes) {
            return 0;
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | loadByte(offset + i);
        }
        return value;
    }

    /** Writes the low 1 to 8 bytes of {@code value}, little-endian. */
    public void store(long offset, int bytes, long value) {
        settle();
        int within = (int) offset & OFFSET_MASK;
        if (bytes == Long.BYTES && within <= FRAME_BYTES - Long.BYTES) {
            WORDS.set(writableFrame(offset >> FRAME_BITS, within + Long.BYTES), within, value);
            return;
        }
        for (int i = 0; i < bytes; i++) {
            int at = (int) (offset + i) & OFFSET_MASK;
            writableFrame(offset + i >> FRAME_BITS, at + 1)[at] = (byte) (value >>> 8 * i);
        }
    }

    /** Copies {@code length} bytes from {@code offset} into {@code target}. */
    public void read(long offset, byte[] target, int start, int length) {
        settle();
        for (int done = 0; done < length; ) {
            int within = (int) (offset + done) & OFFSET_MASK;
            int count = Math.min(length - done, FRAME_BYTES - within);
            byte[] frame = frame(offset + done >> FRAME_BITS);
            int held = frame == null ? 0 : Math.max(0, Math.min(count, frame.length - within));
            if (held > 0) {
                System.arraycopy(frame, within, target, start + done, held);
            }
            Arrays.fill(target, start + done + held, start + done + count, (byte) 0);
            done += count;
        }
    }

    /** Copies {@code length} bytes of {@code source} to {@code offset}. */
    public void write(long offset, byte[] source, int start, int length) {
        settle();
        for (int done = 0; done < length; ) {
            int within = (int) (offset + done) & OFFSET_MASK;
            int count = Math.min(length - done, FRAME_BYTES - within);
            byte[] frame = writableFrame(offset + done >> FRAME_BITS, within + count);
            System.arraycopy(source, start + done, frame, within, count);
            done += count;
        }
    }

    /** Makes a range zero; whole frames are given back to the host. */
    public void clear(long offset, long length) {
        settle();
        long end = offset + length;
        for (long at = offset; at < end; ) {
            int within = (int) at & OFFSET_MASK;
            int count = (int) Math.min(end - at, FRAME_BYTES - within);
            byte[] frame = frame(at >> FRAME_BITS);
            if (frame != null && count == FRAME_BYTES) {
                parts[(int) (at >> FRAME_BITS + PART_BITS)][(int) (at >> FRAME_BITS) & PART_FRAMES - 1] = null;
                frameCount--;
                hostBytes -= frame.length;
            } else if (frame != null && within < frame.length) {
                Arrays.fill(frame, within, Math.min(within + count, frame.length), (byte) 0);
            }
            at += count;
        }
    }

    /** Whether nothing was ever written, or everything given back. */
    public boolean isEmpty() {
        settle();
        return frameCount == 0;
    }

    /** Offset after the last frame; 0 where there is none. */
    public long end() {
        settle();
        for (int part = frameCount == 0 ? -1 : parts.length - 1; part >= 0; part--) {
            for (int i = parts[part] == null ? -1 : parts[part].length - 1; i >= 0; i--) {
                if (parts[part][i] != null) {
                    return ((long) part << PART_BITS | i) + 1 << FRAME_BITS;
                }
            }
        }
        return 0;
    }

    /** Bytes of host memory in frames. */
    public long hostBytes() {
        return hostBytes;
    }

    /** Adds the frames that are not all zero to a digest, in order of address. */
    public void digest(DigestCombiner digest) {
        settle();
        for (long number : frameNumbers()) {
            byte[] frame = frame(number);
            if (!isZero(frame)) {
                digest.addLong(number);
                digest.addBytes(whole(frame));
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        settle();
        long[] numbers = Arrays.stream(frameNumbers())
                .filter(number -> !isZero(frame(number)))
                .toArray();
        out.writeLongs(numbers);
        for (long number : numbers) {
            out.writeBytes(whole(frame(number)));
        }
    }

    @Override
    public void load(StateReader in) {
        deferred = null;
        parts = NOTHING;
        frameCount = 0;
        hostBytes = 0;
        byte[] frame = new byte[FRAME_BYTES];
        for (long number : in.readLongs()) {
            in.readBytes(frame, 0, FRAME_BYTES);
            int end = FRAME_BYTES;
            while (end > 0 && frame[end - 1] == 0) {
                end--;
            }
            System.arraycopy(frame, 0, writableFrame(number, end), 0, end);
        }
    }

    private long loadByte(long offset) {
        byte[] frame = frame(offset >> FRAME_BITS);
        int within = (int) offset & OFFSET_MASK;
        return frame == null || within >= frame.length ? 0 : frame[within] & 0xFFL;
    }

    private byte[] frame(long number) {
        int part = (int) (number >> PART_BITS);
        int index = (int) number & PART_FRAMES - 1;
        return part < parts.length && parts[part] != null && index < parts[part].length ? parts[part][index] : null;
    }

    /** The frame, of which the host holds the bytes before {@code end}. */
    private byte[] writableFrame(long number, int end) {
        byte[] frame = frame(number);
        return frame != null && end <= frame.length ? frame : longerFrame(number, frame, end);
    }

    private byte[] longerFrame(long number, byte[] frame, int end) {
        int part = (int) (number >> PART_BITS);
        int index = (int) number & PART_FRAMES - 1;
        if (part >= parts.length) {
            parts = Arrays.copyOf(parts, Math.max(part + 1, parts.length + parts.length / 2));
        }
        if (parts[part] == null) {
            parts[part] = new byte[roundUp(index + 1, 1)][];
        } else if (index >= parts[part].length) {
            parts[part] = Arrays.copyOf(parts[part], roundUp(index + 1, 1));
        }
        byte[] longer = new byte[roundUp(end, SHORTEST_BYTES)];
        if (frame == null) {
            frameCount++;
        } else {
            System.arraycopy(frame, 0, longer, 0, frame.length);
            hostBytes -= frame.length;
        }
        parts[part][index] = longer;
        hostBytes += longer.length;
        return longer;
    }

    /** The least power of two from {@code least} on that is not below {@code value}. */
    private static int roundUp(int value, int least) {
        return value <= least ? least : Integer.highestOneBit(value - 1) << 1;
    }

    private static byte[] whole(byte[] frame) {
        return frame.length == FRAME_BYTES ? frame : Arrays.copyOf(frame, FRAME_BYTES);
    }

    private long[] frameNumbers() {
        long[] numbers = new long[frameCount];
        int count = 0;
        for (int part = 0; part < parts.length; part++) {
            for (int i = 0; parts[part] != null && i < parts[part].length; i++) {
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
