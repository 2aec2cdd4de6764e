package org.skerry.wasm.meter;

import java.util.ArrayList;
import java.util.List;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Opcode;
import org.skerry.wasm.load.ValueType;

/**
 * Rewrites one function so that it counts what it executes. The packed counter ({@link Meter}) lives in a local:
 *
 * <pre>
 *   entry   local = packed                          (depth -= frame, in functions that may recurse)
 *   stretch local += constant                       one addition per stretch of straight code
 *   loop    if (local &amp; guards) local = spill(local)  after the charge of the loop's first stretch
 *   call    packed = local; call; local = packed    so the host always sees the true count
 *   exit    packed = local                          (depth += frame)
 * </pre>
 *
 * Code that cannot be reached is left out. The function keeps its index and type, and its labels keep their numbers.
 */
final class FunctionRewriter {
    /** A function that counts at most this much without calls and loops needs no test of its own. */
    private static final int TINY_INSTRUCTIONS = 8;
    /** Slots of locals and operands that cost one unit of call depth. */
    private static final int SLOTS_PER_DEPTH = 256;

    private static final int I32 = ValueType.I32.code();
    private static final int I64 = ValueType.I64.code();
    private static final int F32 = ValueType.F32.code();
    private static final int F64 = ValueType.F64.code();

    /** A block that is open, and whether its end can be reached by a branch. */
    private static final class Frame {
        final boolean loop;
        boolean joined;

        Frame(int opcode) {
            loop = opcode == 0x03;
            joined = opcode == 0x04;
        }
    }

    private final ModuleImage module;
    private final MeterGlobals meter;
    private final ModuleImage.Function function;
    private final int bodyType;

    private final int packed;
    private final int depth;
    private final int tempI32;
    private final int tempF32;
    private final int tempF64;

    private final List<Frame> frames = new ArrayList<>();
    private final Segment segment = new Segment();
    private final ByteSink out = new ByteSink();
    private boolean reload = true;
    private boolean check;
    private boolean dead;
    private int deadNesting;

    /**
     * A rewriter of one function.
     *
     * @param bodyType block type of the body, as it is encoded: the results of the function without its parameters
     */
    FunctionRewriter(ModuleImage module, MeterGlobals meter, ModuleImage.Function function, int bodyType) {
        this.module = module;
        this.meter = meter;
        this.function = function;
        this.bodyType = bodyType;
        int first = module.types().get(function.type()).params().size()
                + function.locals().size();
        packed = first;
        depth = first + 1;
        tempI32 = first + 2;
        tempF32 = first + 3;
        tempF64 = first + 4;
    }

    /** Units of call depth of one activation of a function: frames of many slots cost more. */
    static int depthUnits(ModuleImage module, FunctionShape shape, ModuleImage.Function function) {
        int slots = module.types().get(function.type()).params().size()
                + function.locals().size()
                + shape.maxHeight();
        return 1 + slots / SLOTS_PER_DEPTH;
    }

    /** The new body: locals and code. {@code frameUnits} is 0 where the function cannot be part of a deep recursion. */
    ByteSink rewrite(FunctionShape shape, int frameUnits) {
        check = frameUnits > 0 || shape.calls() || shape.instructions() > TINY_INSTRUCTIONS;
        locals();
        if (frameUnits > 0) {
            out.globalGet(meter.depth())
                    .i64Const(-frameUnits)
                    .u8(0x7C)
                    .localTee(depth)
                    .globalSet(meter.depth());
        }
        out.u8(0x02);
        blockType(out, bodyType);
        frames.add(new Frame(0x02));
        InstructionReader reader = new InstructionReader(module, function);
        while (reader.next()) {
            if (dead) {
                skipDead(reader);
            } else {
                step(reader, frameUnits);
            }
        }
        exit(out, frameUnits);
        out.u8(0x0B);
        return out;
    }

    private void locals() {
        List<ValueType> old = function.locals();
        ByteSink groups = new ByteSink();
        int count = 0;
        for (int i = 0; i < old.size(); ) {
            int same = i;
            while (same < old.size() && old.get(same) == old.get(i)) {
                same++;
            }
            groups.u32(same - i).u8(old.get(i).code());
            count++;
            i = same;
        }
        groups.u32(2).u8(I64).u32(1).u8(I32).u32(1).u8(F32).u32(1).u8(F64);
        out.u32(count + 4).append(groups);
    }

    private void exit(ByteSink sink, int frameUnits) {
        sink.localGet(packed).globalSet(meter.packed());
        if (frameUnits > 0) {
            sink.localGet(depth).i64Const(frameUnits).u8(0x7C).globalSet(meter.depth());
        }
    }

    private void step(InstructionReader reader, int frameUnits) {
        Opcode opcode = reader.opcode();
        segment.charge(opcode);
        switch (opcode.code()) {
            case 0x01 -> {}
            case 0x02 -> {
                open(reader);
                copy(reader);
                segment.forgetOperands();
            }
            case 0x03 -> {
                open(reader);
                flush();
                copyOut(reader);
                check = true;
            }
            case 0x04 -> {
                open(reader);
                copy(reader);
                flush();
            }
            case 0x05 -> middle(reader);
            case 0x0B -> close(reader);
            case 0x0C, 0x0E, 0x0F, 0x00 -> jump(reader, frameUnits);
            case 0x0D -> {
                target((int) reader.first());
                copy(reader);
                flush();
            }
            case 0x10, 0x11 -> call(reader);
            default -> plain(reader);
        }
    }

    private void plain(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        if (opcode.kind() == Opcode.Kind.BULK) {
            chargeRange(opcode);
        }
        copy(reader);
        segment.follow(opcode);
    }

    /** Charges for a range operation by its length, the top operand, before it happens. */
    private void chargeRange(Opcode opcode) {
        ByteSink code = segment.bytes();
        code.localTee(tempI32).localGet(packed).localGet(tempI32).u8(0xAD);
        int loads = opcode.code() == 0xFC0A ? 1 : 0;
        int stores = opcode.code() <= 0xFC0B ? 1 : 0;
        if (stores > 0) {
            // Memory moves in words of 8 bytes.
            code.i64Const(7).u8(0x7C).i64Const(3).u8(0x88);
        }
        int instructions = Math.max(1, loads + stores);
        code.i64Const(instructions)
                .i64Const(loads)
                .i64Const(stores)
                .call(meter.bulk())
                .localSet(packed);
    }

    private void call(InstructionReader reader) {
        segment.bytes().localGet(packed).globalSet(meter.packed());
        copy(reader);
        flush();
        reload = true;
    }

    private void jump(InstructionReader reader, int frameUnits) {
        switch (reader.opcode().code()) {
            case 0x0C -> target((int) reader.first());
            case 0x0E -> {
                for (int label : reader.labels()) {
                    target(label);
                }
            }
            case 0x0F -> exit(segment.bytes(), frameUnits);
            default -> {}
        }
        copy(reader);
        flush();
        dead = true;
    }

    private void open(InstructionReader reader) {
        frames.add(new Frame(reader.opcode().code()));
    }

    private void target(int label) {
        Frame frame = frames.get(frames.size() - 1 - label);
        frame.joined |= !frame.loop;
    }

    private void middle(InstructionReader reader) {
        flush();
        copyOut(reader);
        dead = false;
    }

    private void close(InstructionReader reader) {
        Frame frame = frames.remove(frames.size() - 1);
        if (frame.joined || frames.isEmpty() || dead) {
            flush();
            copyOut(reader);
        } else {
            segment.forgetOperands();
            copy(reader);
        }
        dead = false;
    }

    private void skipDead(InstructionReader reader) {
        switch (reader.opcode().code()) {
            case 0x02, 0x03, 0x04 -> deadNesting++;
            case 0x05 -> {
                if (deadNesting == 0) {
                    middle(reader);
                }
            }
            case 0x0B -> {
                if (deadNesting == 0) {
                    close(reader);
                } else {
                    deadNesting--;
                }
            }
            default -> {}
        }
    }

    /** Ends the present segment: its charge first, then the test where one is due, then its code. */
    private void flush() {
        long cost = segment.cost();
        if (cost != 0 || reload) {
            if (reload) {
                out.globalGet(meter.packed());
            } else {
                out.localGet(packed);
            }
            if (cost != 0) {
                out.i64Const(cost).u8(0x7C);
            }
            out.localSet(packed);
            reload = false;
        }
        if (check) {
            guardTest();
            check = false;
        }
        segment.writeTo(out, tempF32, tempF64);
    }

    /** One test for the guards of the three fields and for a negative depth, whose upper bits are all set. */
    private void guardTest() {
        out.localGet(packed)
                .localGet(depth)
                .u8(0x84)
                .i64Const(Meter.GUARDS)
                .u8(0x83)
                .i64Const(0)
                .u8(0x52);
        out.u8(0x04).u8(InstructionReader.EMPTY_BLOCK);
        out.localGet(packed).call(meter.spill()).localSet(packed).u8(0x0B);
    }

    private void copy(InstructionReader reader) {
        segment.bytes().copy(reader.input().array(), reader.start(), reader.end());
    }

    private void copyOut(InstructionReader reader) {
        out.copy(reader.input().array(), reader.start(), reader.end());
    }

    static void blockType(ByteSink sink, int encoded) {
        if (encoded < 0) {
            sink.u8(encoded + 0x80);
        } else {
            sink.s64(encoded);
        }
    }
}
