package org.skerry.model.sharedmem.runtime;

/** Who must see an access to physical memory that is not one of a guest's own instructions: the caches. */
public interface PhysicalTouch {
    /** {@code bytes} bytes at physical {@code address} are read, or written. */
    void touch(long address, int bytes, boolean write);

    /** What was touched last is read, changed and written, and nobody comes between. */
    void lock();
}
