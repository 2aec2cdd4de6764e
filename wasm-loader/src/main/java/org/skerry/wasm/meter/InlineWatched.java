package org.skerry.wasm.meter;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
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
final class InlineWatched extends InlinePass {
    private static final int ACCESS_BYTES = 115;
    private static final int TEST_SLOTS = 4;

    private static final String LINES = "[J";
    private static final long LOW = 0xFFFF_FFFFL;

    private final int fuel; // slot of the first of the counters
    private final boolean rounds;
    private final int readable;
    private final int writable;
    private final int address; // two slots

    private InlineWatched(String memoryClass, MethodNode method, int memory, int fuel, boolean rounds) {
        super(memoryClass, method, memory, TEST_SLOTS, ACCESS_BYTES);
        this.fuel = fuel;
        this.rounds = rounds;
        readable = test;
        writable = test + 1;
        address = test + 2;
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

    @Override
    InsnList fetch() {
        InsnList code = super.fetch();
        fetch(code, "readable", LINES, readable);
        fetch(code, "writable", LINES, writable);
        return code;
    }

    /** It is always shown. */
    @Override
    void leave(MethodInsnNode call) {
        method.instructions.insertBefore(call, mark(memory));
        method.instructions.insert(call, unmark(memory));
    }

    @Override
    InsnList before() {
        return mark(self);
    }

    @Override
    InsnList after() {
        return unmark(self);
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

    @Override
    void test(InsnList code, WindowAccess access, int offset, LabelNode slow) {
        code.add(new VarInsnNode(Opcodes.ILOAD, base));
        code.add(new InsnNode(Opcodes.I2L));
        code.add(new LdcInsnNode(LOW));
        code.add(new InsnNode(Opcodes.LAND));
        if (offset > 0) {
            code.add(new LdcInsnNode((long) offset));
            code.add(new InsnNode(Opcodes.LADD));
        }
        code.add(new VarInsnNode(Opcodes.LSTORE, address));
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

    @Override
    InsnList place(int offset) {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.LLOAD, address));
        code.add(new InsnNode(Opcodes.L2I));
        return code;
    }
}
