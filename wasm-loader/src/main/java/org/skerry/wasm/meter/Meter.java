package org.skerry.wasm.meter;

import org.skerry.wasm.load.Opcode;

/**
 * The counters of one actor's turn, where rewritten code keeps them.
 *
 * <p>Rewritten code carries two of them in locals: the instructions that are left of the budget, and a pair that counts loads in
 * its upper half and stores in its lower half. Both cost one addition per stretch of straight code; the test for the end of the
 * budget is the sign of the first. One packed local with three guarded fields was tried instead and was slower (sieve 1.6 against
 * 1.3 times the unmetered time): moving its fields out takes a call in every loop, which keeps the JIT from hoisting.
 *
 * <p>The fields are public because compiled guest code works on them; nobody else should. Used by the actor's own thread.
 */
public abstract class Meter {
    /** Number of globals the rewritten module has beyond those of the original, in the order of the fields below. */
    public static final int GLOBALS = 3;

    private static final int LOADS_SHIFT = 32;
    private static final long HALF = 0xFFFF_FFFFL;

    /** Instructions that are left of the budget, negative once it is used up; up to date whenever the host is called. */
    public long fuel;
    /** Loads in the upper 32 bits, stores in the lower; up to date whenever the host is called. */
    public long traffic;
    /** Units of call depth that are left; negative after a recursion that went too deep. */
    public long depth;

    private long budget;

    /** For subclasses. */
    protected Meter() {}

    /** Begins a turn; the budget is at most {@link org.skerry.wasm.load.Policy#MAX_TURN_BUDGET}, so that neither half of {@link #traffic} overflows. */
    public final void beginTurn(long turnBudget, int callDepth) {
        budget = turnBudget;
        fuel = turnBudget;
        traffic = 0;
        depth = callDepth;
    }

    /** Instructions the turn may execute. */
    public final long budget() {
        return budget;
    }

    /** Instructions the turn has executed. */
    public final long instructionTotal() {
        return budget - fuel;
    }

    /** Loads the turn has executed. */
    public final long loadTotal() {
        return traffic >>> LOADS_SHIFT;
    }

    /** Stores the turn has executed. */
    public final long storeTotal() {
        return traffic & HALF;
    }

    /**
     * Adds memory traffic that the host made on the guest's behalf, in words of 8 bytes. Each word read or written counts as one
     * instruction too, as in a range operation of the guest itself. May leave the turn {@link #exhausted}.
     */
    public final void addTraffic(long wordsRead, long wordsWritten) {
        fuel -= wordsRead + wordsWritten;
        traffic += (wordsRead << LOADS_SHIFT) + wordsWritten;
    }

    /** Whether the turn has used more than its budget. */
    public final boolean exhausted() {
        return fuel < 0;
    }

    /** Whether the turn recursed too deeply. */
    public final boolean tooDeep() {
        return depth < 0;
    }

    /** What one instruction adds to {@link #traffic}. */
    static long traffic(Opcode opcode) {
        return switch (opcode.kind()) {
            case LOAD -> 1L << LOADS_SHIFT;
            case STORE -> 1;
            default -> 0;
        };
    }

    /** What one word of a range operation adds to {@link #traffic}. */
    static long traffic(boolean read, boolean written) {
        return (read ? 1L << LOADS_SHIFT : 0) + (written ? 1 : 0);
    }
}
