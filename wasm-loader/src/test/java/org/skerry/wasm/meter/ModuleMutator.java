package org.skerry.wasm.meter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Opcode;

/**
 * Changes a real module where it hurts and keeps its structure: sections and bodies keep correct sizes, instructions stay whole,
 * and most changes leave the types of operands alone, so that about half of the results are valid and run. Seeded; the same seed
 * gives the same bytes.
 */
public final class ModuleMutator {
    /** Opcodes without immediates, or loads and stores, that can stand for one another. */
    private static final int[][] ALIKE = {
        {0x6A, 0x78}, {0x7C, 0x8A}, {0x46, 0x4F}, {0x51, 0x5A}, {0x5B, 0x60}, {0x61, 0x66}, {0x67, 0x69}, {0x79, 0x7B},
        {0x8B, 0x91}, {0x92, 0x98}, {0x99, 0x9F}, {0xA0, 0xA6}, {0x2C, 0x2F}, {0x30, 0x35}, {0x3A, 0x3B}, {0x3C, 0x3E}
    };

    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        2,
        7,
        8,
        63,
        64,
        255,
        4095,
        4096,
        65_535,
        65_536,
        0x7FFF_FFF8L,
        0x7FFF_FFFEL,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFF8L,
        0xFFFF_FFFFL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final ModuleImage image;
    private final Random random;

    private ModuleMutator(ModuleImage image, Random random) {
        this.image = image;
        this.random = random;
    }

    /** A changed copy. */
    public static byte[] mutate(ModuleImage image, long seed) {
        return new ModuleMutator(image, new Random(seed)).mutate();
    }

    private byte[] mutate() {
        int target = image.functions().isEmpty()
                ? -1
                : random.nextInt(image.functions().size());
        boolean sections = random.nextInt(5) == 0;
        ByteSink out =
                new ByteSink().u8(0).u8('a').u8('s').u8('m').u8(1).u8(0).u8(0).u8(0);
        for (ModuleImage.Section section : image.sections()) {
            ByteSink content = new ByteSink();
            if (section.code() == 10) {
                code(content, target);
            } else if (section.code() == 0) {
                continue;
            } else {
                byte[] bytes = Arrays.copyOfRange(image.bytes(), section.start(), section.end());
                if (sections && random.nextInt(3) == 0 && bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] = (byte) pick(0, 1, 2, 3, 16, 64, 127, random.nextInt(256));
                }
                content.copy(bytes, 0, bytes.length);
            }
            if (!sections || random.nextInt(30) != 0) {
                out.section(section.code(), content);
            }
        }
        return out.toArray();
    }

    private void code(ByteSink out, int target) {
        out.u32(image.functions().size());
        for (int i = 0; i < image.functions().size(); i++) {
            ModuleImage.Function function = image.functions().get(i);
            ByteSink body = new ByteSink().u32(function.locals().size());
            function.locals().forEach(local -> body.u32(1).u8(local.code()));
            if (i == target) {
                body(body, function);
            } else {
                body.copy(image.bytes(), function.start(), function.end());
            }
            out.u32(body.size()).append(body);
        }
    }

    private void body(ByteSink out, ModuleImage.Function function) {
        List<int[]> instructions = new ArrayList<>();
        InstructionReader counter = new InstructionReader(image, function);
        while (counter.next()) {
            instructions.add(new int[] {counter.start(), counter.end()});
        }
        int changes = 1 + random.nextInt(4);
        boolean[] changed = new boolean[instructions.size()];
        for (int i = 0; i < changes; i++) {
            changed[random.nextInt(changed.length)] = true;
        }
        InstructionReader reader = new InstructionReader(image, function);
        for (int i = 0; reader.next(); i++) {
            if (changed[i]) {
                change(out, reader);
            } else {
                same(out, reader);
            }
        }
    }

    private void same(ByteSink out, InstructionReader reader) {
        out.copy(image.bytes(), reader.start(), reader.end());
    }

    private void change(ByteSink out, InstructionReader reader) {
        switch (random.nextInt(10)) {
            case 0 -> {} // left out
            case 1 -> {
                same(out, reader);
                same(out, reader);
            }
            case 2, 3, 4 -> {
                snippet(out);
                same(out, reader);
            }
            default -> replace(out, reader);
        }
    }

    private void replace(ByteSink out, InstructionReader reader) {
        Opcode opcode = reader.opcode();
        int code = alike(opcode.code());
        switch (opcode.immediate()) {
            case NONE -> {
                if (opcode.code() < 0x100) {
                    out.u8(code);
                } else {
                    same(out, reader);
                }
            }
            case MEMORY -> out.u8(code).u32(0).u32(random.nextBoolean() ? reader.second() : extreme() & 0xFFFF_FFFFL);
            case I32 -> out.u8(Code.I32_CONST).s64((int) near(reader.first()));
            case I64 -> out.i64Const(near(reader.first()));
            case LABEL -> out.u8(opcode.code()).u32(Math.max(0, reader.first() + random.nextInt(3) - 1));
            case INDEX -> {
                if (opcode.code() < 0x100) {
                    out.u8(opcode.code()).u32(Math.max(0, reader.first() + random.nextInt(5) - 2));
                } else {
                    same(out, reader);
                }
            }
            case F64 -> {
                out.u8(Code.F64_CONST);
                for (int i = 0; i < 8; i++) {
                    out.u8(i > 5 ? 0x7F : random.nextInt(256));
                }
            }
            default -> same(out, reader);
        }
    }

    /** Code that leaves the operands as they are. */
    private void snippet(ByteSink out) {
        switch (random.nextInt(9)) {
            case 0 ->
                i32(out).u8(0x28 + random.nextInt(8))
                        .u32(0)
                        .u32(extreme() & 0xFFFF_FFFFL)
                        .u8(0x1A);
            case 1 -> i32(i32(out)).u8(0x36).u32(0).u32(extreme() & 0xFFFF_FFFFL);
            case 2 -> i32(out).u8(0x40).u8(0).u8(0x1A);
            case 3 -> i32(i32(i32(out))).u8(0xFC).u8(0x0A).u8(0).u8(0);
            case 4 -> i32(i32(i32(out))).u8(0xFC).u8(0x0B).u8(0);
            case 5 -> out.u8(Code.LOOP).u8(0x40).u8(Code.BR).u32(0).u8(Code.END);
            case 6 -> {
                if (image.functionCount() > 0) {
                    out.call(random.nextInt(image.functionCount()));
                }
            }
            case 7 ->
                i32(out).u8(Code.CALL_INDIRECT)
                        .u32(random.nextInt(image.types().size()))
                        .u32(0);
            default -> i32(out).u8(Code.BR_IF).u32(random.nextInt(4));
        }
    }

    private ByteSink i32(ByteSink out) {
        return out.u8(Code.I32_CONST).s64((int) extreme());
    }

    private long near(long value) {
        return random.nextBoolean() ? extreme() : value + random.nextInt(9) - 4;
    }

    private long extreme() {
        return EXTREMES[random.nextInt(EXTREMES.length)];
    }

    private int alike(int code) {
        for (int[] range : ALIKE) {
            if (code >= range[0] && code <= range[1]) {
                return range[0] + random.nextInt(range[1] - range[0] + 1);
            }
        }
        return code;
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }
}
