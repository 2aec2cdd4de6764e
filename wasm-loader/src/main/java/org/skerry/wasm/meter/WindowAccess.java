package org.skerry.wasm.meter;

import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What one of a memory class's access methods does, for those who write it out where it is called.
 *
 * @param load   whether it reads
 * @param type   of the value as the JVM sees it
 * @param bytes  that it moves
 * @param handle static field of the memory class with the handle over its array, or null for single bytes
 */
record WindowAccess(boolean load, Type type, int bytes, String handle) {
    private static final String HANDLE = "java/lang/invoke/VarHandle";

    private static final Map<String, WindowAccess> ACCESSES = Map.ofEntries(
            Map.entry("memoryReadByte", new WindowAccess(true, Type.BYTE_TYPE, 1, null)),
            Map.entry("memoryReadShort", new WindowAccess(true, Type.SHORT_TYPE, 2, "SHORT")),
            Map.entry("memoryReadInt", new WindowAccess(true, Type.INT_TYPE, 4, "INT")),
            Map.entry("memoryReadLong", new WindowAccess(true, Type.LONG_TYPE, 8, "LONG")),
            Map.entry("memoryReadFloat", new WindowAccess(true, Type.FLOAT_TYPE, 4, "FLOAT")),
            Map.entry("memoryReadDouble", new WindowAccess(true, Type.DOUBLE_TYPE, 8, "DOUBLE")),
            Map.entry("memoryWriteByte", new WindowAccess(false, Type.BYTE_TYPE, 1, null)),
            Map.entry("memoryWriteShort", new WindowAccess(false, Type.SHORT_TYPE, 2, "SHORT")),
            Map.entry("memoryWriteInt", new WindowAccess(false, Type.INT_TYPE, 4, "INT")),
            Map.entry("memoryWriteLong", new WindowAccess(false, Type.LONG_TYPE, 8, "LONG")),
            Map.entry("memoryWriteFloat", new WindowAccess(false, Type.FLOAT_TYPE, 4, "FLOAT")),
            Map.entry("memoryWriteDouble", new WindowAccess(false, Type.DOUBLE_TYPE, 8, "DOUBLE")));

    /** Slots for a value on its way to memory. */
    static final int VALUE_SLOTS = 8;

    /** The access that a method with this name makes, or null if it makes none. */
    static WindowAccess of(String method) {
        return ACCESSES.get(method);
    }

    /** Slot of the value among {@link #VALUE_SLOTS} from {@code first} on: a pair for each type, so that no slot changes its type. */
    int slot(int first) {
        return switch (type.getSort()) {
            case Type.LONG -> first + 2;
            case Type.FLOAT -> first + 4;
            case Type.DOUBLE -> first + 6;
            default -> first;
        };
    }

    /**
     * Appends the move between the array in slot {@code window} and the operand stack or {@code valueSlot}.
     *
     * @param index pushes the place in the array
     */
    void move(InsnList code, String memoryClass, int window, InsnList index, int valueSlot) {
        if (handle != null) {
            code.add(new FieldInsnNode(Opcodes.GETSTATIC, memoryClass, handle, "L" + HANDLE + ";"));
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, window));
        code.add(index);
        if (!load) {
            code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), valueSlot));
        }
        if (handle == null) {
            code.add(new InsnNode(load ? Opcodes.BALOAD : Opcodes.BASTORE));
        } else if (load) {
            code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, HANDLE, "get", "([BI)" + type));
        } else {
            code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, HANDLE, "set", "([BI" + type + ")V"));
        }
    }

    /** Pushes an int. */
    static AbstractInsnNode push(int constant) {
        if (constant >= -1 && constant <= 5) {
            return new InsnNode(Opcodes.ICONST_0 + constant);
        }
        return constant >= Short.MIN_VALUE && constant <= Short.MAX_VALUE
                ? new IntInsnNode(constant == (byte) constant ? Opcodes.BIPUSH : Opcodes.SIPUSH, constant)
                : new LdcInsnNode(constant);
    }
}
