package org.skerry.model.memory;

/** Whoever derives something from bytes in memory and must hear when somebody writes there, whoever it is. */
public interface WriteHook {
    /** {@code bytes} bytes from {@code offset} of the segment have just been written. */
    void written(long offset, int bytes);
}
