package org.skerry.wasm.load;

import java.util.List;

/**
 * One instruction of the accepted set: WebAssembly 1.0 with sign extension, saturating truncation, multi-value, bulk memory and
 * reference types. What the loader needs to know of it, not what it does.
 *
 * @param code       opcode; instructions behind the prefix 0xFC have 0xFC00 + their number
 * @param name       as in the text format
 * @param immediate  what follows the opcode
 * @param pops       operands it takes, where that does not depend on a type
 * @param pushes     results it leaves, where that does not depend on a type
 * @param kind       how the meter treats it
 */
public record Opcode(int code, String name, Immediate immediate, int pops, int pushes, Kind kind) {
    /** What follows an opcode. */
    public enum Immediate {
        NONE,
        BLOCK_TYPE,
        LABEL,
        LABELS,
        INDEX,
        INDEX_PAIR,
        /** An index and a byte that must be zero. */
        INDEX_ZERO,
        ZERO,
        ZERO_ZERO,
        TYPES,
        MEMORY,
        I32,
        I64,
        F32,
        F64,
        REFERENCE_TYPE
    }

    /** How the meter treats an instruction. */
    public enum Kind {
        /** Structure without work: nop, block, loop, else, end. Not counted. */
        STRUCTURE,
        /** Ends a stretch of straight code. */
        CONTROL,
        /** Nothing special. */
        PLAIN,
        /** Reads linear memory once. */
        LOAD,
        /** Writes linear memory once. */
        STORE,
        /** Leaves an f32 whose NaN bits the host does not define. */
        ARITHMETIC_F32,
        /** Leaves an f64 whose NaN bits the host does not define. */
        ARITHMETIC_F64,
        /** Takes floats without seeing the bits of a NaN: comparisons, truncations, drop. */
        NAN_BLIND,
        /** Works on a range whose length is an operand. */
        BULK
    }

    /** The prefix of the bulk and saturating instructions. */
    public static final int PREFIX_FC = 0xFC;

    private static final OpcodeTable TABLE = new OpcodeTable();

    /** Every instruction of the accepted set. */
    public static List<Opcode> all() {
        return TABLE.all();
    }

    /** Whether executing it counts as one instruction. */
    public boolean counts() {
        return kind != Kind.STRUCTURE;
    }

    /** Whether it leaves a float whose NaN bits are undefined. */
    public boolean isArithmetic() {
        return kind == Kind.ARITHMETIC_F32 || kind == Kind.ARITHMETIC_F64;
    }

    /** Reads the next opcode; refuses everything outside the accepted set by the name of its proposal. */
    public static Opcode read(WasmInput in) {
        int at = in.position();
        int code = in.u8();
        Opcode found = code == PREFIX_FC ? TABLE.prefixed(in.u32()) : TABLE.plain(code);
        if (found == null) {
            throw in.refuseAt(at, "opcode 0x" + Integer.toHexString(code) + " is " + proposal(code), instruction(code));
        }
        return found;
    }

    /** The proposal an opcode outside the accepted set belongs to, in words. */
    static String proposal(int code) {
        return switch (code) {
            case 0x06, 0x07, 0x08, 0x09, 0x0A, 0x18, 0x19, 0x1F -> "part of the exception handling proposal";
            case 0x12, 0x13 -> "part of the tail call proposal";
            case 0x14, 0x15, 0xD4, 0xD5, 0xD6 -> "part of the typed function references proposal";
            case 0xD3, 0xFB -> "part of the garbage collection proposal";
            case 0xFD -> "a SIMD (v128) instruction";
            case 0xFE -> "an atomic instruction of the threads proposal";
            default -> "not known to this loader";
        };
    }

    private static String instruction(int code) {
        return switch (code) {
            case 0xFD -> "Build the module without -msimd128.";
            case 0xFE -> "Build the module without -matomics and -pthread: actors share no memory.";
            case 0x12, 0x13 -> "Build the module without -mtail-call.";
            case 0x06, 0x07, 0x08, 0x09, 0x0A, 0x18, 0x19, 0x1F -> "Build the module without -fwasm-exceptions.";
            default -> "Build for WebAssembly 1.0 with bulk memory and reference types at most.";
        };
    }
}
