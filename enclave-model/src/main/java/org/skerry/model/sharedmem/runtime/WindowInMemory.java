package org.skerry.model.sharedmem.runtime;

import org.skerry.model.memory.AddressSpace;
import org.skerry.sim.memory.SharedWindow;

/** A shared window as one actor sees it: a range of physical memory, behind the caches of the core that the actor runs on. */
public final class WindowInMemory implements SharedWindow {
    private final AddressSpace space;
    private final long base;
    private final long sizeBytes;
    private final PhysicalTouch touch;

    /** The window of {@code sizeBytes} at {@code base}; {@code touch} sees each access before it takes effect. */
    public WindowInMemory(AddressSpace space, long base, long sizeBytes, PhysicalTouch touch) {
        this.space = space;
        this.base = base;
        this.sizeBytes = sizeBytes;
        this.touch = touch;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void read(long offset, byte[] target, int start, int length) {
        touch.touch(base + offset, length, false);
        for (int i = 0; i < length; i++) {
            target[start + i] = (byte) space.load(base + offset + i, 1);
        }
    }

    @Override
    public void write(long offset, byte[] source, int start, int length) {
        touch.touch(base + offset, length, true);
        for (int i = 0; i < length; i++) {
            space.store(base + offset + i, 1, source[start + i]);
        }
    }

    @Override
    public long compareAndSwap(long offset, long expected, long desired) {
        touch.touch(base + offset, Long.BYTES, true);
        touch.lock();
        long found = space.load(base + offset, Long.BYTES);
        if (found == expected) {
            space.store(base + offset, Long.BYTES, desired);
        }
        return found;
    }
}
