package org.skerry.wasm.load;

import org.skerry.sim.actor.Limits;
import org.skerry.sim.config.Check;

/**
 * What a module may ask for. A module that exceeds a limit is refused by name before any of it runs. Every default is an
 * assumption: large enough for the real modules that were tried, small enough that no file can exhaust the host.
 *
 * @param moduleBytes            size of the file; compiling takes some 200 bytes of heap for each that is code
 * @param types                  function types
 * @param imports                imports
 * @param functions              functions the module defines
 * @param functionBytes          size of one function body; the JVM's own limit of 64 KiB of bytecode is often met first
 * @param locals                 parameters and locals of one function
 * @param parameters             parameters of one function, and results
 * @param nesting                nested blocks in one function
 * @param globals                globals
 * @param exports                exports
 * @param tables                 tables
 * @param tableElements          entries of one table; a table never grows beyond it
 * @param memoryPages            64 KiB pages the memory may start with; it never grows beyond them
 * @param dataSegments           data segments
 * @param elementSegments        element segments
 * @param turnBudgetInstructions instructions one turn may execute; at most {@link #MAX_TURN_BUDGET}
 * @param callDepth              nested calls before a recursion is stopped, in units of small frames; at most
 *                               {@link #MAX_CALL_DEPTH}, which is what fits the stacks of the machine's threads
 */
public record Policy(
        int moduleBytes,
        int types,
        int imports,
        int functions,
        int functionBytes,
        int locals,
        int parameters,
        int nesting,
        int globals,
        int exports,
        int tables,
        int tableElements,
        int memoryPages,
        int dataSegments,
        int elementSegments,
        long turnBudgetInstructions,
        int callDepth) {
    /**
     * Deepest recursion: with the largest frames a unit may stand for, interpreted or compiled, it takes half of the 16 MiB stacks
     * of the machine's own threads ({@code CallDepthTest}).
     */
    public static final int MAX_CALL_DEPTH = 2_000;

    /** Largest budget of a turn: up to here no counter of the meter can overflow. */
    public static final long MAX_TURN_BUDGET = 0xFFFF_FFFFL;

    /** The limits of every module unless its scenario says otherwise. */
    public static final Policy DEFAULT = new Policy(
            8 << 20,
            2_000,
            100,
            10_000,
            128 << 10,
            4_000,
            100,
            2_000,
            1_000,
            10_000,
            16,
            100_000,
            4_096,
            10_000,
            10_000,
            Limits.DEFAULT_TURN_BUDGET,
            Limits.DEFAULT_CALL_DEPTH);

    public Policy {
        Check.inRange(memoryPages, 0, 32_767, "policy.memoryPages");
        Check.inRange(functionBytes, 1, 128 << 10, "policy.functionBytes");
        Check.inRange(turnBudgetInstructions, 1, MAX_TURN_BUDGET, "policy.turnBudgetInstructions");
        Check.inRange(callDepth, 1, MAX_CALL_DEPTH, "policy.callDepth");
    }

    /** The same policy with another budget of a turn. */
    public Policy withTurnBudget(long instructions) {
        return with(instructions, callDepth);
    }

    /** The same policy with another call depth. */
    public Policy withCallDepth(int depth) {
        return with(turnBudgetInstructions, depth);
    }

    private Policy with(long instructions, int depth) {
        return new Policy(
                moduleBytes,
                types,
                imports,
                functions,
                functionBytes,
                locals,
                parameters,
                nesting,
                globals,
                exports,
                tables,
                tableElements,
                memoryPages,
                dataSegments,
                elementSegments,
                instructions,
                depth);
    }
}
