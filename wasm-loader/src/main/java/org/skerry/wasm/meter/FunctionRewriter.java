package org.skerry.wasm.meter;

import java.util.ArrayList;
import java.util.List;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Opcode;
import org.skerry.wasm.load.ValueType;

/**
 * Rewrites one function so that it counts what it executes ({@link Meter}). Fuel lives in a local, traffic in a second one that
 * counts from 0 and is added to its global where it must be known:
 *
 * <pre>
 *   entry   fuel = global                            (depth -= frame, in functions that may recurse)
 *   stretch fuel -= instructions, traffic += loads and stores
 *   loop    if (fuel &lt; 0) stop                       after the charge of the loop's first stretch
 *   call    globals = locals; call; fuel = global    so the host always sees the true count; traffic stays where it is
 *                                                    if the call cannot lead to the host
 *   exit    globals = locals                         (depth += frame)
 * </pre>
 *
 * An exact rewrite ends a stretch after each memory access as well and writes the globals at every charge, so that whoever
 * watches the accesses sees the true count at each.
 *
 * <p>Code that cannot be reached is left out. The function keeps its index and type, and its labels keep their numbers.
 */
final class FunctionRewriter {
    /** A function that counts at most this much without calls and loops needs no test of its own. */
    private static final int TINY_INSTRUCTIONS = 8;
    /** Slots of locals and operands that cost one unit of call depth. */
    private static final int SLOTS_PER_DEPTH = 256;

    private static final int I64 = ValueType.I64.code();
    private static final int F32 = ValueType.F32.code();
    private static final int F64 = ValueType.F64.code();

    private static final int UNREACHABLE = 0x00;
    private static final int IF = 0x04;
    private static final int END = 0x0B;
    private static final int LT_S = 0x53;
    private static final int ADD = 0x7C;
    private static final int SUB = 0x7D;
    private static final int MUL = 0x7E;
    private static final int OR = 0x84;
    private static final int SHR_U = 0x88;
    private static final int WRAP = 0xA7;
    private static final int EXTEND_U = 0xAD;

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
    private final boolean exact;

    private final int fuel;
    private final int traffic;
    private final int depth;
    private final int amount;
    private final int tempF32;
    private final int tempF64;
    private final FunctionShape shape;
    private final CallGraph calls;
    private final int frameUnits;

    private final List<Frame> frames = new ArrayList<>();
    private final Segment segment = new Segment();
    private final ByteSink out = new ByteSink();
    private boolean entry = true;
    private boolean reload = true;
    private boolean keepTraffic;
    private boolean check;
    private boolean dead;
    private int deadNesting;

    /**
     * A rewriter of one function.
     *
     * @param frameUnits units of call depth of an activation; 0 where the function cannot be part of a deep recursion
     * @param bodyType   block type of the body, as it is encoded: the results of the function without its parameters
     * @param exact      whether the globals must be up to date at each memory access
     */
    FunctionRewriter(
            ModuleImage module,
            MeterGlobals meter,
            ModuleImage.Function function,
            FunctionShape shape,
            CallGraph calls,
            int frameUnits,
            int bodyType,
            boolean exact) {
        this.module = module;
        this.meter = meter;
        this.function = function;
        this.shape = shape;
        this.calls = calls;
        this.frameUnits = frameUnits;
        this.bodyType = bodyType;
        this.exact = exact;
        fuel = module.types().get(function.type()).params().size()
                + function.locals().size();
        traffic = fuel + 1;
        depth = fuel + 2;
        amount = fuel + 3;
        tempF32 = fuel + 4;
        tempF64 = fuel + 5;
    }

    /** Units of call depth of one activation of a function: frames of many slots cost more. Wide values take two slots. */
    static int depthUnits(ModuleImage module, FunctionShape shape, ModuleImage.Function function) {
        int slots =
                slots(module.types().get(function.type()).params()) + slots(function.locals()) + 2 * shape.maxHeight();
        return 1 + slots / SLOTS_PER_DEPTH;
    }

    private static int slots(List<ValueType> types) {
        int slots = 0;
        for (ValueType type : types) {
            slots += type == ValueType.I64 || type == ValueType.F64 ? 2 : 1;
        }
        return slots;
    }

    /** The new body: locals and code. */
    ByteSink rewrite() {
        check = frameUnits > 0 || shape.calls() || shape.instructions() > TINY_INSTRUCTIONS;
        locals();
        if (frameUnits > 0) {
            out.globalGet(meter.depth())
                    .i64Const(-frameUnits)
                    .u8(ADD)
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
                step(reader);
            }
        }
        exit(out);
        out.u8(END);
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
        groups.u32(4).u8(I64).u32(1).u8(F32).u32(1).u8(F64);
        out.u32(count + 3).append(groups);
    }

    private void exit(ByteSink sink) {
        settle(sink);
        if (frameUnits > 0) {
            sink.localGet(depth).i64Const(frameUnits).u8(ADD).globalSet(meter.depth());
        }
    }

    /** Brings the globals up to date. */
    private void settle(ByteSink sink) {
        if (!exact) {
            sink.localGet(fuel).globalSet(meter.fuel());
            if (shape.traffic()) {
                sink.globalGet(meter.traffic()).localGet(traffic).u8(ADD).globalSet(meter.traffic());
            }
        }
    }

    private void step(InstructionReader reader) {
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
            case 0x0C, 0x0E, 0x0F, 0x00 -> jump(reader);
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
        if (exact && (Meter.traffic(opcode) != 0 || opcode.kind() == Opcode.Kind.BULK)) {
            flush();
        }
    }

    /** Charges for a range operation by its length, the top operand, and looks at the budget before it happens. */
    private void chargeRange(Opcode opcode) {
        boolean reads = opcode.code() == 0xFC0A;
        boolean writes = opcode.code() <= 0xFC0B;
        ByteSink code = segment.bytes();
        code.u8(EXTEND_U).localTee(amount).u8(WRAP);
        if (writes) {
            // Memory moves in words of 8 bytes.
            code.localGet(amount).i64Const(7).u8(ADD).i64Const(3).u8(SHR_U).localSet(amount);
        }
        code.localGet(fuel)
                .localGet(amount)
                .i64Const(reads ? 2 : 1)
                .u8(MUL)
                .u8(SUB)
                .localSet(fuel);
        if (exact) {
            code.localGet(fuel).globalSet(meter.fuel());
        }
        if (writes) {
            getTraffic(code)
                    .localGet(amount)
                    .i64Const(Meter.traffic(reads, true))
                    .u8(MUL)
                    .u8(ADD);
            setTraffic(code);
        }
        guardTest(code, false);
    }

    /** A callee needs the fuel; the traffic only if it can lead to the host. */
    private void call(InstructionReader reader) {
        boolean direct = reader.opcode().code() == 0x10;
        boolean quiet = direct && !calls.reachesHost((int) reader.first());
        if (quiet && !exact) {
            segment.bytes().localGet(fuel).globalSet(meter.fuel());
        } else {
            settle(segment.bytes());
        }
        copy(reader);
        flush();
        reload = true;
        keepTraffic = quiet;
    }

    private void jump(InstructionReader reader) {
        switch (reader.opcode().code()) {
            case 0x0C -> target((int) reader.first());
            case 0x0E -> {
                for (int label : reader.labels()) {
                    target(label);
                }
            }
            case 0x0F -> exit(segment.bytes());
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
        if (segment.instructions() != 0 || reload) {
            if (reload) {
                out.globalGet(meter.fuel());
            } else {
                out.localGet(fuel);
            }
            if (segment.instructions() != 0) {
                out.i64Const(-segment.instructions()).u8(ADD);
            }
            out.localSet(fuel);
            if (exact) {
                out.localGet(fuel).globalSet(meter.fuel());
            }
        }
        if (segment.traffic() != 0) {
            if (startsAfresh()) {
                out.i64Const(segment.traffic());
            } else {
                getTraffic(out).i64Const(segment.traffic()).u8(ADD);
            }
            setTraffic(out);
        } else if (startsAfresh() && shape.traffic()) {
            out.i64Const(0).localSet(traffic);
        }
        if (check) {
            guardTest(out, entry && frameUnits > 0);
        }
        reload = false;
        keepTraffic = false;
        check = false;
        entry = false;
        segment.writeTo(out, tempF32, tempF64);
    }

    /** The traffic so far: of this activation since the last call, or in an exact rewrite of the turn. */
    private ByteSink getTraffic(ByteSink sink) {
        return exact ? sink.globalGet(meter.traffic()) : sink.localGet(traffic);
    }

    private void setTraffic(ByteSink sink) {
        if (exact) {
            sink.globalSet(meter.traffic());
        } else {
            sink.localSet(traffic);
        }
    }

    /** Whether the traffic in the local was just handed over, or nothing was counted yet. */
    private boolean startsAfresh() {
        return reload && !keepTraffic && !exact;
    }

    /** Stops a turn without fuel, at the entry also one without depth: one test for both signs. */
    private void guardTest(ByteSink sink, boolean alsoDepth) {
        sink.localGet(fuel);
        if (alsoDepth) {
            sink.localGet(depth).u8(OR);
        }
        sink.i64Const(0).u8(LT_S).u8(IF).u8(InstructionReader.EMPTY_BLOCK);
        sink.localGet(fuel).localGet(traffic).call(meter.stop()).u8(UNREACHABLE).u8(END);
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
