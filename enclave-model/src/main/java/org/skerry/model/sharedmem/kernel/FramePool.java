package org.skerry.model.sharedmem.kernel;

import org.skerry.model.memory.AddressSpace;

/**
 * Frames of 4 KiB for page tables. Free ones form a list that lies in them: the first word of each is the address of the next, and a word
 * of the kernel says where the list begins.
 */
final class FramePool {
    /** Bytes of a frame: a table of 512 entries. */
    static final int FRAME_BYTES = 4096;

    private static final int FRAMES_AT_ONCE = 16;

    private final AddressSpace space;
    private final KernelHeap heap;
    private final long headWord;

    /** An empty pool whose list begins where the word at {@code headWord} says. */
    FramePool(AddressSpace space, KernelHeap heap, long headWord) {
        this.space = space;
        this.heap = heap;
        this.headWord = headWord;
    }

    /** A frame of zeros, or 0 when no memory is left. */
    long take() {
        long frame = space.load(headWord, Long.BYTES);
        if (frame == 0) {
            frame = fetchMore();
        }
        if (frame == 0 || !space.decodes(frame, FRAME_BYTES)) {
            return 0;
        }
        space.store(headWord, Long.BYTES, space.load(frame, Long.BYTES));
        space.store(frame, Long.BYTES, 0);
        return frame;
    }

    /** Takes back a frame that {@link #take} gave. Its bytes become zero. */
    void give(long frame) {
        for (long at = frame; at < frame + FRAME_BYTES; at += Long.BYTES) {
            space.store(at, Long.BYTES, 0);
        }
        space.store(frame, Long.BYTES, space.load(headWord, Long.BYTES));
        space.store(headWord, Long.BYTES, frame);
    }

    private long fetchMore() {
        long block = heap.allocateTables((long) FRAMES_AT_ONCE * FRAME_BYTES);
        if (block == 0) {
            return 0;
        }
        for (int i = FRAMES_AT_ONCE - 1; i >= 0; i--) {
            give(block + (long) i * FRAME_BYTES);
        }
        return space.load(headWord, Long.BYTES);
    }
}
