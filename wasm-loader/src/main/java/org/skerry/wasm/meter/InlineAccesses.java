package org.skerry.wasm.meter;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes loads and stores that lie in the window out in the functions of a guest, on an array that each function keeps in a local.
 * Whatever else an access may be goes to the static methods of the memory class, from the end of the function, after which the
 * array is fetched again, as after a call.
 *
 * <p>Why not leave it to the JIT to put small methods in: it leaves out calls that were rare when it compiled, though they may
 * become frequent, and it knows how often a branch was taken only per method, over all guests. A branch at the place itself that
 * was never taken costs a comparison that it moves out of loops; and the calls it does not see cannot replace the array.
 */
final class InlineAccesses {
    private static final String ARRAY = "[B";

    /** Bytecode of one access written out, and of one other instruction: rough. */
    private static final int ACCESS_BYTES = 45;

    private static final int INSTRUCTION_BYTES = 2;

    /** HotSpot leaves methods above 8000 bytes to its interpreter, unless it is told otherwise. */
    private static final int METHOD_BYTES = 8000;

    private final String memoryClass;
    private final MethodNode method;
    private final int memory; // slot of the parameter
    private final int self; // the same object as its own class
    private final int window;
    private final int base;
    private final int index;
    private final int value;
    private final InsnList beyond = new InsnList();

    private InlineAccesses(String memoryClass, MethodNode method, int memory) {
        this.memoryClass = memoryClass;
        this.method = method;
        this.memory = memory;
        self = method.maxLocals;
        window = self + 1;
        base = self + 2;
        index = self + 3;
        value = self + 4; // one pair of slots for each type, so that no slot changes its type
    }

    /** Writes the accesses of a function out; {@code memory} is the slot of its memory parameter. */
    static void apply(String memoryClass, MethodNode method, int memory) {
        new InlineAccesses(memoryClass, method, memory).apply();
    }

    private void apply() {
        long accesses = Arrays.stream(method.instructions.toArray())
                .filter(insn -> insn instanceof MethodInsnNode call && call.owner.equals(memoryClass))
                .count();
        if (accesses * ACCESS_BYTES + INSTRUCTION_BYTES * method.instructions.size() > METHOD_BYTES) {
            return;
        }
        boolean any = false;
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                WindowAccess access = call.owner.equals(memoryClass) ? WindowAccess.of(call.name) : null;
                if (access != null) {
                    any |= writeOut(call, access);
                }
            }
        }
        if (!any) {
            return;
        }
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call && mayReplaceWindow(call)) {
                method.instructions.insert(call, fetch());
            }
        }
        InsnList entry = new InsnList();
        entry.add(new VarInsnNode(Opcodes.ALOAD, memory));
        entry.add(new TypeInsnNode(Opcodes.CHECKCAST, memoryClass));
        entry.add(new VarInsnNode(Opcodes.ASTORE, self));
        entry.add(fetch());
        method.instructions.insert(entry);
        method.instructions.add(beyond);
        method.maxLocals = value + 10;
    }

    /** Calls that get the memory or the instance may lead to whoever replaces the window. */
    private boolean mayReplaceWindow(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC && call.desc.contains("com/dylibso/chicory/runtime/");
    }

    private InsnList fetch() {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, self));
        code.add(new FieldInsnNode(Opcodes.GETFIELD, memoryClass, "window", ARRAY));
        code.add(new VarInsnNode(Opcodes.ASTORE, window));
        return code;
    }

    /** {@code base; [value;] offset; aload memory; call}. */
    private boolean writeOut(MethodInsnNode call, WindowAccess access) {
        AbstractInsnNode offsetInsn = call.getPrevious().getPrevious();
        int offset = ClassPass.constant(offsetInsn);
        if (offset < 0) {
            return false; // beyond 2^31: no array reaches there
        }
        InsnList code = new InsnList();
        int valueSlot = access.slot(value);
        if (!access.load()) {
            code.add(new VarInsnNode(access.type().getOpcode(Opcodes.ISTORE), valueSlot));
        }
        LabelNode slow = new LabelNode();
        LabelNode done = new LabelNode();
        int at = base;
        code.add(new VarInsnNode(Opcodes.ISTORE, base));
        code.add(new VarInsnNode(Opcodes.ILOAD, base));
        code.add(new JumpInsnNode(Opcodes.IFLT, slow));
        if (offset > 0) {
            at = index;
            code.add(new VarInsnNode(Opcodes.ILOAD, base));
            code.add(WindowAccess.push(offset));
            code.add(new InsnNode(Opcodes.IADD));
            code.add(new VarInsnNode(Opcodes.ISTORE, index));
            code.add(new VarInsnNode(Opcodes.ILOAD, index));
            code.add(new JumpInsnNode(Opcodes.IFLT, slow));
        }
        code.add(new VarInsnNode(Opcodes.ILOAD, at));
        code.add(new VarInsnNode(Opcodes.ALOAD, window));
        code.add(new InsnNode(Opcodes.ARRAYLENGTH));
        if (access.bytes() > 1) {
            code.add(WindowAccess.push(access.bytes() - 1));
            code.add(new InsnNode(Opcodes.ISUB));
        }
        code.add(new JumpInsnNode(Opcodes.IF_ICMPGE, slow));
        InsnList place = new InsnList();
        place.add(new VarInsnNode(Opcodes.ILOAD, at));
        access.move(code, memoryClass, window, place, valueSlot);
        code.add(done);
        slow(access, offset, valueSlot, slow, done, call);
        method.instructions.insertBefore(offsetInsn, code);
        method.instructions.remove(call.getPrevious());
        method.instructions.remove(offsetInsn);
        method.instructions.remove(call);
        return true;
    }

    private void slow(
            WindowAccess access, int offset, int valueSlot, LabelNode slow, LabelNode done, MethodInsnNode call) {
        beyond.add(slow);
        beyond.add(new VarInsnNode(Opcodes.ILOAD, base));
        if (!access.load()) {
            beyond.add(new VarInsnNode(access.type().getOpcode(Opcodes.ILOAD), valueSlot));
        }
        beyond.add(WindowAccess.push(offset));
        beyond.add(new VarInsnNode(Opcodes.ALOAD, self));
        beyond.add(new MethodInsnNode(Opcodes.INVOKESTATIC, call.owner, call.name, call.desc));
        beyond.add(fetch());
        beyond.add(new JumpInsnNode(Opcodes.GOTO, done));
    }
}
