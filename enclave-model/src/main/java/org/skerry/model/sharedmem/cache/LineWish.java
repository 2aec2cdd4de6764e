package org.skerry.model.sharedmem.cache;

import org.skerry.model.memory.SetAssociativeCache;

/**
 * What a first-level cache asks for, in one long:
 *
 * <pre>
 *   | line ........ | has a copy | to write |
 * </pre>
 */
public final class LineWish {
    private static final int WRITE = 1;
    private static final int COPY = 2;
    private static final int LINE_SHIFT = 2;

    private LineWish() {}

    /** The wish of a cache that has just missed a line. Asked before the line is filled in. */
    public static long of(SetAssociativeCache l1, long line, boolean write) {
        return line << LINE_SHIFT | (write && l1.holds(line) ? COPY : 0) | (write ? WRITE : 0);
    }

    /** The line. */
    public static long line(long wish) {
        return wish >> LINE_SHIFT;
    }

    /** Whether the line is to be written. */
    public static boolean toWrite(long wish) {
        return (wish & WRITE) != 0;
    }

    /** Whether the cache has a copy already and lacks only the right to write it. */
    public static boolean hasCopy(long wish) {
        return (wish & COPY) != 0;
    }

    /** State in which a line comes into a first-level cache: written, sole, or one copy among others. */
    public static byte stateFor(SetAssociativeCache[] l1s, int core, long line, boolean write) {
        if (write) {
            return SetAssociativeCache.MODIFIED;
        }
        for (int other = 0; other < l1s.length; other++) {
            if (other != core && l1s[other].holds(line)) {
                return SetAssociativeCache.SHARED;
            }
        }
        return SetAssociativeCache.EXCLUSIVE;
    }
}
