package org.skerry.wasm.meter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Opcode;
import org.skerry.wasm.load.ValueType;

/**
 * Writes the code that follows values from loads to addresses, for one function. Each local has a second one, its <em>mark</em>: the
 * largest of the numbers of the loads that its value was computed from, as a {@link org.skerry.sim.memory.FlowModel} gave them. An operand has
 * the mark of a local, or one of its own, or none; which it is, is known when the code is rewritten:
 *
 * <pre>
 *   load    flowIn = mark of the address; load; mark of the result = flowOut
 *   store   flowIn = mark of the address, flowValue = mark of the value; store
 *   a op b  mark = the larger one; nothing to do if only one operand has one
 *   call    flowIn = the largest mark of the arguments, which all parameters get; mark of the result = flowOut
 * </pre>
 *
 * <p>All of it goes before the instruction but what takes a result, leaves the operands alone, and is not counted. What goes through a global, a
 * table, a range operation or the host has no mark; nor does control: branches are taken for foreseen.
 */
final class Flows {
    private static final int NONE = -1;
    private static final int OWN = -2; // or the number of a local

    private record Frame(boolean loop, int base, int params, int results) {}

    private final ModuleImage module;
    private final FuncType type;
    private final MeterGlobals globals;
    private final int first;
    private final int locals;
    private final int room;
    private final List<Frame> frames = new ArrayList<>();
    private int[] operands = new int[32];
    private int height;

    /**
     * Follows the values of one function.
     *
     * @param firstLocal the first local that it may use
     * @param maxHeight  operands at most
     */
    Flows(ModuleImage module, ModuleImage.Function function, MeterGlobals globals, int firstLocal, int maxHeight) {
        this.module = module;
        this.globals = globals;
        type = module.types().get(function.type());
        first = firstLocal;
        locals = type.params().size() + function.locals().size();
        room = locals + maxHeight + type.results().size() + 1;
        frames.add(new Frame(false, 0, 0, type.results().size()));
    }

    /** Declares the locals; returns in how many groups. */
    int declare(ByteSink groups) {
        groups.u32(room).u8(ValueType.I64.code());
        return 1;
    }

    /** At the entry. */
    void enter(ByteSink out) {
        for (int i = 0; i < type.params().size(); i++) {
            out.globalGet(globals.flowIn()).localSet(first + i);
        }
        out.i64Const(0).globalSet(globals.flowIn());
    }

    private int own(int at) {
        if (at >= room - locals) {
            throw new IllegalStateException(at + " operands where " + (room - locals) + " were foreseen");
        }
        return first + locals + at;
    }

    private int mark(int at) {
        return operands[at] == OWN ? own(at) : first + operands[at];
    }

    private void push(int mark) {
        if (height == operands.length) {
            operands = Arrays.copyOf(operands, 2 * height);
        }
        operands[height++] = mark;
    }

    private void push(int count, int mark) {
        for (int i = 0; i < count; i++) {
            push(mark);
        }
    }

    /** Before an instruction that is reached; structure goes to {@link #middle} and {@link #close} as well. */
    void before(InstructionReader reader, ByteSink out) {
        Opcode opcode = reader.opcode();
        switch (opcode.code()) {
            case Code.BLOCK, Code.LOOP, Code.IF -> open(reader, out);
            case Code.ELSE, Code.END, Code.NOP, Code.UNREACHABLE -> {}
            case Code.BR -> carry((int) reader.first(), out);
            case Code.BR_IF -> {
                height--;
                carry((int) reader.first(), out);
            }
            case Code.BR_TABLE -> {
                height--;
                for (int label : reader.labels()) {
                    carry(label, out);
                }
            }
            case Code.RETURN -> result(out);
            case Code.CALL -> {
                int callee = (int) reader.first();
                call(module.functionType(callee), callee >= module.imports().size(), out);
            }
            case Code.CALL_INDIRECT -> {
                height--;
                call(module.types().get((int) reader.first()), true, out);
            }
            case Code.LOCAL_GET -> push((int) reader.first());
            case Code.LOCAL_SET -> {
                set((int) reader.first(), out);
                height--;
            }
            case Code.LOCAL_TEE -> {
                set((int) reader.first(), out);
                operands[height - 1] = (int) reader.first();
            }
            default -> plain(opcode, out);
        }
    }

    private void plain(Opcode opcode, ByteSink out) {
        switch (opcode.kind()) {
            case LOAD -> {
                give(height - 1, globals.flowIn(), out);
                operands[height - 1] = NONE;
            }
            case STORE -> {
                give(height - 2, globals.flowIn(), out);
                give(height - 1, globals.flowValue(), out);
                height -= 2;
            }
            default -> {
                if (passes(opcode)) {
                    join(opcode.pops(), out);
                } else {
                    height -= opcode.pops();
                    push(opcode.pushes(), NONE);
                }
            }
        }
    }

    /** Whether a result is computed from the operands: numbers are, and what {@code select} chooses. */
    private static boolean passes(Opcode opcode) {
        int code = opcode.code();
        boolean number = code >= 0x45 && code <= Code.LAST_SIGN_EXTENSION
                || code >= Code.FIRST_SATURATING && code <= Code.LAST_SATURATING;
        return number || code == Code.SELECT || code == Code.SELECT_TYPED;
    }

    /** After it, where what follows goes. */
    void after(InstructionReader reader, ByteSink out) {
        Opcode opcode = reader.opcode();
        if (opcode.kind() == Opcode.Kind.LOAD) {
            take(height - 1, out);
        } else if (opcode.code() == Code.CALL
                && reader.first() >= module.imports().size()) {
            taken(module.functionType((int) reader.first()), out);
        } else if (opcode.code() == Code.CALL_INDIRECT) {
            taken(module.types().get((int) reader.first()), out);
        }
    }

    private void taken(FuncType callee, ByteSink out) {
        for (int i = 0; i < callee.results().size(); i++) {
            take(height - 1 - i, out);
        }
    }

    private void take(int at, ByteSink out) {
        out.globalGet(globals.flowOut()).localSet(own(at));
        operands[at] = OWN;
    }

    private void give(int at, int global, ByteSink out) {
        if (operands[at] != NONE) {
            out.localGet(mark(at)).globalSet(global);
        }
    }

    private void set(int local, ByteSink out) {
        for (int i = 0; i < height - 1; i++) {
            if (operands[i] == local) {
                settle(i, out);
            }
        }
        int at = height - 1;
        if (operands[at] == NONE) {
            out.i64Const(0).localSet(first + local);
        } else if (operands[at] != local) {
            out.localGet(mark(at)).localSet(first + local);
        }
    }

    private void call(FuncType callee, boolean guest, ByteSink out) {
        int params = callee.params().size();
        join(params, out);
        if (guest) {
            give(height - 1, globals.flowIn(), out);
        }
        height--;
        push(callee.results().size(), NONE);
    }

    /** The last operands become one, with the largest of their marks. */
    private void join(int count, ByteSink out) {
        int at = height - count;
        int found = NONE;
        for (int i = at; i < height; i++) {
            if (operands[i] == NONE || found != NONE && operands[i] != OWN && operands[i] == operands[found]) {
                continue;
            }
            if (found == NONE) {
                found = i;
                continue;
            }
            int one = mark(found);
            int other = mark(i);
            out.localGet(one).localGet(other).localGet(one).localGet(other);
            out.u8(Code.I64_GT_S).u8(Code.SELECT).localSet(own(at));
            operands[at] = OWN;
            found = at;
        }
        int joined = found == NONE ? NONE : operands[found];
        if (joined == OWN && found != at) {
            out.localGet(own(found)).localSet(own(at));
        }
        height = at;
        push(joined);
    }

    // ---- structure -----------------------------------------------------------------------------------------------

    private void open(InstructionReader reader, ByteSink out) {
        height -= reader.opcode().pops();
        long block = reader.first();
        boolean indexed = block >= 0;
        FuncType shape = indexed ? module.types().get((int) block) : null;
        int params = indexed ? shape.params().size() : 0;
        int results = indexed ? shape.results().size() : block == InstructionReader.EMPTY_BLOCK - 0x80 ? 0 : 1;
        for (int i = 0; i < height; i++) {
            if (operands[i] >= 0 || i >= height - params) {
                settle(i, out); // what its local holds may change on one way only
            }
        }
        frames.add(new Frame(reader.opcode().code() == Code.LOOP, height - params, params, results));
    }

    /** At an else: the arm before it is over. */
    void middle(boolean dead, ByteSink out) {
        Frame frame = frames.get(frames.size() - 1);
        arm(frame, dead, out);
        height = frame.base();
        push(frame.params(), OWN);
    }

    /** At an end. */
    void close(boolean dead, ByteSink out) {
        Frame frame = frames.remove(frames.size() - 1);
        arm(frame, dead, out);
        height = frame.base();
        push(frame.results(), OWN);
    }

    /** After the end of the function's body. */
    void leave(ByteSink out) {
        result(out);
    }

    private void arm(Frame frame, boolean dead, ByteSink out) {
        if (!dead) {
            for (int i = 0; i < frame.results(); i++) {
                settle(frame.base() + i, out);
            }
        }
    }

    private void carry(int label, ByteSink out) {
        Frame frame = frames.get(frames.size() - 1 - label);
        int count = frame.loop() ? frame.params() : frame.results();
        for (int i = 0; i < count; i++) {
            copy(height - count + i, frame.base() + i, out);
        }
    }

    private void result(ByteSink out) {
        int count = type.results().size();
        if (count > 0) {
            int before = height;
            int[] kept = operands.clone();
            join(count, out);
            if (operands[height - 1] == NONE) {
                out.i64Const(0).globalSet(globals.flowOut());
            } else {
                give(height - 1, globals.flowOut(), out);
            }
            operands = kept;
            height = before;
        }
    }

    /** The operand gets a mark of its own. */
    private void settle(int at, ByteSink out) {
        copy(at, at, out);
        operands[at] = OWN;
    }

    private void copy(int from, int to, ByteSink out) {
        if (operands[from] == NONE) {
            out.i64Const(0).localSet(own(to));
        } else if (operands[from] != OWN || from != to) {
            out.localGet(mark(from)).localSet(own(to));
        }
    }
}
