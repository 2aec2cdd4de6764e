package org.skerry.sim.memory;

/**
 * Memory that several actors share on purpose, reached through a {@code WINDOW} capability. Only machines with shared memory
 * have any, and the oracle. Offsets are checked by the caller against {@link #sizeBytes}.
 */
public interface SharedWindow {
    /** Size in bytes. */
    long sizeBytes();

    /** Copies {@code length} bytes from {@code offset} into {@code target}. */
    void read(long offset, byte[] target, int start, int length);

    /** Copies {@code length} bytes of {@code source} to {@code offset}. */
    void write(long offset, byte[] source, int start, int length);

    /** Replaces the 8 bytes at an aligned offset if they equal {@code expected}; returns what was found. */
    long compareAndSwap(long offset, long expected, long desired);
}
