package org.skerry.wasm.meter;

import org.skerry.wasm.load.Opcode;

/**
 * The counters of one actor's turn, as the rewritten module keeps them, and the layout of the packed one.
 *
 * <p>Rewritten code carries {@link #packed} in a local and adds one constant per stretch of straight code:
 *
 * <pre>
 *   bit 63        42 41        21 20         0
 *      |instructions|    loads   |   stores   |     each field counts up; its top bit is a guard
 * </pre>
 *
 * At loop heads and function entries one test looks at the three guards at once. A set guard calls the spill function, which
 * moves the fields into the wide counters; the instruction field then starts so high that its guard is set again at the budget.
 *
 * <p>The fields are public because compiled guest code works on them; nobody else should. Used by the actor's own thread.
 */
public abstract class Meter {
    /** First bit of the instruction field. */
    static final int INSTRUCTIONS_SHIFT = 42;
    /** First bit of the load field. */
    static final int LOADS_SHIFT = 21;
    /** Width of a field without its guard in the load and store fields: counts 0 to 2^20 - 1. */
    static final long FIELD_MASK = (1L << 21) - 1;
    /** What the instruction field counts before its guard is set. */
    static final long CHUNK = 1L << 21;
    /** The guards of the three fields. */
    static final long GUARDS = 1L << 63 | 1L << 41 | 1L << 20;

    /** Number of globals the rewritten module has beyond those of the original, in the order of the fields below. */
    public static final int GLOBALS = 6;

    /** The packed counter, up to date whenever the host is called. */
    public long packed;
    /** Total of instructions at which the guard of the instruction field is set. */
    public long limit;
    /** Instructions the turn may execute. */
    public long budget;
    /** Loads of the turn that were moved out of the packed counter. */
    public long loads;
    /** Stores of the turn that were moved out of the packed counter. */
    public long stores;
    /** Units of call depth that are left; negative after a recursion that went too deep. */
    public long depth;

    /** For subclasses. */
    protected Meter() {}

    /** Begins a turn. */
    public final void beginTurn(long turnBudget, int callDepth) {
        budget = turnBudget;
        limit = Math.min(CHUNK, turnBudget + 1);
        packed = CHUNK - limit << INSTRUCTIONS_SHIFT;
        loads = 0;
        stores = 0;
        depth = callDepth;
    }

    /** Instructions the turn has executed. */
    public final long instructionTotal() {
        return limit - CHUNK + (packed >>> INSTRUCTIONS_SHIFT);
    }

    /** Loads the turn has executed. */
    public final long loadTotal() {
        return loads + (packed >>> LOADS_SHIFT & FIELD_MASK);
    }

    /** Stores the turn has executed. */
    public final long storeTotal() {
        return stores + (packed & FIELD_MASK);
    }

    /**
     * Adds memory traffic that the host made on the guest's behalf, in words of 8 bytes. Each word read or written counts as one
     * instruction too, as in a range operation of the guest itself. May leave the turn {@link #exhausted}.
     */
    public final void addTraffic(long wordsRead, long wordsWritten) {
        long total = instructionTotal() + wordsRead + wordsWritten;
        loads = loadTotal() + wordsRead;
        stores = storeTotal() + wordsWritten;
        limit = total > budget ? total + CHUNK : Math.min(total + CHUNK, budget + 1);
        packed = CHUNK - (limit - total) << INSTRUCTIONS_SHIFT;
    }

    /** Whether the turn has used more than its budget. */
    public final boolean exhausted() {
        return instructionTotal() > budget;
    }

    /** Whether the turn recursed too deeply. */
    public final boolean tooDeep() {
        return depth < 0;
    }

    /** What one instruction adds to the packed counter. */
    static long cost(Opcode opcode) {
        if (!opcode.counts()) {
            return 0;
        }
        return switch (opcode.kind()) {
            case LOAD -> 1L << INSTRUCTIONS_SHIFT | 1L << LOADS_SHIFT;
            case STORE -> 1L << INSTRUCTIONS_SHIFT | 1;
            default -> 1L << INSTRUCTIONS_SHIFT;
        };
    }
}
