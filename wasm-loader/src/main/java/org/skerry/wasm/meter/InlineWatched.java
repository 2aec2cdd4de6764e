package org.skerry.wasm.meter;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.skerry.sim.memory.AccessFilter;

/**
 * Writes out the accesses of a guest whose memory is watched: where a line passes the {@link AccessFilter}, an access is a comparison
 * and a move on the window. Any other goes to the static methods of the memory class, from the end of the function, after the counters
 * were made true from what the function keeps in locals ({@link Rewriting#MARKED}); then window and filter are fetched again.
 *
 * <pre>
 *   address = base + offset                                    33 bits
 *   if (readable[address &gt;&gt;&gt; 6 &amp; length - 1] != (address &amp; (-64 | bytes - 1))) show
 *   value = window[(int) address]                              lines that pass lie in the window
 * </pre>
 *
 * Where that would make a method that HotSpot does not compile, each access is shown.
 */
final class InlineWatched {
    /** Bytecode of one access written out, and of one that is shown, and of one other instruction: rough. */
    private static final int ACCESS_BYTES = 115;

    private static final int INSTRUCTION_BYTES = 2;

    /** HotSpot leaves methods above 8000 bytes to its interpreter, unless it is told otherwise. */
    private static final int METHOD_BYTES = 8000;

    private static final String ARRAY = "[B";
    private static final String LINES = "[J";
    private static final long LOW = 0xFFFF_FFFFL;

    private final String memoryClass;
    private final MethodNode method;
    private final int memory; // slot of the parameter
    private final int fuel; // slot of the first of the counters
    private final boolean rounds;
    private final int self; // the same object as its own class
    private final int window;
    private final int readable;
    private final int writable;
    private final int base;
    private final int address; // two slots
    private final int value;
    private final InsnList shown = new InsnList();

    private InlineWatched(String memoryClass, MethodNode method, int memory, int fuel, boolean rounds) {
        this.memoryClass = memoryClass;
        this.method = method;
        this.memory = memory;
        this.fuel = fuel;
        this.rounds = rounds;
        self = method.maxLocals;
        window = self + 1;
        readable = self + 2;
        writable = self + 3;
        base = self + 4;
        address = self + 5;
        value = self + 7;
    }

    /**
     * Writes the accesses of a function out.
     *
     * @param memory slot of its memory parameter
     * @param fuel   slot of its fuel
     * @param rounds whether it has loops that count rounds
     */
    static void apply(String memoryClass, MethodNode method, int memory, int fuel, boolean rounds) {
        new InlineWatched(memoryClass, method, memory, fuel, rounds).apply();
    }

    private void apply() {
        AbstractInsnNode[] before = method.instructions.toArray();
        long accesses =
                Arrays.stream(before).filter(insn -> access(insn) != null).count();
        if (accesses == 0) {
            return;
        }
        boolean small = accesses * ACCESS_BYTES + (long) INSTRUCTION_BYTES * before.length <= METHOD_BYTES;
        boolean any = false;
        for (AbstractInsnNode insn : before) {
            WindowAccess access = access(insn);
            if (access != null) {
                MethodInsnNode call = (MethodInsnNode) insn;
                // Beyond 2^31 no array reaches.
                if (small && ClassPass.constant(call.getPrevious().getPrevious()) >= 0) {
                    writeOut(call, access);
                    any = true;
                } else {
                    show(call);
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
        method.instructions.add(shown);
        method.maxLocals = value + WindowAccess.VALUE_SLOTS + 2;
    }

    private WindowAccess access(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                        && call.getOpcode() == Opcodes.INVOKESTATIC
                        && call.owner.equals(memoryClass)
                ? WindowAccess.of(call.name)
                : null;
    }

    /** Calls that get the memory or the instance may lead to whoever replaces the window or the filter. */
    private boolean mayReplaceWindow(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC && call.desc.contains("com/dylibso/chicory/runtime/");
    }

    private InsnList fetch() {
        InsnList code = new InsnList();
        fetch(code, "window", ARRAY, window);
        fetch(code, "readable", LINES, readable);
        fetch(code, "writable", LINES, writable);
        return code;
    }

    private void fetch(InsnList code, String field, String type, int slot) {
        code.add(new VarInsnNode(Opcodes.ALOAD, self));
        code.add(new FieldInsnNode(Opcodes.GETFIELD, memoryClass, field, type));
        code.add(new VarInsnNode(Opcodes.ASTORE, slot));
    }

    /** An access that is always shown: {@code base; [value;] offset; aload memory; call}. */
    private void show(MethodInsnNode call) {
        method.instructions.insertBefore(call, mark(memory));
        method.instructions.insert(call, unmark(memory));
    }

    private InsnList mark(int object) {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, object));
        code.add(new VarInsnNode(Opcodes.LLOAD, fuel));
        code.add(new VarInsnNode(Opcodes.LLOAD, fuel + UnwindHandlers.FIRST_TRAFFIC));
        code.add(new VarInsnNode(Opcodes.LLOAD, fuel + UnwindHandlers.FIRST_REST));
        if (rounds) {
            code.add(UnwindHandlers.rounds(fuel));
            code.add(UnwindHandlers.call(
                    "markRounds",
                    Type.LONG_TYPE,
                    Type.LONG_TYPE,
                    Type.LONG_TYPE,
                    Type.INT_TYPE,
                    Type.INT_TYPE,
                    Type.LONG_TYPE));
        } else {
            code.add(UnwindHandlers.call("mark", Type.LONG_TYPE, Type.LONG_TYPE, Type.LONG_TYPE));
        }
        return code;
    }

    private InsnList unmark(int object) {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, object));
        code.add(UnwindHandlers.call("unmark"));
        return code;
    }

    /** {@code base; [value;] offset; aload memory; call}. */
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
        code.add(new VarInsnNode(Opcodes.ILOAD, base));
        code.add(new InsnNode(Opcodes.I2L));
        code.add(new LdcInsnNode(LOW));
        code.add(new InsnNode(Opcodes.LAND));
        if (offset > 0) {
            code.add(new LdcInsnNode((long) offset));
            code.add(new InsnNode(Opcodes.LADD));
        }
        code.add(new VarInsnNode(Opcodes.LSTORE, address));
        passes(code, access, slow);
        InsnList index = new InsnList();
        index.add(new VarInsnNode(Opcodes.LLOAD, address));
        index.add(new InsnNode(Opcodes.L2I));
        access.move(code, memoryClass, window, index, valueSlot);
        code.add(done);
        slow(access, offset, valueSlot, slow, done, call);
        method.instructions.insertBefore(offsetInsn, code);
        method.instructions.remove(call.getPrevious());
        method.instructions.remove(offsetInsn);
        method.instructions.remove(call);
    }

    private void passes(InsnList code, WindowAccess access, LabelNode slow) {
        int lines = access.load() ? readable : writable;
        code.add(new VarInsnNode(Opcodes.ALOAD, lines));
        code.add(new VarInsnNode(Opcodes.LLOAD, address));
        code.add(WindowAccess.push(AccessFilter.LINE_BITS));
        code.add(new InsnNode(Opcodes.LUSHR));
        code.add(new InsnNode(Opcodes.L2I));
        code.add(new VarInsnNode(Opcodes.ALOAD, lines));
        code.add(new InsnNode(Opcodes.ARRAYLENGTH));
        code.add(new InsnNode(Opcodes.ICONST_1));
        code.add(new InsnNode(Opcodes.ISUB));
        code.add(new InsnNode(Opcodes.IAND));
        code.add(new InsnNode(Opcodes.LALOAD));
        code.add(new VarInsnNode(Opcodes.LLOAD, address));
        code.add(new LdcInsnNode((long) (-AccessFilter.LINE_BYTES | access.bytes() - 1)));
        code.add(new InsnNode(Opcodes.LAND));
        code.add(new InsnNode(Opcodes.LCMP));
        code.add(new JumpInsnNode(Opcodes.IFNE, slow));
    }

    private void slow(
            WindowAccess access, int offset, int valueSlot, LabelNode slow, LabelNode done, MethodInsnNode call) {
        shown.add(slow);
        shown.add(mark(self));
        shown.add(new VarInsnNode(Opcodes.ILOAD, base));
        if (!access.load()) {
            shown.add(new VarInsnNode(access.type().getOpcode(Opcodes.ILOAD), valueSlot));
        }
        shown.add(WindowAccess.push(offset));
        shown.add(new VarInsnNode(Opcodes.ALOAD, self));
        shown.add(new MethodInsnNode(Opcodes.INVOKESTATIC, call.owner, call.name, call.desc));
        shown.add(unmark(self));
        shown.add(fetch());
        shown.add(new JumpInsnNode(Opcodes.GOTO, done));
    }
}
