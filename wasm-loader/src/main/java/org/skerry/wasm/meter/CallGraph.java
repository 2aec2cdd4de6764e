package org.skerry.wasm.meter;

import java.util.Arrays;
import java.util.List;
import org.skerry.wasm.load.ModuleImage;

/**
 * Which functions must count their call depth: those that can be part of a recursion, call through a table, or stand on top of a
 * chain of calls that is longer than {@link #FREE_UNITS}. The rest runs in a stack that is bounded by the text alone.
 */
final class CallGraph {
    /** Units of call depth that go uncounted: what a chain below the last counted function may need. */
    static final int FREE_UNITS = 16;

    private CallGraph() {}

    /** Units of depth that each defined function counts on entry; 0 where it need not count. */
    static int[] countedUnits(ModuleImage module, List<FunctionShape> shapes) {
        int functions = shapes.size();
        int[] units = new int[functions];
        int[] need = new int[functions];
        Arrays.fill(need, FREE_UNITS + 1);
        for (int i = 0; i < functions; i++) {
            units[i] = FunctionRewriter.depthUnits(
                    module, shapes.get(i), module.functions().get(i));
        }
        // Each round settles the functions whose callees are settled; a free chain has at most FREE_UNITS links.
        for (int round = 0; round < FREE_UNITS; round++) {
            for (int i = 0; i < functions; i++) {
                if (need[i] > FREE_UNITS && !shapes.get(i).indirect()) {
                    need[i] = units[i]
                            + deepest(shapes.get(i), need, module.imports().size());
                }
            }
        }
        for (int i = 0; i < functions; i++) {
            if (need[i] <= FREE_UNITS) {
                units[i] = 0;
            }
        }
        return units;
    }

    private static int deepest(FunctionShape shape, int[] need, int imports) {
        int deepest = 0;
        for (int callee : shape.callees()) {
            deepest = Math.max(deepest, need[callee - imports]);
        }
        return deepest;
    }
}
