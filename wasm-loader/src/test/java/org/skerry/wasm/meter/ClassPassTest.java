package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.wasm.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.load.WasmReader;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.RandomModule;

/** The pass belongs to one version of the compiler: here it shows when another one emits something else. */
final class ClassPassTest {
    private static final ClassTargets TARGETS = new ClassTargets("M", "T", 4, false, List.of());

    @Test
    void compiledFunctionsCallNothingThatIsSlowOrUnsafe() {
        Set<String> left = new TreeSet<>();
        int ours = 0;
        for (long seed = 0; seed < 20; seed++) {
            for (byte[] bytes : compiled(RandomModule.of(seed)).values()) {
                ClassNode node = new ClassNode();
                new ClassReader(bytes).accept(node, 0);
                if (node.name.endsWith("Shaded")) {
                    continue;
                }
                for (MethodNode method : node.methods) {
                    for (AbstractInsnNode insn : method.instructions) {
                        if (insn instanceof MethodInsnNode call) {
                            left.add(call.name);
                            ours += call.owner.equals("M") ? 1 : 0;
                        }
                    }
                }
            }
        }
        assertTrue(ours > 100, "only " + ours + " memory accesses were redirected");
        left.retainAll(Set.of(
                "checkInterruption",
                "readGlobal",
                "writeGlobal",
                "i32_ge_u",
                "I32_LT_U",
                "I32_LE_U",
                "I32_GT_U",
                "I32_GE_U"));
        assertEquals(Set.of(), left);
    }

    @Test
    void importsWithAMethodOfTheirOwnAreCalledWithoutArrays() {
        byte[] module = new ModuleBuilder()
                .skerry("send", "iiiii>i")
                .skerry("drop", "i>i")
                .memory(1, 1)
                .build();
        ClassTargets targets = new ClassTargets("M", "T", 4, false, List.of("a/Host.send", ""));
        List<String> called = new ArrayList<>();
        for (byte[] bytes : compiled(module, targets).values()) {
            ClassNode node = new ClassNode();
            new ClassReader(bytes).accept(node, 0);
            for (MethodNode method : node.methods) {
                if (method.name.equals("func_0") || method.name.equals("func_1")) {
                    for (AbstractInsnNode insn : method.instructions) {
                        if (insn instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                            called.add(method.name + " " + call.name + call.desc);
                        } else if (insn.getOpcode() == Opcodes.NEWARRAY) {
                            called.add(method.name + " makes an array");
                        }
                    }
                }
            }
        }
        String host = "(Lcom/dylibso/chicory/runtime/Instance;I[J)[J";
        assertEquals(
                List.of(
                        "func_0 send(IIIIILorg/skerry/wasm/abi/Guest;)I",
                        "func_1 makes an array",
                        "func_1 callHostFunction" + host),
                called);
    }

    @Test
    void unsignedComparisonsAreThoseOfTheJdk() {
        int[] values = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 7, -7};
        for (int a : values) {
            for (int b : values) {
                int order = Integer.compareUnsigned(a, b);
                assertEquals(order < 0 ? 1 : 0, UnsignedCompare.lessThan(a, b));
                assertEquals(order <= 0 ? 1 : 0, UnsignedCompare.atMost(a, b));
                assertEquals(order > 0 ? 1 : 0, UnsignedCompare.greaterThan(a, b));
                assertEquals(order >= 0 ? 1 : 0, UnsignedCompare.atLeast(a, b));
            }
        }
    }

    private static Map<String, byte[]> compiled(byte[] module) {
        return compiled(module, TARGETS);
    }

    private static Map<String, byte[]> compiled(byte[] module, ClassTargets targets) {
        ModuleImage image = WasmReader.read("random", module, Policy.DEFAULT);
        MeterGlobals meter = new MeterGlobals(image.globals().size(), image.functionCount());
        return ModuleCompiler.classes(
                Parser.parse(Rewriter.rewrite(image, Policy.DEFAULT)),
                new ClassPass(
                        image, meter, targets, new UnwindHandlers(image, Rewriting.AT_CALLS, index -> true), false));
    }
}
