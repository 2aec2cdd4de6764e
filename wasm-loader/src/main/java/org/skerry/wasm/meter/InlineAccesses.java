package org.skerry.wasm.meter;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes out the accesses of a guest that lie in the window. Where that would make a method that HotSpot does not compile, all stay calls.
 *
 * <p>Why not leave it to the JIT to put small methods in: it leaves out calls that were rare when it compiled, though they may
 * become frequent, and it knows how often a branch was taken only per method, over all guests. A branch at the place itself that
 * was never taken costs a comparison that it moves out of loops; and the calls it does not see cannot replace the array.
 */
final class InlineAccesses extends InlinePass {
    private static final int ACCESS_BYTES = 45;
    private static final int TEST_SLOTS = 1;

    private final int index; // base plus offset

    private InlineAccesses(String memoryClass, MethodNode method, int memory) {
        super(memoryClass, method, memory, TEST_SLOTS, ACCESS_BYTES);
        index = test;
    }

    /** Writes the accesses of a function out; {@code memory} is the slot of its memory parameter. */
    static void apply(String memoryClass, MethodNode method, int memory) {
        new InlineAccesses(memoryClass, method, memory).apply();
    }

    private int at(int offset) {
        return offset > 0 ? index : base;
    }

    @Override
    void test(InsnList code, WindowAccess access, int offset, LabelNode slow) {
        code.add(new VarInsnNode(Opcodes.ILOAD, base));
        code.add(new JumpInsnNode(Opcodes.IFLT, slow));
        if (offset > 0) {
            code.add(new VarInsnNode(Opcodes.ILOAD, base));
            code.add(WindowAccess.push(offset));
            code.add(new InsnNode(Opcodes.IADD));
            code.add(new VarInsnNode(Opcodes.ISTORE, index));
            code.add(new VarInsnNode(Opcodes.ILOAD, index));
            code.add(new JumpInsnNode(Opcodes.IFLT, slow));
        }
        code.add(new VarInsnNode(Opcodes.ILOAD, at(offset)));
        code.add(new VarInsnNode(Opcodes.ALOAD, window));
        code.add(new InsnNode(Opcodes.ARRAYLENGTH));
        if (access.bytes() > 1) {
            code.add(WindowAccess.push(access.bytes() - 1));
            code.add(new InsnNode(Opcodes.ISUB));
        }
        code.add(new JumpInsnNode(Opcodes.IF_ICMPGE, slow));
    }

    @Override
    InsnList place(int offset) {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ILOAD, at(offset)));
        return code;
    }

    @Override
    InsnList before() {
        return new InsnList();
    }

    @Override
    InsnList after() {
        return new InsnList();
    }

    @Override
    void leave(MethodInsnNode call) {
        // nobody has to know of it
    }
}
