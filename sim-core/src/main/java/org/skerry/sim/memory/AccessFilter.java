package org.skerry.sim.memory;

import java.util.Arrays;

/**
 * Which accesses of guest code an {@link AccessModel} need not see, because they would change nothing in it but counts: by lines of 64
 * bytes, one for each entry, apart for reading and for writing. Whoever runs guest code asks it with one comparison:
 *
 * <pre>
 *   readable[address >>> 6 &amp; length - 1] == (address &amp; -64 | address &amp; bytes - 1)
 * </pre>
 *
 * so that an access that is not aligned, and may touch two lines, is always shown. The model lets lines pass and stops them; it knows
 * them by numbers of its own, of which {@link #begin} says where the guest's memory starts.
 *
 * <p>The arrays are public to compiled guest code and nobody else. Used by one thread at a time. Holds nothing that a checkpoint needs.
 */
public final class AccessFilter {
    /** Bytes of a line. */
    public static final int LINE_BYTES = 64;

    /** Bits to shift an address by, to get the number of its line. */
    public static final int LINE_BITS = 6;

    private static final long NONE = -1; // no address has this part of it

    private final long[] readable;
    private final long[] writable;
    private final int mask;
    private long firstLine;

    /** A filter that lets nothing pass, of so many entries: a power of two. */
    public AccessFilter(int entries) {
        readable = new long[entries];
        writable = new long[entries];
        mask = entries - 1;
        stopAll();
    }

    /** By entry, the guest address of a line that may be read unseen. */
    public long[] readable() {
        return readable;
    }

    /** By entry, the guest address of a line that may be written unseen. */
    public long[] writable() {
        return writable;
    }

    /** Lets nothing pass, and knows from now on that guest address 0 lies in line {@code newFirstLine}, at its beginning. */
    public void begin(long newFirstLine) {
        firstLine = newFirstLine;
        stopAll();
    }

    /** Lets reads of a line pass, or reads and writes. */
    public void pass(long line, boolean write) {
        long address = line - firstLine << LINE_BITS;
        int at = (int) (line - firstLine) & mask;
        if (write || writable[at] != address) {
            writable[at] = write ? address : NONE;
        }
        readable[at] = address;
    }

    /** Lets accesses to a line pass no longer, nor to any other that has the same entry. */
    public void stop(long line) {
        int at = (int) (line - firstLine) & mask;
        readable[at] = NONE;
        writable[at] = NONE;
    }

    /** Lets accesses to a page pass no longer: so many lines from {@code first} on, a power of two. */
    public void stopPage(long first, long lines) {
        long begin = first - firstLine << LINE_BITS;
        long beyond = -lines << LINE_BITS; // bits that no distance from the page's beginning has within it
        for (int at = 0; at < readable.length; at++) {
            if ((readable[at] - begin & beyond) == 0) { // and if nothing passes there, that remains so
                readable[at] = NONE;
                writable[at] = NONE;
            }
        }
    }

    /** Lets nothing pass. */
    public void stopAll() {
        Arrays.fill(readable, NONE);
        Arrays.fill(writable, NONE);
    }
}
