package org.skerry.wasm.testing;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;

/**
 * The oracle of the meter: Chicory's interpreter on the module as it was given, with a listener that counts every instruction it
 * is about to execute by the rules of the meter. Shares no code with the rewriter.
 */
public final class CountingInterpreter {
    /** Thrown where a run takes too long for a test. */
    public static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Instance instance;
    private final long limit;
    public long instructions;
    public long loads;
    public long stores;

    /** Whether the last call trapped. */
    public boolean trapped;

    public CountingInterpreter(byte[] module, long limit) {
        this.limit = limit;
        instance = Instance.builder(Parser.parse(module))
                .withMemoryFactory(ByteArrayMemory::new)
                .withUnsafeExecutionListener(this::count)
                .build();
    }

    /** Calls an export () -> (). */
    public void call(String export) {
        trapped = false;
        try {
            instance.export(export).apply();
        } catch (ChicoryException e) {
            trapped = true;
        }
    }

    /** Bytes of the memory from 0 on. */
    public byte[] memory(int length) {
        return instance.memory().readBytes(0, length);
    }

    /** Value of a global. */
    public long global(int index) {
        return instance.global(index).getValue();
    }

    private void count(Instruction instruction, MStack stack) {
        OpCode opcode = instruction.opcode();
        switch (opcode) {
            case NOP, BLOCK, LOOP, ELSE, END -> {
                return;
            }
            case MEMORY_COPY -> range(2 * words(stack), words(stack), words(stack));
            case MEMORY_FILL, MEMORY_INIT -> range(words(stack), 0, words(stack));
            case TABLE_COPY, TABLE_FILL, TABLE_INIT, TABLE_GROW -> range(stack.peek() & 0xFFFF_FFFFL, 0, 0);
            default -> {
                String name = opcode.name();
                loads += name.contains("_LOAD") ? 1 : 0;
                stores += name.contains("_STORE") ? 1 : 0;
            }
        }
        if (++instructions > limit) {
            throw new TooLong();
        }
    }

    private static long words(MStack stack) {
        return ((stack.peek() & 0xFFFF_FFFFL) + 7) / 8;
    }

    private void range(long moreInstructions, long moreLoads, long moreStores) {
        instructions += moreInstructions;
        loads += moreLoads;
        stores += moreStores;
    }
}
