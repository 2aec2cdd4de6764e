package org.skerry.model.sharedmem.cache;

import java.util.Arrays;

/** Entries of a directory by number. Memory of the host is taken by chunks, when an entry of one is used first. */
final class DirectorySlots {
    private static final int CHUNK_BITS = 8;
    private static final int IN_CHUNK = (1 << CHUNK_BITS) - 1;

    private final HomeLine[][] chunks; // null: all entries are free

    /** So many free entries. */
    DirectorySlots(int entries) {
        chunks = new HomeLine[entries + IN_CHUNK >> CHUNK_BITS][];
    }

    /** The line that an entry is for, or null. */
    HomeLine get(int slot) {
        HomeLine[] chunk = chunks[slot >> CHUNK_BITS];
        return chunk == null ? null : chunk[slot & IN_CHUNK];
    }

    /** An entry is for this line, or free if it is null. */
    void put(int slot, HomeLine line) {
        int at = slot >> CHUNK_BITS;
        if (chunks[at] == null) {
            chunks[at] = new HomeLine[1 << CHUNK_BITS];
        }
        chunks[at][slot & IN_CHUNK] = line;
    }

    /** All entries are free. */
    void clear() {
        Arrays.fill(chunks, null);
    }

    /** Entries for which memory of the host is taken. */
    int taken() {
        int taken = 0;
        for (HomeLine[] chunk : chunks) {
            taken += chunk == null ? 0 : chunk.length;
        }
        return taken;
    }
}
