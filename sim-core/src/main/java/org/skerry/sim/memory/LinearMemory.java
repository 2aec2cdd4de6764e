package org.skerry.sim.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The linear memory of one actor, owned by the machine. Bytes are real: what a guest stores here is what everybody sees who
 * can reach them.
 *
 * <p>The <em>window</em> is the array behind guest addresses 0 to {@code window().length}; a loader touches it directly. It is
 * elastic: it grows to what is touched, so that a large declared memory costs little. Any access beyond the window comes here,
 * to {@link #load} and {@link #store}: inside the declared size the bytes lie <em>beside</em> the window until it grows, outside
 * it the machine's own chain of checks decides ({@link #loadOutside}, {@link #storeOutside}).
 *
 * <p>A longer window is a copy of the shorter one. It is made where it at least doubles, or where the accesses beside the window
 * have cost as much as the copy will: so all copies together stay proportional to the memory and to the accesses made, also for
 * a guest that grows page by page. Where a byte is kept changes the speed of the host and nothing else.
 *
 * <p>Little-endian, as WebAssembly is. Used by one thread at a time.
 */
public abstract class LinearMemory implements Stateful {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The window at its shortest; then doubling. Some guests keep next to nothing, and there may be a hundred thousand of them. */
    private static final int FIRST_WINDOW_BYTES = 256;

    /**
     * An access beside the window takes as long as copying so many bytes: some 10 ns, at 6 GB/s, both measured roughly on the
     * machine of docs/PERFORMANCE.md.
     */
    private static final int BESIDE_COSTS_BYTES = 64;

    /** Pieces in which ranges beside the window are filled and moved. */
    private static final int PIECE_BYTES = 1 << 16;

    /** Largest array that every JVM can make. */
    private static final int MAX_WINDOW_BYTES = Integer.MAX_VALUE - 8;

    private final int maxPages;
    private int pages;
    private static final byte[] NO_WINDOW = {};

    private final SparseBytes beside = new SparseBytes(); // bytes that the window does not hold
    private byte[] window = NO_WINDOW;
    private Preset unwritten; // what a fresh memory holds and nobody has looked at yet, or null
    private long paidBytes; // what accesses beside the window have paid since it was replaced
    private WindowListener listener;

    /** A memory of {@code minPages} pages of 64 KiB, all zero, that can grow to {@code maxPages}. */
    protected LinearMemory(int minPages, int maxPages) {
        this.pages = minPages;
        this.maxPages = maxPages;
    }

    /** The array behind the first guest addresses. Valid until the listener hears otherwise. */
    public final byte[] window() {
        settle();
        return window;
    }

    /** Names the one who keeps a copy of the window reference; it is told at once of the present window. */
    public final void listen(WindowListener newListener) {
        listener = newListener;
        listener.windowReplaced(window);
    }

    /** Present size in pages of 64 KiB. */
    public final int pages() {
        return pages;
    }

    /** Largest size in pages. */
    public final int maxPages() {
        return maxPages;
    }

    /** Present size in bytes. */
    public final long sizeBytes() {
        return (long) pages * Limits.PAGE_BYTES;
    }

    /** Adds pages. Returns the size before, or -1 when the limit or the machine says no; then nothing has changed. */
    public final int grow(int morePages) {
        if (morePages < 0 || morePages > maxPages - pages || !roomFor(pages + morePages)) {
            return -1;
        }
        int before = pages;
        pages += morePages;
        return before;
    }

    /** Whether the machine has room for a memory of this many pages. */
    protected boolean roomFor(int newPages) {
        return true;
    }

    /** The model that must see each access, or null. Fixed for the life of the memory. */
    public AccessModel accessModel() {
        return null;
    }

    /**
     * Bytes from guest address 0 that need no check: the declared size. A machine whose limit lies in memory that somebody may
     * overwrite answers less when the limit says less.
     */
    protected long directBytes() {
        return sizeBytes();
    }

    /** Reads {@code bytes} (1, 2, 4 or 8) at any address; zero-extended, little-endian. */
    public final long load(long address, int bytes) {
        if (address < 0 || address + bytes > directBytes()) {
            return loadOutside(address, bytes);
        }
        return covers(address + bytes, bytes) ? readWindow(window, (int) address, bytes) : peek(address, bytes);
    }

    /** Writes the low {@code bytes} (1, 2, 4 or 8) of {@code value} at any address. */
    public final void store(long address, int bytes, long value) {
        if (address < 0 || address + bytes > directBytes()) {
            storeOutside(address, bytes, value);
            return;
        }
        if (covers(address + bytes, bytes)) {
            writeWindow(window, (int) address, bytes, value);
        } else {
            poke(address, bytes, value);
        }
    }

    /**
     * Puts a program's data into a fresh memory. It costs host memory when somebody touches the memory, and none before.
     *
     * @throws MemoryFault where a piece leaves the declared memory; then nothing was written
     */
    public final void preset(Preset preset) {
        preset.pieces().forEach(piece -> check(piece.address(), piece.bytes().length));
        settle();
        unwritten = preset.end() == 0 ? null : preset;
        if (window.length > 0 || !beside.isEmpty()) {
            settle();
        }
    }

    /** Bytes of host memory held. */
    public final long hostBytes() {
        return window.length + beside.hostBytes();
    }

    /** Whether a range needs no check. */
    public final boolean allows(long address, long length) {
        // The window is never longer than what needs no check, and the machine may have to look for its limit.
        return address >= 0 && length >= 0 && (address + length <= window.length || address + length <= directBytes());
    }

    /** Copies a range out; refuses one that leaves the declared memory with a {@link MemoryFault}, as the others do. */
    public final void read(long address, byte[] target, int start, int length) {
        check(address, length);
        int inside = inside(address, length);
        if (inside > 0) {
            System.arraycopy(window, (int) address, target, start, inside);
        }
        if (inside < length) {
            beside.read(address + inside, target, start + inside, length - inside);
        }
    }

    /** Copies a range in. */
    public final void write(long address, byte[] source, int start, int length) {
        check(address, length);
        int inside = inside(address, length);
        if (inside > 0) {
            System.arraycopy(source, start, window, (int) address, inside);
        }
        if (inside < length) {
            beside.write(address + inside, source, start + inside, length - inside);
        }
    }

    /** Sets every byte of a range. */
    public final void fill(long address, byte value, long length) {
        check(address, length);
        int inside = inside(address, length);
        if (inside > 0) {
            Arrays.fill(window, (int) address, (int) address + inside, value);
        }
        if (inside < length) {
            byte[] piece = new byte[(int) Math.min(PIECE_BYTES, length - inside)];
            Arrays.fill(piece, value);
            for (long done = inside; done < length; done += piece.length) {
                beside.write(address + done, piece, 0, (int) Math.min(piece.length, length - done));
            }
        }
    }

    /** Moves a range; source and target may overlap. */
    public final void move(long from, long to, long length) {
        check(from, length);
        check(to, length);
        if (length == 0) {
            return;
        }
        if (inside(Math.max(from, to), length) == length) {
            System.arraycopy(window, (int) from, window, (int) to, (int) length);
            return;
        }
        byte[] piece = new byte[(int) Math.min(PIECE_BYTES, length)];
        for (long done = 0; done < length; done += piece.length) {
            int count = (int) Math.min(piece.length, length - done);
            long at = to <= from ? done : length - done - count;
            read(from + at, piece, 0, count);
            write(to + at, piece, 0, count);
        }
    }

    /** Refuses a range that leaves the declared memory. */
    public final void check(long address, long length) {
        if (!allows(address, length)) {
            throw new MemoryFault("bounds check of the host interface", address, length);
        }
    }

    /** Reads an access that leaves the declared size: the machine's chain of checks decides. */
    protected abstract long loadOutside(long address, int bytes);

    /** Writes an access that leaves the declared size: the machine's chain of checks decides. */
    protected abstract void storeOutside(long address, int bytes, long value);

    /** Puts another array behind the guest's addresses and tells the listener. */
    protected final void replaceWindow(byte[] newWindow) {
        window = newWindow;
        paidBytes = 0;
        if (listener != null) {
            listener.windowReplaced(newWindow);
        }
    }

    /** Bytes that the window does not hold, by guest address; also those beyond the declared size, if a machine keeps such. */
    protected final SparseBytes beside() {
        settle();
        return beside;
    }

    /** Reads 1 to 8 bytes wherever they are kept, without any check. */
    protected final long peek(long address, int bytes) {
        settle();
        if (address >= window.length) {
            return beside.load(address, bytes);
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            long at = address + i;
            value = value << 8 | (at < window.length ? window[(int) at] & 0xFFL : beside.load(at, 1));
        }
        return value;
    }

    /** Writes 1 to 8 bytes wherever they are kept, without any check. */
    protected final void poke(long address, int bytes, long value) {
        settle();
        if (address >= window.length) {
            beside.store(address, bytes, value);
            return;
        }
        for (int i = 0; i < bytes; i++) {
            long at = address + i;
            if (at < window.length) {
                window[(int) at] = (byte) (value >>> 8 * i);
            } else {
                beside.store(at, 1, value >>> 8 * i);
            }
        }
    }

    /** How many bytes of an allowed range the window holds, after it grew if it is time to. */
    private int inside(long address, long length) {
        if (covers(address + length, length)) {
            return (int) length;
        }
        return (int) Math.max(0, Math.min(length, window.length - address));
    }

    /** Whether the window reaches up to {@code end}, for an access of so many bytes that is allowed and may make it grow. */
    private boolean covers(long end, long bytes) {
        if (end <= window.length) {
            return true;
        }
        if (end > MAX_WINDOW_BYTES) {
            throw new MemoryFault("the host, which backs no more than 2 GiB of one memory", end - 1, 1);
        }
        if (unwritten != null) {
            settle();
            return covers(end, bytes);
        }
        long doubled = 2L * window.length;
        long longer = Math.max(FIRST_WINDOW_BYTES, Math.max(end, doubled));
        longer = Math.min(longer, Math.min(directBytes(), MAX_WINDOW_BYTES));
        paidBytes += BESIDE_COSTS_BYTES + bytes;
        if (longer < doubled && paidBytes < window.length) {
            return false;
        }
        extend(longer);
        return true;
    }

    /** Writes what a fresh memory holds, before anybody sees it. */
    private void settle() {
        Preset preset = unwritten;
        if (preset == null) {
            return;
        }
        unwritten = null;
        long end = Math.min(preset.end(), Math.min(directBytes(), MAX_WINDOW_BYTES));
        if (end > window.length) {
            extend(end);
        }
        for (Preset.Piece piece : preset.pieces()) {
            byte[] bytes = piece.bytes();
            int inside = (int) Math.max(0, Math.min(bytes.length, window.length - piece.address()));
            if (inside > 0) {
                System.arraycopy(bytes, 0, window, (int) piece.address(), inside);
            }
            beside.write(piece.address() + inside, bytes, inside, bytes.length - inside);
        }
    }

    private void extend(long length) {
        byte[] longer = Arrays.copyOf(window, (int) length);
        if (!beside.isEmpty()) {
            beside.read(window.length, longer, window.length, longer.length - window.length);
            beside.clear(window.length, longer.length - window.length);
        }
        replaceWindow(longer);
    }

    /** The window, after everything that the declared memory holds was brought into it. */
    public final byte[] gathered() {
        settle();
        long end = beside.isEmpty() ? 0 : Math.min(beside.end(), Math.min(directBytes(), MAX_WINDOW_BYTES));
        if (end > window.length) {
            extend(end);
        }
        return window;
    }

    /** Reads 1, 2, 4 or 8 little-endian bytes of an array, zero-extended. */
    public static long readWindow(byte[] array, int index, int bytes) {
        return switch (bytes) {
            case 1 -> array[index] & 0xFFL;
            case 2 -> (short) SHORT.get(array, index) & 0xFFFFL;
            case 4 -> (int) INT.get(array, index) & 0xFFFF_FFFFL;
            case 8 -> (long) LONG.get(array, index);
            default -> throw new IllegalArgumentException("width " + bytes + " is not 1, 2, 4 or 8");
        };
    }

    /** Writes the low 1, 2, 4 or 8 bytes of a value into an array, little-endian. */
    public static void writeWindow(byte[] array, int index, int bytes, long value) {
        switch (bytes) {
            case 1 -> array[index] = (byte) value;
            case 2 -> SHORT.set(array, index, (short) value);
            case 4 -> INT.set(array, index, (int) value);
            case 8 -> LONG.set(array, index, value);
            default -> throw new IllegalArgumentException("width " + bytes + " is not 1, 2, 4 or 8");
        }
    }

    /**
     * Index after the last byte of the {@link #gathered} window that is not zero; two memories with equal bytes up to there are
     * equal.
     */
    public final int touchedBytes() {
        int end = gathered().length;
        while (end > 0 && window[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(pages);
        int touched = touchedBytes();
        out.writeBytes(Arrays.copyOf(window, touched));
    }

    @Override
    public void load(StateReader in) {
        pages = in.readInt();
        unwritten = null;
        beside.clear(0, beside.end());
        replaceWindow(in.readBytes());
    }
}
