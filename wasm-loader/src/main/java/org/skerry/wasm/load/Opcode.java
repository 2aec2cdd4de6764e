package org.skerry.wasm.load;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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

    private static final Opcode[] PLAIN = new Opcode[256];
    private static final Opcode[] PREFIXED = new Opcode[18];

    /** Every instruction of the accepted set. */
    public static List<Opcode> all() {
        return Stream.concat(Arrays.stream(PLAIN), Arrays.stream(PREFIXED))
                .filter(Objects::nonNull)
                .toList();
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
        Opcode found = PLAIN[code];
        if (code == PREFIX_FC) {
            long number = in.u32();
            found = number < PREFIXED.length ? PREFIXED[(int) number] : null;
        }
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

    private static void add(int code, String name, Immediate immediate, int pops, int pushes, Kind kind) {
        Opcode opcode = new Opcode(code, name, immediate, pops, pushes, kind);
        if (code >= PREFIX_FC << 8) {
            PREFIXED[code & 0xFF] = opcode;
        } else {
            PLAIN[code] = opcode;
        }
    }

    /** Consecutive opcodes of one shape. */
    private static void range(int first, Immediate immediate, int pops, int pushes, Kind kind, String names) {
        int code = first;
        for (String name : names.split(" ")) {
            add(code++, name, immediate, pops, pushes, kind);
        }
    }

    static {
        range(0x00, Immediate.NONE, 0, 0, Kind.CONTROL, "unreachable");
        range(0x01, Immediate.NONE, 0, 0, Kind.STRUCTURE, "nop");
        range(0x02, Immediate.BLOCK_TYPE, 0, 0, Kind.STRUCTURE, "block loop");
        range(0x04, Immediate.BLOCK_TYPE, 1, 0, Kind.CONTROL, "if");
        range(0x05, Immediate.NONE, 0, 0, Kind.STRUCTURE, "else");
        range(0x0B, Immediate.NONE, 0, 0, Kind.STRUCTURE, "end");
        range(0x0C, Immediate.LABEL, 0, 0, Kind.CONTROL, "br");
        range(0x0D, Immediate.LABEL, 1, 0, Kind.CONTROL, "br_if");
        range(0x0E, Immediate.LABELS, 1, 0, Kind.CONTROL, "br_table");
        range(0x0F, Immediate.NONE, 0, 0, Kind.CONTROL, "return");
        range(0x10, Immediate.INDEX, 0, 0, Kind.CONTROL, "call");
        range(0x11, Immediate.INDEX_PAIR, 1, 0, Kind.CONTROL, "call_indirect");
        range(0x1A, Immediate.NONE, 1, 0, Kind.NAN_BLIND, "drop");
        range(0x1B, Immediate.NONE, 3, 1, Kind.PLAIN, "select");
        range(0x1C, Immediate.TYPES, 3, 1, Kind.PLAIN, "select");
        range(0x20, Immediate.INDEX, 0, 1, Kind.PLAIN, "local.get");
        range(0x21, Immediate.INDEX, 1, 0, Kind.PLAIN, "local.set");
        range(0x22, Immediate.INDEX, 1, 1, Kind.PLAIN, "local.tee");
        range(0x23, Immediate.INDEX, 0, 1, Kind.PLAIN, "global.get");
        range(0x24, Immediate.INDEX, 1, 0, Kind.PLAIN, "global.set");
        range(0x25, Immediate.INDEX, 1, 1, Kind.PLAIN, "table.get");
        range(0x26, Immediate.INDEX, 2, 0, Kind.PLAIN, "table.set");
        range(
                0x28,
                Immediate.MEMORY,
                1,
                1,
                Kind.LOAD,
                "i32.load i64.load f32.load f64.load i32.load8_s i32.load8_u i32.load16_s i32.load16_u"
                        + " i64.load8_s i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u");
        range(
                0x36,
                Immediate.MEMORY,
                2,
                0,
                Kind.STORE,
                "i32.store i64.store f32.store f64.store i32.store8 i32.store16 i64.store8 i64.store16 i64.store32");
        range(0x3F, Immediate.ZERO, 0, 1, Kind.PLAIN, "memory.size");
        range(0x40, Immediate.ZERO, 1, 1, Kind.PLAIN, "memory.grow");
        range(0x41, Immediate.I32, 0, 1, Kind.PLAIN, "i32.const");
        range(0x42, Immediate.I64, 0, 1, Kind.PLAIN, "i64.const");
        range(0x43, Immediate.F32, 0, 1, Kind.PLAIN, "f32.const");
        range(0x44, Immediate.F64, 0, 1, Kind.PLAIN, "f64.const");
        range(0x45, Immediate.NONE, 1, 1, Kind.PLAIN, "i32.eqz");
        range(
                0x46,
                Immediate.NONE,
                2,
                1,
                Kind.PLAIN,
                "i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.le_s i32.le_u i32.ge_s i32.ge_u");
        range(0x50, Immediate.NONE, 1, 1, Kind.PLAIN, "i64.eqz");
        range(
                0x51,
                Immediate.NONE,
                2,
                1,
                Kind.PLAIN,
                "i64.eq i64.ne i64.lt_s i64.lt_u i64.gt_s i64.gt_u i64.le_s i64.le_u i64.ge_s i64.ge_u");
        range(0x5B, Immediate.NONE, 2, 1, Kind.NAN_BLIND, "f32.eq f32.ne f32.lt f32.gt f32.le f32.ge");
        range(0x61, Immediate.NONE, 2, 1, Kind.NAN_BLIND, "f64.eq f64.ne f64.lt f64.gt f64.le f64.ge");
        range(0x67, Immediate.NONE, 1, 1, Kind.PLAIN, "i32.clz i32.ctz i32.popcnt");
        range(
                0x6A,
                Immediate.NONE,
                2,
                1,
                Kind.PLAIN,
                "i32.add i32.sub i32.mul i32.div_s i32.div_u i32.rem_s i32.rem_u i32.and i32.or i32.xor i32.shl i32.shr_s"
                        + " i32.shr_u i32.rotl i32.rotr");
        range(0x79, Immediate.NONE, 1, 1, Kind.PLAIN, "i64.clz i64.ctz i64.popcnt");
        range(
                0x7C,
                Immediate.NONE,
                2,
                1,
                Kind.PLAIN,
                "i64.add i64.sub i64.mul i64.div_s i64.div_u i64.rem_s i64.rem_u i64.and i64.or i64.xor i64.shl i64.shr_s"
                        + " i64.shr_u i64.rotl i64.rotr");
        range(0x8B, Immediate.NONE, 1, 1, Kind.PLAIN, "f32.abs f32.neg");
        range(0x8D, Immediate.NONE, 1, 1, Kind.ARITHMETIC_F32, "f32.ceil f32.floor f32.trunc f32.nearest f32.sqrt");
        range(0x92, Immediate.NONE, 2, 1, Kind.ARITHMETIC_F32, "f32.add f32.sub f32.mul f32.div f32.min f32.max");
        range(0x98, Immediate.NONE, 2, 1, Kind.PLAIN, "f32.copysign");
        range(0x99, Immediate.NONE, 1, 1, Kind.PLAIN, "f64.abs f64.neg");
        range(0x9B, Immediate.NONE, 1, 1, Kind.ARITHMETIC_F64, "f64.ceil f64.floor f64.trunc f64.nearest f64.sqrt");
        range(0xA0, Immediate.NONE, 2, 1, Kind.ARITHMETIC_F64, "f64.add f64.sub f64.mul f64.div f64.min f64.max");
        range(0xA6, Immediate.NONE, 2, 1, Kind.PLAIN, "f64.copysign");
        range(0xA7, Immediate.NONE, 1, 1, Kind.PLAIN, "i32.wrap_i64");
        range(
                0xA8,
                Immediate.NONE,
                1,
                1,
                Kind.NAN_BLIND,
                "i32.trunc_f32_s i32.trunc_f32_u i32.trunc_f64_s i32.trunc_f64_u");
        range(0xAC, Immediate.NONE, 1, 1, Kind.PLAIN, "i64.extend_i32_s i64.extend_i32_u");
        range(
                0xAE,
                Immediate.NONE,
                1,
                1,
                Kind.NAN_BLIND,
                "i64.trunc_f32_s i64.trunc_f32_u i64.trunc_f64_s i64.trunc_f64_u");
        range(
                0xB2,
                Immediate.NONE,
                1,
                1,
                Kind.PLAIN,
                "f32.convert_i32_s f32.convert_i32_u f32.convert_i64_s f32.convert_i64_u");
        range(0xB6, Immediate.NONE, 1, 1, Kind.ARITHMETIC_F32, "f32.demote_f64");
        range(
                0xB7,
                Immediate.NONE,
                1,
                1,
                Kind.PLAIN,
                "f64.convert_i32_s f64.convert_i32_u f64.convert_i64_s f64.convert_i64_u");
        range(0xBB, Immediate.NONE, 1, 1, Kind.ARITHMETIC_F64, "f64.promote_f32");
        range(
                0xBC,
                Immediate.NONE,
                1,
                1,
                Kind.PLAIN,
                "i32.reinterpret_f32 i64.reinterpret_f64 f32.reinterpret_i32 f64.reinterpret_i64");
        range(
                0xC0,
                Immediate.NONE,
                1,
                1,
                Kind.PLAIN,
                "i32.extend8_s i32.extend16_s i64.extend8_s i64.extend16_s i64.extend32_s");
        range(0xD0, Immediate.REFERENCE_TYPE, 0, 1, Kind.PLAIN, "ref.null");
        range(0xD1, Immediate.NONE, 1, 1, Kind.PLAIN, "ref.is_null");
        range(0xD2, Immediate.INDEX, 0, 1, Kind.PLAIN, "ref.func");
        range(
                0xFC00,
                Immediate.NONE,
                1,
                1,
                Kind.NAN_BLIND,
                "i32.trunc_sat_f32_s i32.trunc_sat_f32_u i32.trunc_sat_f64_s i32.trunc_sat_f64_u"
                        + " i64.trunc_sat_f32_s i64.trunc_sat_f32_u i64.trunc_sat_f64_s i64.trunc_sat_f64_u");
        range(0xFC08, Immediate.INDEX_ZERO, 3, 0, Kind.BULK, "memory.init");
        range(0xFC09, Immediate.INDEX, 0, 0, Kind.PLAIN, "data.drop");
        range(0xFC0A, Immediate.ZERO_ZERO, 3, 0, Kind.BULK, "memory.copy");
        range(0xFC0B, Immediate.ZERO, 3, 0, Kind.BULK, "memory.fill");
        range(0xFC0C, Immediate.INDEX_PAIR, 3, 0, Kind.BULK, "table.init");
        range(0xFC0D, Immediate.INDEX, 0, 0, Kind.PLAIN, "elem.drop");
        range(0xFC0E, Immediate.INDEX_PAIR, 3, 0, Kind.BULK, "table.copy");
        range(0xFC0F, Immediate.INDEX, 2, 1, Kind.BULK, "table.grow");
        range(0xFC10, Immediate.INDEX, 0, 1, Kind.PLAIN, "table.size");
        range(0xFC11, Immediate.INDEX, 3, 0, Kind.BULK, "table.fill");
    }
}
