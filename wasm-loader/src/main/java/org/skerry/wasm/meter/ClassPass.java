package org.skerry.wasm.meter;

import com.dylibso.chicory.runtime.Machine;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.skerry.wasm.load.ModuleImage;

/**
 * A pass over the classes that Chicory compiled from a rewritten module. It
 *
 * <ul>
 *   <li>turns numeric globals, those of the meter first, into fields of the memory object, which the JVM keeps in registers
 *       where it can (an object per global behind two index tests before);
 *   <li>sends every memory access to static methods of one final memory class, which see base and offset apart, so that an
 *       address is a true 33-bit number, and which need no dispatch;
 *   <li>drops the polls of the thread's interrupt flag, which are wall-clock and cost 10 to 30 percent;
 *   <li>puts {@link UnwindHandlers} around functions, so that a trap loses no count;
 *   <li>makes unsigned comparisons safe on JDK 17 ({@link UnsignedCompare});
 *   <li>lets whoever has the memory at hand call the functions with it ({@link CompiledCode});
 *   <li>lets functions of the host that are called at nearly every turn be called as what they are, without arrays of arguments
 *       and results;
 *   <li>writes comparisons and, in functions with loops that count or whose memory is watched, accesses out where they are
 *       ({@link InlineComparisons}, {@link InlineAccesses}, {@link InlineWatched}).
 * </ul>
 *
 * Entry: {@link #apply}. It refuses (IllegalStateException) a pattern it does not know: it belongs to one Chicory version.
 */
final class ClassPass {
    private static final String FUNCTION = "func_";
    private static final String GUEST = "Lorg/skerry/wasm/abi/Guest;";
    /** Instance, memory, function and arguments, as {@link CompiledCode} takes them. */
    private static final String CALL =
            "(Lcom/dylibso/chicory/runtime/Instance;Lcom/dylibso/chicory/runtime/Memory;I[J)[J";

    private static final Set<String> MEMORY = Set.of(
            "memoryReadByte",
            "memoryReadShort",
            "memoryReadInt",
            "memoryReadLong",
            "memoryReadFloat",
            "memoryReadDouble",
            "memoryWriteByte",
            "memoryWriteShort",
            "memoryWriteInt",
            "memoryWriteLong",
            "memoryWriteFloat",
            "memoryWriteDouble",
            "memoryCopy",
            "memoryFill",
            "memoryInit",
            "memoryGrow",
            "memoryPages");
    private static final Set<String> TABLES = Set.of("tableGrow", "tableFill", "tableCopy", "tableInit", "dataDrop");
    private static final Map<String, String> COMPARE = Map.of(
            "I32_LT_U", "lessThan",
            "I32_LE_U", "atMost",
            "I32_GT_U", "greaterThan",
            "I32_GE_U", "atLeast",
            "i32_ge_u", "atLeast");

    private final ModuleImage image;
    private final MeterGlobals meter;
    private final ClassTargets targets;
    private final UnwindHandlers handlers;
    private final boolean polls;

    /** A pass; {@code handlers} is null for a module that was not rewritten, which may also keep its polls. */
    ClassPass(ModuleImage image, MeterGlobals meter, ClassTargets targets, UnwindHandlers handlers, boolean polls) {
        this.image = image;
        this.polls = polls;
        this.meter = meter;
        this.targets = targets;
        this.handlers = handlers;
    }

    /** The class with the pass applied. */
    byte[] apply(byte[] bytes) {
        ClassNode node = new ClassNode();
        if (new ClassReader(bytes).getClassName().endsWith("Shaded")) {
            return bytes;
        }
        new ClassReader(bytes).accept(node, ClassReader.SKIP_FRAMES);
        for (MethodNode method : node.methods) {
            rewrite(method);
            if (method.name.startsWith(FUNCTION)) {
                function(method, Integer.parseInt(method.name.substring(FUNCTION.length())));
            }
        }
        if (node.interfaces.contains(Type.getInternalName(Machine.class))) {
            takeMemory(node);
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String one, String other) {
                return "java/lang/Object";
            }
        };
        node.accept(writer);
        return writer.toByteArray();
    }

    /** Gives the machine the method of {@link CompiledCode}: the call that its own ends with, which knows the memory already. */
    private static void takeMemory(ClassNode machine) {
        MethodInsnNode call = callOfFunctions(machine);
        machine.interfaces.add(Type.getInternalName(CompiledCode.class));
        MethodNode method = new MethodNode(Opcodes.ACC_PUBLIC, "call", call.desc, null, null);
        for (int i = 0; i < 4; i++) { // both take the same
            method.instructions.add(new VarInsnNode(i == 2 ? Opcodes.ILOAD : Opcodes.ALOAD, i + 1));
        }
        method.instructions.add(new MethodInsnNode(Opcodes.INVOKESTATIC, call.owner, call.name, call.desc));
        method.instructions.add(new InsnNode(Opcodes.ARETURN));
        machine.methods.add(method);
    }

    private static MethodInsnNode callOfFunctions(ClassNode machine) {
        for (MethodNode method : machine.methods) {
            for (AbstractInsnNode insn : method.instructions) {
                if (insn instanceof MethodInsnNode call && call.name.equals("call") && call.desc.equals(CALL)) {
                    return call;
                }
            }
        }
        throw new IllegalStateException("a machine of an unknown form in compiled guest code");
    }

    /** What was made of function {@code index}; those beyond the functions of the original module are the rewriter's. */
    private void function(MethodNode method, int index) {
        int defined = index - image.imports().size();
        if (defined < 0 && !targets.direct(index).isEmpty()) {
            callDirectly(method, targets.direct(index));
        }
        if (defined < 0 || defined >= image.functions().size()) {
            return;
        }
        ModuleImage.Function function = image.functions().get(defined);
        InlineComparisons.apply(method, Type.getInternalName(UnsignedCompare.class));
        boolean rounds = !RoundLoops.of(image, function).isEmpty();
        // The last two parameters are memory and instance.
        int memory = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - 1 - 2;
        if (targets.watched()) {
            if (handlers.isMarked(index)) {
                InlineWatched.apply(targets.memory(), method, memory, UnwindHandlers.fuel(image, function), rounds);
            }
        } else if (rounds) {
            InlineAccesses.apply(targets.memory(), method, memory);
        }
        if (handlers != null) {
            handlers.add(method, index, function);
        }
    }

    /** Puts a call of a static method, which gets the parameters and the guest, in the place of a function. */
    private void callDirectly(MethodNode method, String direct) {
        int point = direct.indexOf('.');
        Type result = Type.getReturnType(method.desc);
        Type[] parameters = Type.getArgumentTypes(method.desc); // the last two are memory and instance
        InsnList code = new InsnList();
        StringBuilder types = new StringBuilder("(");
        int slot = 0;
        for (int i = 0; i < parameters.length - 2; i++) {
            code.add(new VarInsnNode(parameters[i].getOpcode(Opcodes.ILOAD), slot));
            types.append(parameters[i]);
            slot += parameters[i].getSize();
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, slot));
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, targets.memory()));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, targets.memory(), "guest", "()" + GUEST));
        types.append(GUEST).append(')').append(result);
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC, direct.substring(0, point), direct.substring(point + 1), types.toString()));
        code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
        method.instructions = code;
        method.tryCatchBlocks.clear();
    }

    private void rewrite(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                rewrite(method, call);
            }
        }
    }

    private void rewrite(MethodNode method, MethodInsnNode call) {
        if (call.name.equals("I64_DIV_S") && divisor(call.getPrevious())) {
            method.instructions.set(call, new InsnNode(Opcodes.LDIV));
        } else if (COMPARE.containsKey(call.name)) {
            call.owner = Type.getInternalName(UnsignedCompare.class);
            call.name = COMPARE.get(call.name);
        } else if (!call.owner.endsWith("Shaded")) {
            return;
        } else if (MEMORY.contains(call.name)) {
            call.owner = targets.memory();
        } else if (TABLES.contains(call.name)) {
            call.owner = targets.tables();
        } else if (call.name.equals("checkInterruption")) {
            if (!polls) {
                method.instructions.remove(call);
            }
        } else if (call.name.equals("readGlobal") || call.name.equals("writeGlobal")) {
            global(method.instructions, call);
        }
    }

    /** {@code index; aload instance; read or write} becomes a field access; the memory lies one slot below the instance. */
    private void global(InsnList code, MethodInsnNode call) {
        if (!(call.getPrevious() instanceof VarInsnNode instance)) {
            throw new IllegalStateException("global access of an unknown form in compiled guest code");
        }
        AbstractInsnNode constant = instance.getPrevious();
        int index = constant(constant);
        InsnList access = new InsnList();
        access.add(new VarInsnNode(Opcodes.ALOAD, instance.var - 1));
        access.add(new TypeInsnNode(Opcodes.CHECKCAST, targets.memory()));
        String field = meter.field(index);
        if (field == null && index < targets.fields()) {
            field = "g" + index;
        }
        boolean read = call.name.equals("readGlobal");
        if (!read && meter.isCode(index)) {
            access.add(new MethodInsnNode(
                    Opcodes.INVOKESTATIC, Type.getInternalName(Meter.class), "comeTo", "(JLjava/lang/Object;)V"));
        } else if (field == null) {
            element(access, index, read);
        } else if (read) {
            access.add(new FieldInsnNode(Opcodes.GETFIELD, targets.memory(), field, "J"));
        } else {
            access.add(new InsnNode(Opcodes.DUP_X2));
            access.add(new InsnNode(Opcodes.POP));
            access.add(new FieldInsnNode(Opcodes.PUTFIELD, targets.memory(), field, "J"));
        }
        code.insert(call, access);
        code.remove(constant);
        code.remove(instance);
        code.remove(call);
    }

    private void element(InsnList access, int index, boolean read) {
        access.add(new FieldInsnNode(Opcodes.GETFIELD, targets.memory(), "more", "[J"));
        if (!read) {
            access.add(new InsnNode(Opcodes.DUP_X2));
            access.add(new InsnNode(Opcodes.POP));
        }
        access.add(new LdcInsnNode(index - targets.fields()));
        if (read) {
            access.add(new InsnNode(Opcodes.LALOAD));
        } else {
            access.add(new InsnNode(Opcodes.DUP_X2));
            access.add(new InsnNode(Opcodes.POP));
            access.add(new InsnNode(Opcodes.LASTORE));
        }
    }

    /** A constant by which nothing can go wrong. */
    private static boolean divisor(AbstractInsnNode insn) {
        return insn instanceof LdcInsnNode load && load.cst instanceof Long value && value != 0 && value != -1;
    }

    /** The constant that an instruction pushes. */
    static int constant(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
            return opcode - Opcodes.ICONST_0;
        }
        if (insn instanceof IntInsnNode push) {
            return push.operand;
        }
        if (insn instanceof LdcInsnNode load && load.cst instanceof Integer value) {
            return value;
        }
        throw new IllegalStateException("global access of an unknown form in compiled guest code");
    }
}
