package org.skerry.wasm.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the instructions of one function body one after the other. The present instruction lies in the accessors until the next
 * {@link #next}; its bytes lie between {@link #start} and {@link #end}.
 */
public final class InstructionReader {
    /** A block without parameters and results. */
    public static final int EMPTY_BLOCK = 0x40;

    private final WasmInput in;
    private Opcode opcode;
    private int start;
    private long first;
    private long second;
    private int[] labels = {};

    /** A reader of the instructions in {@code code}. */
    public InstructionReader(WasmInput code) {
        in = code;
    }

    /** A reader of the body of a function of a module that was read before. */
    public InstructionReader(ModuleImage module, ModuleImage.Function function) {
        WasmInput all = new WasmInput(module.name(), module.bytes());
        all.skip(function.start());
        in = all.slice(function.end() - function.start(), "code section");
    }

    /** Reads one instruction; false at the end of the body. */
    public boolean next() {
        if (in.left() == 0) {
            return false;
        }
        start = in.position();
        opcode = Opcode.read(in);
        first = 0;
        second = 0;
        switch (opcode.immediate()) {
            case NONE -> {}
            case BLOCK_TYPE -> first = blockType();
            case LABEL, INDEX -> first = in.index();
            case LABELS -> readLabels();
            case INDEX_PAIR -> {
                first = in.index();
                second = in.index();
            }
            case INDEX_ZERO -> {
                first = in.index();
                zero();
            }
            case ZERO -> zero();
            case ZERO_ZERO -> {
                zero();
                zero();
            }
            case TYPES -> readTypes();
            case MEMORY -> readMemory();
            case I32 -> first = in.signed(32);
            case I64 -> first = in.signed(64);
            case F32 -> in.skip(4);
            case F64 -> in.skip(8);
            case REFERENCE_TYPE -> first = valueType(in).code();
        }
        return true;
    }

    /** The instruction. */
    public Opcode opcode() {
        return opcode;
    }

    /** Offset of its first byte. */
    public int start() {
        return start;
    }

    /** Offset after its last byte. */
    public int end() {
        return in.position();
    }

    /** First immediate: label, index, constant, or block type (a type index, or a negative one-byte type). */
    public long first() {
        return first;
    }

    /** Second immediate: table of call_indirect, offset of a memory access. */
    public long second() {
        return second;
    }

    /** Targets of br_table, the default last. */
    public int[] labels() {
        return labels;
    }

    /** The input, for refusals. */
    public WasmInput input() {
        return in;
    }

    private long blockType() {
        int next = in.peek();
        if (next == EMPTY_BLOCK || ValueType.of(next) != null) {
            in.skip(1);
            return next - 0x80;
        }
        long type = in.signed(33);
        if (type < 0) {
            throw in.refuseAt(
                    start, "a block has an unknown type", "Build for WebAssembly 1.0 with reference types at most.");
        }
        return type;
    }

    private void readLabels() {
        int count = in.count("branch targets");
        labels = new int[count + 1];
        for (int i = 0; i <= count; i++) {
            labels[i] = in.index();
        }
    }

    private void readTypes() {
        List<ValueType> types = new ArrayList<>();
        for (int i = in.count("types of select"); i > 0; i--) {
            types.add(valueType(in));
        }
        if (types.size() != 1) {
            throw in.refuseAt(start, "select has " + types.size() + " types instead of 1", WasmInput.AGAIN);
        }
    }

    private void readMemory() {
        first = in.u32();
        if ((first & 0x40) != 0) {
            throw in.refuseAt(
                    start, "an access names its memory (multi-memory proposal)", "Build the module with one memory.");
        }
        second = in.u32();
    }

    private void zero() {
        if (in.u8() != 0) {
            throw in.refuseAt(
                    start,
                    "an instruction names a second memory (multi-memory proposal)",
                    "Build the module with one memory.");
        }
    }

    /** A value type; refuses those of proposals by name. */
    static ValueType valueType(WasmInput in) {
        int at = in.position();
        int code = in.u8();
        ValueType type = ValueType.of(code);
        if (type == null) {
            String what = switch (code) {
                case 0x7B -> "v128 (SIMD proposal)";
                case 0x69, 0x74 -> "exnref (exception handling proposal)";
                case 0x63, 0x64, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x71, 0x72, 0x73 ->
                    "a reference type of the garbage collection proposal";
                default -> "not known to this loader";
            };
            throw in.refuseAt(
                    at,
                    "value type 0x" + Integer.toHexString(code) + " is " + what,
                    "Build for WebAssembly 1.0 with reference types at most.");
        }
        return type;
    }
}
