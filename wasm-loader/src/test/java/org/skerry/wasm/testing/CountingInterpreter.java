package org.skerry.wasm.testing;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The oracle of the meter: Chicory's interpreter on the module as it was given, with a listener that counts every instruction it
 * is about to execute by the rules of the meter. Shares no code with the rewriter.
 */
public final class CountingInterpreter {
    /** Thrown where a run takes too long for a test. */
    public static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final int SIXTEENTHS = 16;

    private final Instance instance;
    private final long limit;

    /** By the first instruction of each function: whether it calls others. */
    private final Map<Instruction, Boolean> callers = new IdentityHashMap<>();

    /** By ordinal of the operator: how often it was executed. */
    public final long[] executed = new long[OpCode.values().length];

    /** How often a function began that calls others. */
    public long frames;

    /** By ordinal of the operator: its weight, and what it loads and stores. */
    private final int[] weights = new int[executed.length];

    private final int[] loadsOf = new int[executed.length];
    private final int[] storesOf = new int[executed.length];

    private boolean entering;
    private long sixteenths;
    /** Instructions so far, rounded up. */
    public long instructions;

    public long loads;
    public long stores;

    /** Whether the last call trapped. */
    public boolean trapped;

    public CountingInterpreter(byte[] module, long limit) {
        this.limit = limit;
        for (OpCode opcode : OpCode.values()) {
            weights[opcode.ordinal()] = weight(opcode.name());
            loadsOf[opcode.ordinal()] = opcode.name().contains("_LOAD") ? 1 : 0;
            storesOf[opcode.ordinal()] = opcode.name().contains("_STORE") ? 1 : 0;
        }
        WasmModule parsed = Parser.parse(module);
        for (int i = 0; i < parsed.codeSection().functionBodyCount(); i++) {
            List<? extends Instruction> body =
                    parsed.codeSection().getFunctionBody(i).instructions();
            callers.put(body.get(0), body.stream().anyMatch(CountingInterpreter::isCall));
        }
        instance = Instance.builder(parsed)
                .withMemoryFactory(ByteArrayMemory::new)
                .withUnsafeExecutionListener(this::count)
                .build();
    }

    /** Calls an export () -> (). */
    public void call(String export) {
        trapped = false;
        entering = true;
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

    private static boolean isCall(Instruction instruction) {
        return instruction.opcode() == OpCode.CALL || instruction.opcode() == OpCode.CALL_INDIRECT;
    }

    private void count(Instruction instruction, MStack stack) {
        // A call of the host is followed by the next instruction of the caller, which is no function's first.
        if (entering && callers.getOrDefault(instruction, false)) {
            sixteenths += 13 * SIXTEENTHS;
            frames++;
        }
        entering = isCall(instruction);
        OpCode opcode = instruction.opcode();
        switch (opcode) {
            case MEMORY_COPY -> range(2 * words(stack), words(stack), words(stack));
            case MEMORY_FILL, MEMORY_INIT -> range(words(stack), 0, words(stack));
            case TABLE_COPY, TABLE_FILL, TABLE_INIT, TABLE_GROW -> range(stack.peek() & 0xFFFF_FFFFL, 0, 0);
            default -> {
                loads += loadsOf[opcode.ordinal()];
                stores += storesOf[opcode.ordinal()];
            }
        }
        executed[opcode.ordinal()]++;
        sixteenths += weights[opcode.ordinal()];
        instructions = (sixteenths + SIXTEENTHS - 1) / SIXTEENTHS;
        if (instructions > limit) {
            throw new TooLong();
        }
    }

    /** The table of docs/CONTRACT.md, in sixteenths, by the name of an operator. */
    public static int weight(String name) {
        String operator = name.substring(name.indexOf('_') + 1);
        boolean integer = name.startsWith("I32_") || name.startsWith("I64_");
        boolean floating = name.startsWith("F32_") || name.startsWith("F64_");
        if (name.endsWith("_CONST")) {
            return 1;
        }
        if (integer) {
            return switch (operator) {
                case "EQZ", "EQ", "NE", "LT_S", "LT_U", "GT_S", "GT_U", "LE_S", "LE_U", "GE_S", "GE_U" -> 9;
                case "ROTL", "ROTR" -> 3 * SIXTEENTHS;
                case "DIV_S", "DIV_U", "REM_S", "REM_U" -> 5 * SIXTEENTHS;
                case "CLZ", "CTZ", "POPCNT" -> 20 * SIXTEENTHS;
                default -> SIXTEENTHS;
            };
        }
        if (floating) {
            return switch (operator) {
                case "CEIL", "FLOOR", "TRUNC", "NEAREST" -> 5 * SIXTEENTHS;
                case "MIN", "MAX" -> 4 * SIXTEENTHS;
                default -> SIXTEENTHS;
            };
        }
        return switch (name) {
            case "NOP", "BLOCK", "LOOP", "ELSE", "END" -> 0;
            case "LOCAL_GET", "LOCAL_TEE", "DROP" -> 1;
            case "LOCAL_SET" -> 6;
            case "SELECT", "SELECT_T" -> 23;
            case "CALL" -> 2 * SIXTEENTHS;
            case "CALL_INDIRECT" -> 3 * SIXTEENTHS;
            case "BR_TABLE" -> 6 * SIXTEENTHS;
            default -> SIXTEENTHS;
        };
    }

    private static long words(MStack stack) {
        return ((stack.peek() & 0xFFFF_FFFFL) + 7) / 8;
    }

    private void range(long moreInstructions, long moreLoads, long moreStores) {
        sixteenths += moreInstructions * SIXTEENTHS;
        loads += moreLoads;
        stores += moreStores;
    }
}
