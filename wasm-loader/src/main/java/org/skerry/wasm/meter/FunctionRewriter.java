package org.skerry.wasm.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Opcode;
import org.skerry.wasm.load.ValueType;

/**
 * Rewrites one function so that it counts what it executes. It cuts the code into stretches that run from their first to their
 * last instruction or trap, and puts the charge ({@link Charges}) before each. A stretch ends where control can come in or go out:
 * at loop, if, else, branches, calls, and at the end of a block that a branch leads to.
 *
 * <p>Code that cannot be reached is left out. The function keeps its index and type, and its labels keep their numbers.
 */
final class FunctionRewriter {
    /** A function that counts at most this much without calls and loops needs no test of its own. */
    private static final int TINY_INSTRUCTIONS = 8;

    /** A block that is open, and whether its end can be reached by a branch. */
    private static final class Frame {
        final boolean loop;
        boolean joined;

        Frame(int opcode) {
            loop = opcode == Code.LOOP;
            joined = opcode == Code.IF;
        }
    }

    private final ModuleImage module;
    private final ModuleImage.Function function;
    private final int bodyType;
    private final CallGraph calls;
    private final Charges charges;
    private final Flows flows; // null: nobody follows values
    private final Map<Integer, RoundLoops.Round> rounds;
    private final Map<Integer, CountedLoops.Back> counted;

    private final List<Frame> frames = new ArrayList<>();
    private final Segment segment = new Segment();
    private final ByteSink out = new ByteSink();
    private boolean inRounds; // from the head of a loop that counts rounds to its branch back
    private boolean dead;
    private int deadNesting;

    /**
     * A rewriter of one function.
     *
     * @param bodyType block type of the body, as it is encoded: the results of the function without its parameters
     */
    FunctionRewriter(
            ModuleImage module,
            ModuleImage.Function function,
            int bodyType,
            CallGraph calls,
            Charges charges,
            Flows flows) {
        this.flows = flows;
        this.module = module;
        this.function = function;
        this.bodyType = bodyType;
        this.calls = calls;
        this.charges = charges;
        counted = CountedLoops.branchesBack(module, function);
        rounds = charges.exact() ? Map.of() : RoundLoops.of(module, function);
    }

    /** The new body: locals and code. */
    ByteSink rewrite(FunctionShape shape) {
        if (shape.calls() || shape.instructions() > TINY_INSTRUCTIONS) {
            charges.checkNext();
        }
        locals();
        // One block around everything: whatever leaves the function passes its end, but for return.
        out.u8(Code.BLOCK);
        blockType();
        frames.add(new Frame(Code.BLOCK));
        if (flows != null) {
            flows.enter(segment.bytes());
        }
        if (shape.calls() || shape.host()) {
            segment.chargeFrame();
        }
        InstructionReader reader = new InstructionReader(module, function);
        while (reader.next()) {
            if (dead) {
                skipDead(reader);
            } else {
                step(reader);
            }
        }
        if (flows != null) {
            flows.leave(out);
        }
        charges.leave(out);
        out.u8(Code.END);
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
        count += Charges.declare(groups, !rounds.isEmpty());
        count += flows == null ? 0 : flows.declare(groups);
        out.u32(count).append(groups);
    }

    private void blockType() {
        if (bodyType < 0) {
            out.u8(bodyType + 0x80);
        } else {
            out.s64(bodyType);
        }
    }

    private void step(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        segment.charge(opcode);
        if (flows != null) {
            flows.before(reader, segment.bytes());
        }
        switch (opcode.code()) {
            case Code.NOP -> {}
            case Code.BLOCK -> {
                open(opcode);
                copy(reader);
                segment.forgetOperands();
            }
            case Code.LOOP -> {
                open(opcode);
                flush();
                loop(reader);
            }
            case Code.IF -> {
                open(opcode);
                copy(reader);
                flush();
            }
            case Code.ELSE -> middle(reader);
            case Code.END -> close(reader);
            case Code.BR, Code.BR_TABLE, Code.RETURN, Code.UNREACHABLE -> jump(reader);
            case Code.BR_IF -> branch(reader);
            case Code.CALL, Code.CALL_INDIRECT -> call(reader);
            default -> plain(reader);
        }
        if (flows != null) {
            flows.after(reader, segment.bytes());
        }
    }

    private void loop(InstructionReader reader) {
        RoundLoops.Round round = rounds.get(reader.start());
        if (round == null) {
            copyOut(reader);
            charges.checkNext();
        } else {
            charges.enter(out, round);
            copyOut(reader);
            charges.head(out, round);
            inRounds = true;
        }
    }

    private void branch(InstructionReader reader) {
        int label = (int) reader.first();
        target(label);
        CountedLoops.Back back = counted.get(reader.start());
        if (back != null && flows == null) {
            segment.bytes().compareByOrder(back);
        }
        copy(reader);
        flush();
        if (inRounds) {
            charges.endRounds(out);
            inRounds = false;
        }
    }

    private void plain(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        boolean range = opcode.kind() == Opcode.Kind.BULK;
        if (range) {
            charges.chargeRange(segment.bytes(), opcode);
        }
        boolean access = range || Meter.traffic(opcode) != 0;
        if (access && charges.marked()) {
            segment.mark(range);
        }
        copy(reader);
        segment.follow(opcode);
        if (access && charges.marked()) {
            segment.endMarked();
        } else if (access && charges.exact()) {
            segment.endPiece();
        }
    }

    private void call(InstructionReader reader) {
        boolean direct = reader.opcode().code() == Code.CALL;
        boolean reachesHost = !direct || calls.reachesHost((int) reader.first());
        charges.beforeCall(segment.bytes(), reachesHost);
        copy(reader);
        flush();
        charges.afterCall();
    }

    private void jump(InstructionReader reader) {
        switch (reader.opcode().code()) {
            case Code.BR -> target((int) reader.first());
            case Code.BR_TABLE -> {
                for (int label : reader.labels()) {
                    target(label);
                }
            }
            case Code.RETURN -> charges.leave(segment.bytes());
            default -> {}
        }
        copy(reader);
        flush();
        dead = true;
    }

    private void open(Opcode opcode) {
        frames.add(new Frame(opcode.code()));
    }

    /** A branch leads to the end of that block, or to the head of that loop. */
    private void target(int label) {
        Frame frame = frames.get(frames.size() - 1 - label);
        frame.joined |= !frame.loop;
    }

    private void middle(InstructionReader reader) {
        if (flows != null) {
            flows.middle(dead, segment.bytes());
        }
        flush();
        copyOut(reader);
        dead = false;
    }

    private void close(InstructionReader reader) {
        if (flows != null) {
            flows.close(dead, segment.bytes());
        }
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
            case Code.BLOCK, Code.LOOP, Code.IF -> deadNesting++;
            case Code.ELSE -> {
                if (deadNesting == 0) {
                    middle(reader);
                }
            }
            case Code.END -> {
                if (deadNesting == 0) {
                    close(reader);
                } else {
                    deadNesting--;
                }
            }
            default -> {}
        }
    }

    /** Ends the present stretch. */
    private void flush() {
        segment.writeTo(out, charges);
    }

    private void copy(InstructionReader reader) {
        segment.bytes().copy(reader.input().array(), reader.start(), reader.end());
    }

    private void copyOut(InstructionReader reader) {
        out.copy(reader.input().array(), reader.start(), reader.end());
    }
}
