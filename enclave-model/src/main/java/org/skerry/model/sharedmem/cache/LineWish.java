package org.skerry.model.sharedmem.cache;

/**
 * What a core wants of a line that its first-level cache has missed, in one long:
 *
 * <pre>
 *   | line, or cycles ........ | code | perhaps under way | nobody waits | time only | in the second level | has a copy | to write |
 * </pre>
 *
 * <p>Or, of a core with a window, what the next wish waits for ({@link #window}).
 */
public final class LineWish {
    private static final int WRITE = 1;
    private static final int COPY = 2;
    private static final int NEAR = 4;
    private static final int PAUSE = 8;
    private static final int PREFETCH = 16;
    private static final int ASKED = 32;
    private static final int CODE = 64;
    private static final int LINE_SHIFT = 7;
    private static final int WINDOW = NEAR | PAUSE | PREFETCH; // nothing else is both time only and asked for ahead
    private static final int BACK_BITS = 13;
    private static final int DELAY_BITS = 12;
    private static final int CHAIN_BITS = 16;

    /** Most cycles of a delay. */
    static final int MOST_DELAYED = (1 << DELAY_BITS) - 1;

    /** Most cycles of a chain in one entry. */
    static final long MOST_CHAINED = (1L << CHAIN_BITS) - 1;

    private LineWish() {}

    /** The wish of a core that has missed a line in both levels, or has a copy of it and may not write it. */
    static long far(long line, boolean write, boolean hasCopy) {
        return line << LINE_SHIFT | (hasCopy ? COPY : 0) | (write ? WRITE : 0);
    }

    /** The wish of a core that has found a line in its second level. */
    static long near(long line) {
        return line << LINE_SHIFT | NEAR;
    }

    /** No line at all: cycles that the translation of an address takes. */
    static long pause(int cycles) {
        return (long) cycles << LINE_SHIFT | NEAR | PAUSE;
    }

    /** No line at all: cycles for which an atomic instruction keeps the line that it has. */
    static long locked(int cycles) {
        return pause(cycles) | WRITE;
    }

    /** Whether a pause is that of an atomic instruction, and not of a translation. */
    public static boolean isLocked(long wish) {
        return isPause(wish) && toWrite(wish);
    }

    /** A line that is asked for before anybody wants it. */
    static long prefetch(long line) {
        return line << LINE_SHIFT | PREFETCH;
    }

    /** The same wish of a core that is about to execute what lies in its line. */
    static long ofCode(long wish) {
        return wish | CODE;
    }

    /** Whether the line has code. */
    public static boolean isCode(long wish) {
        return (wish & CODE) != 0;
    }

    /** Whether nobody waits for it. */
    public static boolean isPrefetch(long wish) {
        return (wish & PREFETCH) != 0;
    }

    /** A line that was asked for in time or not: it may still be under way. */
    static long asked(long line, boolean write) {
        return line << LINE_SHIFT | ASKED | COPY | (write ? WRITE : 0);
    }

    /** Whether it is one that was asked for; if nothing has to be waited for, it is as near as the second level. */
    public static boolean wasAsked(long wish) {
        return (wish & ASKED) != 0;
    }

    /** Whether it is no line but {@link #cycles}; it is near then, too. */
    public static boolean isPause(long wish) {
        return (wish & WINDOW) == (NEAR | PAUSE);
    }

    /**
     * What a core with a window has to know before the next wish.
     *
     * <pre>
     *   | cycles, first level .. | cycles, second level .. 16 | delay .. 12 | misses back .. 13 | flags .. 7 |
     * </pre>
     *
     * @param back         how many misses ago that one was from which the address was computed; 0: none
     * @param store        whether the next wish is that of a store
     * @param announces    whether there is a next wish; if not, only cycles are told
     * @param delayCycles  what the translation of its address takes
     * @param firstCycles  what chains of hits in the first level have cost since the last such entry
     * @param secondCycles likewise in the second
     */
    static long window(
            int back, boolean store, boolean announces, int delayCycles, long firstCycles, long secondCycles) {
        return ((firstCycles << CHAIN_BITS | secondCycles) << DELAY_BITS | delayCycles) << BACK_BITS + LINE_SHIFT
                | (long) back << LINE_SHIFT
                | WINDOW
                | (announces ? COPY : 0)
                | (store ? WRITE : 0);
    }

    /** Whether it is one of these. */
    public static boolean isWindow(long wish) {
        return (wish & WINDOW) == WINDOW;
    }

    /** Whether one of these comes before a wish. */
    public static boolean announces(long wish) {
        return (wish & COPY) != 0;
    }

    /** How many misses ago that one was from which the address of the next was computed; 0: none. */
    public static int back(long wish) {
        return (int) (wish >> LINE_SHIFT) & (1 << BACK_BITS) - 1;
    }

    /** What the translation of its address takes. */
    public static int delay(long wish) {
        return (int) (wish >>> LINE_SHIFT + BACK_BITS) & MOST_DELAYED;
    }

    /** Cycles that chains of hits in the first level have cost. */
    public static long chainedInFirst(long wish) {
        return wish >>> LINE_SHIFT + BACK_BITS + DELAY_BITS + CHAIN_BITS;
    }

    /** Cycles that chains of hits in the second level have cost. */
    public static long chainedInSecond(long wish) {
        return wish >>> LINE_SHIFT + BACK_BITS + DELAY_BITS & MOST_CHAINED;
    }

    /** Cycles of a pause. */
    public static long cycles(long wish) {
        return wish >> LINE_SHIFT;
    }

    /** The line. */
    public static long line(long wish) {
        return wish >> LINE_SHIFT;
    }

    /** Whether the line is to be written. */
    public static boolean toWrite(long wish) {
        return (wish & WRITE) != 0;
    }

    /** Whether the core had a copy already and lacked only the right to write it. */
    public static boolean hasCopy(long wish) {
        return (wish & COPY) != 0;
    }

    /** Whether the second level has it: nobody else need be asked. */
    public static boolean isNear(long wish) {
        return (wish & NEAR) != 0;
    }
}
