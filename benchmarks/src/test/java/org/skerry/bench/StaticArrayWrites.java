package org.skerry.bench;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Finds stores into the elements of a static array outside the class initialiser: a table that is not a constant.
 *
 * <p>It follows the array from the static field to the store within one method; one that is handed to another method
 * escapes it.
 */
final class StaticArrayWrites extends ArchCondition<JavaClass> {

    StaticArrayWrites() {
        super("write to static arrays only in the class initialiser");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (String write : writes(type)) {
            events.add(SimpleConditionEvent.violated(type, write));
        }
    }

    private static List<String> writes(JavaClass type) {
        ClassNode node = new ClassNode();
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(in).accept(node, ClassReader.SKIP_DEBUG);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + type.getName(), e);
        }
        List<String> found = new ArrayList<>();
        for (MethodNode method : node.methods) {
            if (!method.name.equals("<clinit>")) {
                addWrites(node, method, found);
            }
        }
        return found;
    }

    private static void addWrites(ClassNode owner, MethodNode method, List<String> found) {
        if (!readsStaticArray(method)) {
            return;
        }
        Frame<SourceValue>[] frames;
        try {
            frames = new Analyzer<>(new OriginInterpreter()).analyze(owner.name, method);
        } catch (AnalyzerException e) {
            throw new IllegalStateException("cannot follow " + owner.name + "." + method.name, e);
        }
        for (int i = 0; i < frames.length; i++) {
            int opcode = method.instructions.get(i).getOpcode();
            if (frames[i] == null || opcode < Opcodes.IASTORE || opcode > Opcodes.SASTORE) {
                continue;
            }
            SourceValue array = frames[i].getStack(frames[i].getStackSize() - 3);
            for (AbstractInsnNode source : array.insns) {
                if (source.getOpcode() == Opcodes.GETSTATIC) {
                    found.add(owner.name + "." + method.name + " writes to an element of "
                            + ((FieldInsnNode) source).name);
                }
            }
        }
    }

    /** Keeps where a value came from when it is duplicated, or moved through a local variable. */
    private static final class OriginInterpreter extends SourceInterpreter {
        OriginInterpreter() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }
    }

    /** The analysis is slow and most methods read no static array. */
    private static boolean readsStaticArray(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() == Opcodes.GETSTATIC
                    && ((FieldInsnNode) instruction).desc.startsWith("[")
                    && !((FieldInsnNode) instruction).name.startsWith("$")) {
                return true;
            }
        }
        return false;
    }
}
