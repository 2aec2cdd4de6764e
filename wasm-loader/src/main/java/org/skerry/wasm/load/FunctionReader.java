package org.skerry.wasm.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the body of a function within the limits of a policy: locals, then every instruction known, blocks closed, else only in
 * if, branches to blocks that are open. One reader for all functions of a module, since they share a limit.
 */
final class FunctionReader {
    /**
     * Locals of all functions together: ten bytes of a file can declare thousands, and each costs bytes of compiled code.
     * Assumption: real modules of a megabyte have some ten thousand.
     */
    private static final int MAX_LOCALS_OF_ALL = 500_000;

    private final Policy policy;
    private final int[] open;
    private long localsOfAll;

    FunctionReader(Policy policy) {
        this.policy = policy;
        this.open = new int[policy.nesting() + 1];
    }

    /** Reads one body to its end; {@code who} is how refusals call the function. */
    ModuleImage.Function read(String who, int type, int params, WasmInput in) {
        List<ValueType> locals = locals(who, params, in);
        int start = in.position();
        checkBlocks(who, in);
        return new ModuleImage.Function(type, List.copyOf(locals), start, in.position());
    }

    private List<ValueType> locals(String who, int params, WasmInput in) {
        List<ValueType> locals = new ArrayList<>();
        long total = params;
        for (int groups = in.count("groups of locals"); groups > 0; groups--) {
            long count = in.u32();
            total += count;
            if (total > policy.locals()) {
                throw in.tooMuch(who + " has " + total + " parameters and locals", policy.locals(), "locals");
            }
            localsOfAll += count;
            if (localsOfAll > MAX_LOCALS_OF_ALL) {
                throw in.refuse(
                        "its functions declare more than " + MAX_LOCALS_OF_ALL + " locals together",
                        "Make the module smaller.");
            }
            ValueType local = InstructionReader.valueType(in);
            for (long i = 0; i < count; i++) {
                locals.add(local);
            }
        }
        return locals;
    }

    private void checkBlocks(String who, WasmInput in) {
        InstructionReader reader = new InstructionReader(in);
        int depth = 1;
        open[0] = Code.BLOCK;
        while (depth > 0) {
            if (!reader.next()) {
                throw in.refuse(who + " has " + depth + " blocks without an end", WasmInput.AGAIN);
            }
            int code = reader.opcode().code();
            switch (code) {
                case Code.BLOCK, Code.LOOP, Code.IF -> {
                    if (depth == open.length) {
                        throw in.tooMuch(who + " nests " + depth + " blocks", policy.nesting(), "nesting");
                    }
                    open[depth++] = code;
                }
                case Code.ELSE -> {
                    if (open[depth - 1] != Code.IF) {
                        throw in.refuseAt(reader.start(), "else stands outside of if", WasmInput.AGAIN);
                    }
                    open[depth - 1] = code;
                }
                case Code.END -> depth--;
                case Code.BR, Code.BR_IF -> checkLabel(in, reader, (int) reader.first(), depth);
                case Code.BR_TABLE -> {
                    for (int label : reader.labels()) {
                        checkLabel(in, reader, label, depth);
                    }
                }
                default -> {}
            }
        }
        if (in.left() > 0) {
            throw in.refuse(who + " goes on after its last end", WasmInput.AGAIN);
        }
    }

    private static void checkLabel(WasmInput in, InstructionReader reader, int label, int depth) {
        if (label >= depth) {
            throw in.refuseAt(
                    reader.start(),
                    "a branch leaves " + label + " blocks but only " + depth + " are open",
                    WasmInput.AGAIN);
        }
    }
}
