package org.skerry.wasm.actor;

import com.dylibso.chicory.wasm.types.OpCode;
import java.util.Set;
import org.skerry.wasm.testing.CountingInterpreter;
import org.skerry.wasm.testing.Kernels;

/** What the benchmarks ask of a kernel that has nothing to do with how it is run. Found by name there, as {@link KernelTurn} is. */
public final class KernelFacts {
    /** What a module has for its structure and no machine executes. */
    private static final Set<OpCode> STRUCTURE = Set.of(OpCode.NOP, OpCode.BLOCK, OpCode.LOOP, OpCode.ELSE, OpCode.END);

    private KernelFacts() {}

    /** The module of a kernel. */
    public static byte[] module(String kernel) {
        return Kernels.module(kernel);
    }

    /** WebAssembly instructions of the file that turn number {@code turn}, from 1 on, executes, by an interpreter that counts them. */
    public static long wasmInstructions(byte[] module, int turn) {
        CountingInterpreter interpreter = new CountingInterpreter(module, Long.MAX_VALUE);
        long before = 0;
        long total = 0;
        for (int i = 0; i < turn; i++) {
            interpreter.call("receive");
            before = total;
            total = executed(interpreter);
        }
        return total - before;
    }

    private static long executed(CountingInterpreter interpreter) {
        long total = 0;
        for (OpCode opcode : OpCode.values()) {
            total += STRUCTURE.contains(opcode) ? 0 : interpreter.executed[opcode.ordinal()];
        }
        return total;
    }
}
