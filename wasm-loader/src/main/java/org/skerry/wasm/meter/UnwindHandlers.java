package org.skerry.wasm.meter;

import java.util.List;
import java.util.function.IntPredicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
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
    private static final String FUNCTION = "func_";
    private static final String MEMORY = "com/dylibso/chicory/runtime/Memory";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final int FIRST_TRAFFIC = 2;
    private static final int FIRST_REST = 6;

    private final ModuleImage image;
    private final boolean exact;
    private final IntPredicate compiled;

    /** Handlers for the functions that are {@code compiled}, by index; methods of others are not what they were written as. */
    UnwindHandlers(ModuleImage image, boolean exact, IntPredicate compiled) {
        this.image = image;
        this.exact = exact;
        this.compiled = compiled;
    }

    /** Adds the handler if the method is a function of the original module. */
    void add(MethodNode method) {
        int defined = definedFunction(method.name);
        if (defined < 0) {
            return;
        }
        ModuleImage.Function function = image.functions().get(defined);
        FuncType type = image.types().get(function.type());
        int memory = ValueType.slots(type.params());
        int fuel = memory + 2 + ValueType.slots(function.locals());
        removeDeadCode(method);
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        method.instructions.insert(firstReload(method, fuel), start);
        method.instructions.add(end);
        method.instructions.add(handler(memory, fuel));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
    }

    private int definedFunction(String method) {
        if (!method.startsWith(FUNCTION)) {
            return -1;
        }
        int index = Integer.parseInt(method.substring(FUNCTION.length()));
        int defined = index - image.imports().size();
        return defined < image.functions().size() && compiled.test(index) ? defined : -1;
    }

    /**
     * Removes what the compiler left of code that cannot be reached: idle instructions under a frame without locals, for which no
     * handler of ours could be verified.
     */
    private static void removeDeadCode(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof FrameNode frame && frame.local.isEmpty() && frame.stack.equals(List.of(THROWABLE))) {
                AbstractInsnNode idle = frame.getNext();
                while (idle.getOpcode() == Opcodes.NOP) {
                    idle = remove(method, idle);
                }
                remove(method, idle);
                method.instructions.remove(frame);
            }
        }
    }

    private static AbstractInsnNode remove(MethodNode method, AbstractInsnNode insn) {
        AbstractInsnNode next = insn.getNext();
        method.instructions.remove(insn);
        return next;
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

    private InsnList handler(int memory, int fuel) {
        Object[] locals = new Object[fuel + 4];
        int count = 0;
        while (count < memory) {
            locals[count++] = Opcodes.TOP;
        }
        locals[count++] = MEMORY;
        while (count < fuel) {
            locals[count++] = Opcodes.TOP;
        }
        for (int wide = 0; wide < 4; wide++) {
            locals[count++] = Opcodes.LONG;
        }
        InsnList code = new InsnList();
        code.add(new FrameNode(Opcodes.F_NEW, count, locals, 1, new Object[] {THROWABLE}));
        code.add(new VarInsnNode(Opcodes.ALOAD, memory));
        if (exact) {
            code.add(new VarInsnNode(Opcodes.LLOAD, fuel + FIRST_REST));
            code.add(call("unwoundExact", Type.LONG_TYPE));
        } else {
            code.add(new VarInsnNode(Opcodes.LLOAD, fuel));
            code.add(new VarInsnNode(Opcodes.LLOAD, fuel + FIRST_TRAFFIC));
            code.add(call("unwound", Type.LONG_TYPE, Type.LONG_TYPE));
        }
        code.add(new InsnNode(Opcodes.ATHROW));
        return code;
    }

    private static MethodInsnNode call(String name, Type... counters) {
        StringBuilder descriptor = new StringBuilder("(Ljava/lang/Object;");
        List.of(counters).forEach(counter -> descriptor.append(counter.getDescriptor()));
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(Meter.class),
                name,
                descriptor.append(")V").toString());
    }
}
