package org.skerry.wasm.meter;

import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes one branch of a comparison that is a call and of the branch that looks at its result. Shorter code, and none of the calls
 * that the JIT leaves where they are because they were rare when it looked.
 *
 * <p>Unsigned comparisons of 32-bit integers are made with 64 bits, for the reason that {@link UnsignedCompare} has.
 */
final class InlineComparisons {
    private static final String OPERATIONS = "com/dylibso/chicory/runtime/OpcodeImpl";
    private static final long MASK = 0xFFFF_FFFFL;

    /** Branches on the order of two operands; each is followed by its opposite, or comes after it. */
    private static final Map<String, Integer> BRANCHES = Map.of(
            "EQ", Opcodes.IFEQ,
            "NE", Opcodes.IFNE,
            "LT", Opcodes.IFLT,
            "GE", Opcodes.IFGE,
            "GT", Opcodes.IFGT,
            "LE", Opcodes.IFLE);

    private static final Map<String, Integer> UNSIGNED = Map.of(
            "lessThan", Opcodes.IFLT,
            "atMost", Opcodes.IFLE,
            "greaterThan", Opcodes.IFGT,
            "atLeast", Opcodes.IFGE);

    private InlineComparisons() {}

    static void apply(MethodNode method, String unsignedCompare) {
        InsnList code = method.instructions;
        for (AbstractInsnNode insn : code.toArray()) {
            if (insn instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKESTATIC
                    && call.getNext() instanceof JumpInsnNode jump
                    && (jump.getOpcode() == Opcodes.IFEQ || jump.getOpcode() == Opcodes.IFNE)) {
                if (call.owner.equals(OPERATIONS)) {
                    signed(code, call, jump);
                } else if (call.owner.equals(unsignedCompare)) {
                    unsigned(code, call, jump);
                }
            }
        }
    }

    private static void signed(InsnList code, MethodInsnNode call, JumpInsnNode jump) {
        String type = call.name.substring(0, 3);
        String rest = call.name.substring(Math.min(call.name.length(), 4));
        if (rest.equals("EQZ") && (type.equals("I32") || type.equals("I64"))) {
            if (type.equals("I64")) {
                code.insertBefore(call, new InsnNode(Opcodes.LCONST_0));
                code.insertBefore(call, new InsnNode(Opcodes.LCMP));
            }
            jump.setOpcode(opposite(jump.getOpcode()));
            code.remove(call);
            return;
        }
        boolean integer = type.charAt(0) == 'I';
        String order = integer && rest.endsWith("_S") ? rest.substring(0, rest.length() - 2) : rest;
        Integer branch = BRANCHES.get(order);
        if (branch == null) {
            return;
        }
        boolean whenTrue = jump.getOpcode() == Opcodes.IFNE;
        int opcode = whenTrue ? branch : opposite(branch);
        switch (type) {
            case "I32" -> opcode += Opcodes.IF_ICMPEQ - Opcodes.IFEQ;
            case "I64" -> code.insertBefore(call, new InsnNode(Opcodes.LCMP));
            // A NaN is never less and never greater: the comparison must say the opposite of what the branch asks.
            case "F32" -> code.insertBefore(call, new InsnNode(less(branch) ? Opcodes.FCMPG : Opcodes.FCMPL));
            case "F64" -> code.insertBefore(call, new InsnNode(less(branch) ? Opcodes.DCMPG : Opcodes.DCMPL));
            default -> {
                return;
            }
        }
        jump.setOpcode(opcode);
        code.remove(call);
    }

    private static boolean less(int branch) {
        return branch == Opcodes.IFLT || branch == Opcodes.IFLE;
    }

    private static void unsigned(InsnList code, MethodInsnNode call, JumpInsnNode jump) {
        int branch = UNSIGNED.get(call.name);
        if (jump.getOpcode() == Opcodes.IFEQ) {
            branch = opposite(branch);
        }
        AbstractInsnNode second = call.getPrevious();
        if (second.getOpcode() == Opcodes.ILOAD || isConstant(second)) {
            code.insertBefore(second, widen());
            code.insertBefore(call, widen());
        } else {
            // The second operand is widened and goes below the first: the order is the other way round.
            code.insertBefore(call, widen());
            code.insertBefore(call, new InsnNode(Opcodes.DUP2_X1));
            code.insertBefore(call, new InsnNode(Opcodes.POP2));
            code.insertBefore(call, widen());
            branch = swapped(branch);
        }
        code.insertBefore(call, new InsnNode(Opcodes.LCMP));
        jump.setOpcode(branch);
        code.remove(call);
    }

    private static boolean isConstant(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5
                || opcode == Opcodes.BIPUSH
                || opcode == Opcodes.SIPUSH
                || insn instanceof LdcInsnNode load && load.cst instanceof Integer;
    }

    private static InsnList widen() {
        InsnList code = new InsnList();
        code.add(new InsnNode(Opcodes.I2L));
        code.add(new LdcInsnNode(MASK));
        code.add(new InsnNode(Opcodes.LAND));
        return code;
    }

    /** IFEQ and IFNE, IFLT and IFGE, IFGT and IFLE, and the same of two integers, stand in pairs from an odd opcode on. */
    private static int opposite(int branch) {
        return ((branch + 1) ^ 1) - 1;
    }

    private static int swapped(int branch) {
        return switch (branch) {
            case Opcodes.IFLT -> Opcodes.IFGT;
            case Opcodes.IFLE -> Opcodes.IFGE;
            case Opcodes.IFGT -> Opcodes.IFLT;
            case Opcodes.IFGE -> Opcodes.IFLE;
            default -> branch;
        };
    }
}
