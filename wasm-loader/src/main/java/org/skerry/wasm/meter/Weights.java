package org.skerry.wasm.meter;

import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.Opcode;

/**
 * How many instructions of a machine one instruction of WebAssembly stands for, in sixteenths: what compiled code executes on
 * RV64G, a load-store instruction set with 31 registers and immediate operands. {@code docs/VALIDATION.md} argues the figures and
 * holds the sums against counts of real programs; {@code CalibrationTest} does so in every build.
 *
 * <p>Most operators are one instruction. Four figures were fitted to twelve programs: comparisons (most melt into a branch), moves into
 * locals (most are no instruction), {@code select}, and the frame of a function that calls. What only moves operands about
 * costs the least there is, so that no code is free and the budget of a turn bounds the host's work too.
 */
final class Weights {
    /** Sixteenths in an instruction. */
    static final int ONE = 16;

    /** Saving and restoring the registers of a function that calls others: fitted. */
    static final int FRAME = 13 * ONE;

    /** Operands that are registers or immediates. */
    private static final int OPERAND = 1;
    /** Fitted: a comparison that ends in a register is one instruction, one that is branched upon is none. */
    private static final int COMPARISON = 9;
    /** Fitted: moves that a register allocator cannot avoid. */
    private static final int MOVE = 6;
    /** Fitted: a branch around a move. */
    private static final int SELECT = 23;
    /** Two shifts and an or. */
    private static final int ROTATION = 3 * ONE;
    /** Most divisors are constants, for which compilers multiply, shift, multiply and subtract. */
    private static final int DIVISION = 5 * ONE;
    /** Leading zeros, trailing zeros, ones: no instruction without the bit manipulation extension. */
    private static final int BIT_COUNT = 20 * ONE;
    /** To an integer and back, unless the number is large; the sign of zero. */
    private static final int ROUNDING = 5 * ONE;
    /** Minimum and maximum of floats, with WebAssembly's rule for NaN. */
    private static final int FLOAT_EXTREME = 4 * ONE;
    /** Call and return. */
    private static final int CALL = 2 * ONE;
    /** Beyond that, the load of the address. */
    private static final int CALL_INDIRECT = 3 * ONE;
    /** The bound, its test, the address of the entry, the entry, the jump. */
    private static final int TABLE_JUMP = 6 * ONE;

    private static final int DROP = 0x1A;
    private static final int I32_EQZ = 0x45;
    private static final int I64_GE_U = 0x5A;

    private Weights() {}

    /** Sixteenths of an instruction; 0 for structure alone. */
    static int of(Opcode opcode) {
        int code = opcode.code();
        if (code >= I32_EQZ && code <= I64_GE_U) {
            return COMPARISON;
        }
        return switch (code) {
            case Code.NOP, Code.BLOCK, Code.LOOP, Code.ELSE, Code.END -> 0;
            case Code.LOCAL_GET, Code.LOCAL_TEE, DROP -> OPERAND;
            case Code.I32_CONST, Code.I64_CONST, Code.F32_CONST, Code.F64_CONST -> OPERAND;
            case Code.LOCAL_SET -> MOVE;
            case Code.SELECT, Code.SELECT_TYPED -> SELECT;
            case 0x77, 0x78, 0x89, 0x8A -> ROTATION; // rotl, rotr
            case 0x6D, 0x6E, 0x6F, 0x70, 0x7F, 0x80, 0x81, 0x82 -> DIVISION; // div, rem
            case 0x67, 0x68, 0x69, 0x79, 0x7A, 0x7B -> BIT_COUNT; // clz, ctz, popcnt
            case 0x8D, 0x8E, 0x8F, 0x90, 0x9B, 0x9C, 0x9D, 0x9E -> ROUNDING; // ceil, floor, trunc, nearest
            case 0x96, 0x97, 0xA4, 0xA5 -> FLOAT_EXTREME; // min, max
            case Code.CALL -> CALL;
            case Code.CALL_INDIRECT -> CALL_INDIRECT;
            case Code.BR_TABLE -> TABLE_JUMP;
            default -> ONE;
        };
    }
}
