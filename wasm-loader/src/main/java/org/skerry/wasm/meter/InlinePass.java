package org.skerry.wasm.meter;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes loads and stores out in one function of a guest: a test, and a move on the window, which the function keeps in a local. What
 * does not pass the test goes to the static methods of the memory class, from the end of the function, after which the window is fetched
 * again, as after any call that may replace it.
 *
 * <pre>
 *   | self | window | base | what the test needs .. | a pair for each type of value |
 * </pre>
 */
abstract class InlinePass {
    private static final String ARRAY = "[B";

    private static final int INSTRUCTION_BYTES = 2; // of bytecode, of one that is no access: rough

    /** HotSpot leaves methods above 8000 bytes to its interpreter, unless it is told otherwise. */
    private static final int METHOD_BYTES = 8000;

    final String memoryClass;
    final MethodNode method;
    final int memory; // slot of the parameter
    final int self; // the same object as its own class
    final int window;
    final int base;
    final int test; // first slot of what the test needs
    private final int value;
    private final int accessBytes;
    private final InsnList atEnd = new InsnList();

    /**
     * A pass over a function.
     *
     * @param memory      slot of its memory parameter
     * @param testSlots   how many slots the test needs
     * @param accessBytes of bytecode, of one access that is written out: rough
     */
    InlinePass(String memoryClass, MethodNode method, int memory, int testSlots, int accessBytes) {
        this.memoryClass = memoryClass;
        this.method = method;
        this.memory = memory;
        this.accessBytes = accessBytes;
        self = method.maxLocals;
        window = self + 1;
        base = self + 2;
        test = self + 3;
        value = test + testSlots; // one pair of slots for each type, so that no slot changes its type
    }

    /** Appends what jumps to {@code slow} unless the access may be made on the window, with the offset and the base in its slot. */
    abstract void test(InsnList code, WindowAccess access, int offset, LabelNode slow);

    /** Pushes the place in the window, after the test. */
    abstract InsnList place(int offset);

    /** What comes before an access that does not pass. */
    abstract InsnList before();

    /** And what after. */
    abstract InsnList after();

    /** An access is left as it is: {@code base; [value;] offset; aload memory; call}. */
    abstract void leave(MethodInsnNode call);

    /** Fetches what the function keeps in locals. */
    InsnList fetch() {
        InsnList code = new InsnList();
        fetch(code, "window", ARRAY, window);
        return code;
    }

    final void fetch(InsnList code, String field, String type, int slot) {
        code.add(new VarInsnNode(Opcodes.ALOAD, self));
        code.add(new FieldInsnNode(Opcodes.GETFIELD, memoryClass, field, type));
        code.add(new VarInsnNode(Opcodes.ASTORE, slot));
    }

    final void apply() {
        AbstractInsnNode[] whole = method.instructions.toArray();
        long accesses =
                Arrays.stream(whole).filter(insn -> access(insn) != null).count();
        boolean small = accesses * accessBytes + (long) INSTRUCTION_BYTES * whole.length <= METHOD_BYTES;
        boolean any = false;
        for (AbstractInsnNode insn : whole) {
            WindowAccess access = access(insn);
            if (access != null) {
                MethodInsnNode call = (MethodInsnNode) insn;
                // Beyond 2^31 no array reaches.
                if (small && ClassPass.constant(call.getPrevious().getPrevious()) >= 0) {
                    writeOut(call, access);
                    any = true;
                } else {
                    leave(call);
                }
            }
        }
        if (any) {
            keepInLocals();
        }
    }

    private WindowAccess access(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                        && call.getOpcode() == Opcodes.INVOKESTATIC
                        && call.owner.equals(memoryClass)
                ? WindowAccess.of(call.name)
                : null;
    }

    private void keepInLocals() {
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
        method.instructions.add(atEnd);
        method.maxLocals = value + WindowAccess.VALUE_SLOTS + 2;
    }

    /** Calls that get the memory or the instance may lead to whoever replaces what is kept in locals. */
    private static boolean mayReplaceWindow(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC && call.desc.contains("com/dylibso/chicory/runtime/");
    }

    private void writeOut(MethodInsnNode call, WindowAccess access) {
        AbstractInsnNode offsetInsn = call.getPrevious().getPrevious();
        int offset = ClassPass.constant(offsetInsn);
        InsnList code = new InsnList();
        int valueSlot = access.slot(value);
        if (!access.load()) {
            code.add(new VarInsnNode(access.type().getOpcode(Opcodes.ISTORE), valueSlot));
        }
        LabelNode slow = new LabelNode();
        LabelNode done = new LabelNode();
        code.add(new VarInsnNode(Opcodes.ISTORE, base));
        test(code, access, offset, slow);
        access.move(code, memoryClass, window, place(offset), valueSlot);
        code.add(done);
        slow(access, offset, valueSlot, slow, done, call);
        method.instructions.insertBefore(offsetInsn, code);
        method.instructions.remove(call.getPrevious());
        method.instructions.remove(offsetInsn);
        method.instructions.remove(call);
    }

    private void slow(
            WindowAccess access, int offset, int valueSlot, LabelNode slow, LabelNode done, MethodInsnNode call) {
        atEnd.add(slow);
        atEnd.add(before());
        atEnd.add(new VarInsnNode(Opcodes.ILOAD, base));
        if (!access.load()) {
            atEnd.add(new VarInsnNode(access.type().getOpcode(Opcodes.ILOAD), valueSlot));
        }
        atEnd.add(WindowAccess.push(offset));
        atEnd.add(new VarInsnNode(Opcodes.ALOAD, self));
        atEnd.add(new MethodInsnNode(Opcodes.INVOKESTATIC, call.owner, call.name, call.desc));
        atEnd.add(after());
        atEnd.add(fetch());
        atEnd.add(new JumpInsnNode(Opcodes.GOTO, done));
    }
}
