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
 * to {@link #load} and {@link #store}: inside the declared size the window grows, outside it the machine's own chain of checks
 * decides ({@link #loadOutside}, {@link #storeOutside}).
 *
 * <p>Little-endian, as WebAssembly is. Used by one thread at a time.
 */
public abstract class LinearMemory implements Stateful {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Growth step of the window: one 4 KiB frame, then doubling. */
    private static final int FIRST_WINDOW_BYTES = 4096;

    /** Largest array that every JVM can make. */
    private static final int MAX_WINDOW_BYTES = Integer.MAX_VALUE - 8;

    private final int maxPages;
    private int pages;
    private byte[] window = new byte[0];
    private WindowListener listener;

    /** A memory of {@code minPages} pages of 64 KiB, all zero, that can grow to {@code maxPages}. */
    protected LinearMemory(int minPages, int maxPages) {
        this.pages = minPages;
        this.maxPages = maxPages;
    }

    /** The array behind the first guest addresses. Valid until the listener hears otherwise. */
    public final byte[] window() {
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

    /** The window's successor: the same bytes, {@code length} of them. A machine that keeps bytes elsewhere brings them in. */
    protected byte[] extend(byte[] present, int length) {
        return Arrays.copyOf(present, length);
    }

    /** Reads {@code bytes} (1, 2, 4 or 8) at any address; zero-extended, little-endian. */
    public final long load(long address, int bytes) {
        if (address < 0 || address + bytes > directBytes()) {
            return loadOutside(address, bytes);
        }
        cover(address + bytes);
        return readWindow(window, (int) address, bytes);
    }

    /** Writes the low {@code bytes} (1, 2, 4 or 8) of {@code value} at any address. */
    public final void store(long address, int bytes, long value) {
        if (address < 0 || address + bytes > directBytes()) {
            storeOutside(address, bytes, value);
            return;
        }
        cover(address + bytes);
        writeWindow(window, (int) address, bytes, value);
    }

    /** Makes the window cover a range of the declared memory; refuses one that leaves it with a {@link MemoryFault}. */
    public final byte[] range(long address, long length) {
        if (address < 0 || length < 0 || address + length > directBytes()) {
            throw new MemoryFault("bounds check of the host interface", address, length);
        }
        cover(address + length);
        return window;
    }

    /** Reads an access that leaves the declared size: the machine's chain of checks decides. */
    protected abstract long loadOutside(long address, int bytes);

    /** Writes an access that leaves the declared size: the machine's chain of checks decides. */
    protected abstract void storeOutside(long address, int bytes, long value);

    /** Puts another array behind the guest's addresses and tells the listener. */
    protected void replaceWindow(byte[] newWindow) {
        window = newWindow;
        if (listener != null) {
            listener.windowReplaced(newWindow);
        }
    }

    private void cover(long end) {
        if (end > MAX_WINDOW_BYTES) {
            throw new MemoryFault("the host, which backs no more than 2 GiB of one memory", end - 1, 1);
        }
        if (end > window.length) {
            long doubled = Math.max(FIRST_WINDOW_BYTES, Math.max(end, 2L * window.length));
            long limit = Math.min(directBytes(), MAX_WINDOW_BYTES);
            replaceWindow(extend(window, (int) Math.min(doubled, limit)));
        }
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

    /** Index after the last byte that is not zero; two memories with equal bytes up to there are equal. */
    public final int touchedBytes() {
        int end = window.length;
        while (end > 0 && window[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(pages);
        out.writeBytes(Arrays.copyOf(window, touchedBytes()));
    }

    @Override
    public void load(StateReader in) {
        pages = in.readInt();
        replaceWindow(in.readBytes());
    }
}
