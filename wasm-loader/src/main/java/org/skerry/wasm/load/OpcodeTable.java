package org.skerry.wasm.load;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.skerry.wasm.load.Opcode.Immediate;
import org.skerry.wasm.load.Opcode.Kind;

/** The accepted instructions by their codes (core specification, section 5.4). */
final class OpcodeTable {
    private final Opcode[] plain = new Opcode[256];
    private final Opcode[] prefixed = new Opcode[18];

    /** The instruction with a one-byte code, or null. */
    Opcode plain(int code) {
        return plain[code];
    }

    /** The instruction with this number behind the prefix 0xFC, or null. */
    Opcode prefixed(long number) {
        return number < prefixed.length ? prefixed[(int) number] : null;
    }

    List<Opcode> all() {
        return Stream.concat(Arrays.stream(plain), Arrays.stream(prefixed))
                .filter(Objects::nonNull)
                .toList();
    }

    private void add(int code, String name, Immediate immediate, int pops, int pushes, Kind kind) {
        Opcode opcode = new Opcode(code, name, immediate, pops, pushes, kind);
        if (code >= Opcode.PREFIX_FC << 8) {
            prefixed[code & 0xFF] = opcode;
        } else {
            plain[code] = opcode;
        }
    }

    /** Consecutive opcodes of one shape. */
    private void range(int first, Immediate immediate, int pops, int pushes, Kind kind, String names) {
        int code = first;
        for (String name : names.split(" ")) {
            add(code++, name, immediate, pops, pushes, kind);
        }
    }

    OpcodeTable() {
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
