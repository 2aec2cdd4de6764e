package org.skerry.wasm.meter;

import java.util.List;
import java.util.function.IntPredicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.ValueType;

/**
 * Puts a handler around each compiled function that hands what its locals have counted to the memory object when an exception
 * leaves it: a trap in the middle of a long loop is then accounted for. Costs nothing while nothing is thrown.
 */
final class UnwindHandlers {
    /** Slots of what {@code Charges} keeps in locals, after that of the fuel. */
    static final int FIRST_TRAFFIC = 2;

    static final int FIRST_REST = 6;
    static final int FIRST_ROUNDS = 11;

    private final ModuleImage image;
    private final Rewriting rewriting;
    private final IntPredicate compiled;

    /** Handlers for the functions that are {@code compiled}, by index; methods of others are not what they were written as. */
    UnwindHandlers(ModuleImage image, Rewriting rewriting, IntPredicate compiled) {
        this.image = image;
        this.rewriting = rewriting;
        this.compiled = compiled;
    }

    /** Whether the method of this function is what the rewriter wrote, and marked. */
    boolean isMarked(int index) {
        return rewriting == Rewriting.MARKED && compiled.test(index);
    }

    /** Adds the handler to the method that was made of function {@code index} of the original module. */
    void add(MethodNode method, int index, ModuleImage.Function function) {
        if (!compiled.test(index)) {
            return;
        }
        FuncType type = image.types().get(function.type());
        int memory = ValueType.slots(type.params());
        int fuel = fuel(image, function);
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        method.instructions.insert(firstReload(method, fuel), start);
        method.instructions.add(end);
        boolean rounds =
                rewriting != Rewriting.EXACT && !RoundLoops.of(image, function).isEmpty();
        method.instructions.add(handler(memory, fuel, rounds));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
    }

    /** The store of the fuel that was fetched at the entry; the one before it only clears the local. */
    private static AbstractInsnNode firstReload(MethodNode method, int fuel) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof VarInsnNode store
                    && store.getOpcode() == Opcodes.LSTORE
                    && store.var == fuel
                    && store.getPrevious().getOpcode() != Opcodes.LCONST_0) {
                return insn;
            }
        }
        throw new IllegalStateException("compiled guest code of an unknown form: " + method.name + " fetches no fuel");
    }

    private InsnList handler(int memory, int fuel, boolean rounds) {
        InsnList code = new InsnList();
        if (rewriting != Rewriting.AT_CALLS) {
            code.add(new VarInsnNode(Opcodes.ALOAD, memory));
            code.add(new VarInsnNode(Opcodes.LLOAD, fuel + FIRST_REST));
            code.add(call(rewriting == Rewriting.EXACT ? "unwoundExact" : "cut", Type.LONG_TYPE));
        }
        if (rewriting != Rewriting.EXACT) {
            unwound(code, memory, fuel, rounds);
        }
        code.add(new InsnNode(Opcodes.ATHROW));
        return code;
    }

    private static void unwound(InsnList code, int memory, int fuel, boolean rounds) {
        code.add(new VarInsnNode(Opcodes.ALOAD, memory));
        code.add(counters(fuel, rounds));
        if (rounds) {
            code.add(call(
                    "unwoundRounds", Type.LONG_TYPE, Type.LONG_TYPE, Type.INT_TYPE, Type.INT_TYPE, Type.LONG_TYPE));
        } else {
            code.add(call("unwound", Type.LONG_TYPE, Type.LONG_TYPE));
        }
    }

    /** Slot of the fuel of a function, the first of those that {@code Charges} has. */
    static int fuel(ModuleImage image, ModuleImage.Function function) {
        FuncType type = image.types().get(function.type());
        return ValueType.slots(type.params()) + 2 + ValueType.slots(function.locals());
    }

    private static InsnList counters(int fuel, boolean rounds) {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.LLOAD, fuel));
        code.add(new VarInsnNode(Opcodes.LLOAD, fuel + FIRST_TRAFFIC));
        if (rounds) {
            code.add(rounds(fuel));
        }
        return code;
    }

    /** What the loops of a function that count rounds keep: granted, left, and what a round costs. */
    static InsnList rounds(int fuel) {
        int granted = fuel + FIRST_ROUNDS;
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ILOAD, granted));
        code.add(new VarInsnNode(Opcodes.ILOAD, granted + 1));
        code.add(new VarInsnNode(Opcodes.LLOAD, granted + 2));
        return code;
    }

    static MethodInsnNode call(String name, Type... counters) {
        StringBuilder descriptor = new StringBuilder("(Ljava/lang/Object;");
        List.of(counters).forEach(counter -> descriptor.append(counter.getDescriptor()));
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(Meter.class),
                name,
                descriptor.append(")V").toString());
    }
}
