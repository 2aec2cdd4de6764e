package org.skerry.wasm.meter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.ValueType;

/** What follows from who calls whom in a module. */
final class CallGraph {
    /** Units of call depth that go uncounted: what a chain below the last counted function may need. */
    static final int FREE_UNITS = 16;

    /** Slots of locals and operands that cost one unit of call depth. */
    private static final int SLOTS_PER_UNIT = 256;

    private final int imports;
    private final List<FunctionShape> shapes;
    private final int[] units;
    private final boolean[] reachesHost;

    CallGraph(ModuleImage module, List<FunctionShape> shapes) {
        this.imports = module.imports().size();
        this.shapes = shapes;
        units = new int[shapes.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = depthUnits(module, shapes.get(i), module.functions().get(i));
        }
        reachesHost = new boolean[shapes.size()];
        freeShortChains();
        findHostCallers();
    }

    /**
     * Units of depth that a function counts on entry. It is 0 where an activation needs no count: no recursion, no call through a
     * table, and at most {@link #FREE_UNITS} below and with it. All others bound the stack.
     */
    int countedUnits(int defined) {
        return units[defined];
    }

    /** Whether a call of this function (an index over imports too) can lead to the host. */
    boolean reachesHost(int function) {
        return function < imports || reachesHost[function - imports];
    }

    /** Units of call depth of one activation of a function: frames of many slots cost more. Wide values take two slots. */
    private static int depthUnits(ModuleImage module, FunctionShape shape, ModuleImage.Function function) {
        int slots = ValueType.slots(module.types().get(function.type()).params())
                + ValueType.slots(function.locals())
                + 2 * shape.maxHeight();
        return 1 + slots / SLOTS_PER_UNIT;
    }

    private void freeShortChains() {
        int[] need = new int[units.length];
        Arrays.fill(need, FREE_UNITS + 1);
        // Each round settles the functions whose callees are settled; a free chain has at most FREE_UNITS links.
        for (int round = 0; round < FREE_UNITS; round++) {
            for (int i = 0; i < units.length; i++) {
                if (need[i] > FREE_UNITS && !shapes.get(i).indirect()) {
                    need[i] = units[i] + deepest(shapes.get(i), need);
                }
            }
        }
        for (int i = 0; i < units.length; i++) {
            if (need[i] <= FREE_UNITS) {
                units[i] = 0;
            }
        }
    }

    private int deepest(FunctionShape shape, int[] need) {
        int deepest = 0;
        for (int callee : shape.callees()) {
            deepest = Math.max(deepest, need[callee - imports]);
        }
        return deepest;
    }

    /** From the functions that call the host or a table up to all that call them. */
    private void findHostCallers() {
        List<List<Integer>> callers = new ArrayList<>();
        shapes.forEach(shape -> callers.add(new ArrayList<>()));
        ArrayDeque<Integer> found = new ArrayDeque<>();
        for (int i = 0; i < units.length; i++) {
            for (int callee : shapes.get(i).callees()) {
                callers.get(callee - imports).add(i);
            }
            if (shapes.get(i).host() || shapes.get(i).indirect()) {
                reachesHost[i] = true;
                found.add(i);
            }
        }
        while (!found.isEmpty()) {
            for (int caller : callers.get(found.remove())) {
                if (!reachesHost[caller]) {
                    reachesHost[caller] = true;
                    found.add(caller);
                }
            }
        }
    }
}
