package org.skerry.wasm.meter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;

/**
 * Finds loops whose number of rounds is written in the code: one branch back, taken while a local that nothing else in the loop
 * sets has not been stepped from one constant to another. That is the form in which LLVM leaves loops of constant length; a loop
 * it does not know may be bounded all the same.
 */
public final class CountedLoops {
    /** How far before a loop its beginning is looked for: what bounds the time for a hostile module. */
    private static final int FAR = 1_000;

    private final List<long[]> code = new ArrayList<>(); // opcode, first immediate, offset
    private final Map<Long, Integer> firstSet = new HashMap<>(); // by local
    private final int[] ends; // where the block that begins there ends
    private final int params;

    private CountedLoops(ModuleImage module, ModuleImage.Function function) {
        params = module.types().get(function.type()).params().size();
        InstructionReader reader = new InstructionReader(module, function);
        while (reader.next()) {
            // A table of branches may lead anywhere; it is noted as one that does.
            code.add(new long[] {reader.opcode().code(), reader.first(), reader.start()});
        }
        ends = new int[code.size()];
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < ends.length; i++) {
            if (is(i, Code.BLOCK) || is(i, Code.LOOP) || is(i, Code.IF)) {
                open.push(i);
            } else if (is(i, Code.END) && !open.isEmpty()) {
                ends[open.pop()] = i;
            } else if (is(i, Code.LOCAL_SET) || is(i, Code.LOCAL_TEE)) {
                firstSet.putIfAbsent(code.get(i)[1], i);
            }
        }
    }

    /** How many loops of a valid function have a number of rounds that is written in it. */
    public static int of(ModuleImage module, ModuleImage.Function function) {
        CountedLoops loops = new CountedLoops(module, function);
        int counted = 0;
        int outer = 0;
        for (int i = 0; i < loops.code.size(); i++) {
            if (loops.is(i, Code.LOOP)) {
                counted += loops.rounds(i, outer > i) > 0 ? 1 : 0;
                outer = Math.max(outer, loops.end(i));
            }
        }
        return counted;
    }

    /**
     * The branch back of a counted loop. Its counter never passes the end of a 32-bit integer.
     *
     * @param compared whether the counter is compared with its end by {@code i32.ne} just before; its end is 0 otherwise
     * @param up       whether it counts up
     */
    record Back(boolean compared, boolean up) {}

    /** The branches back of the same loops by their offsets. */
    static Map<Integer, Back> branchesBack(ModuleImage module, ModuleImage.Function function) {
        CountedLoops loops = new CountedLoops(module, function);
        Map<Integer, Back> found = new HashMap<>();
        int outer = 0;
        for (int i = 0; i < loops.code.size(); i++) {
            if (loops.is(i, Code.LOOP)) {
                if (loops.rounds(i, outer > i) > 0) {
                    int back = loops.onlyBranchBack(i);
                    boolean compared = loops.is(back - 1, Code.I32_NE);
                    long step = loops.code.get(back - (compared ? 5 : 3))[1];
                    found.put((int) loops.code.get(back)[2], new Back(compared, step > 0));
                }
                outer = Math.max(outer, loops.end(i));
            }
        }
        return found;
    }

    /** Rounds of the loop at {@code head}, or -1. */
    private long rounds(int head, boolean inLoop) {
        int back = onlyBranchBack(head);
        if (back < 0) {
            return -1;
        }
        boolean compared = is(back - 1, Code.I32_NE) && is(back - 2, Code.I32_CONST);
        long last = compared ? code.get(back - 2)[1] : 0;
        int tee = compared ? back - 3 : back - 1;
        if (!is(tee, Code.LOCAL_TEE)
                || !is(tee - 1, Code.I32_ADD)
                || !is(tee - 2, Code.I32_CONST)
                || !is(tee - 3, Code.LOCAL_GET)
                || tee - 3 <= head
                || code.get(tee)[1] != code.get(tee - 3)[1]) {
            return -1;
        }
        long local = code.get(tee)[1];
        for (int i = head; i < end(head); i++) {
            if (i != tee && sets(i, local)) {
                return -1;
            }
        }
        long step = code.get(tee - 2)[1];
        Long first = first(head, local, inLoop);
        if (first == null || step == 0 || (last - first) % step != 0) {
            return -1;
        }
        return (last - first) / step;
    }

    /** The constant that a local holds before a loop, or null. */
    private Long first(int head, long local, boolean inLoop) {
        for (int i = head - 1; i >= Math.max(0, head - FAR); i--) {
            if (sets(i, local)) {
                return is(i - 1, Code.I32_CONST) ? code.get(i - 1)[1] : null;
            }
            long opcode = code.get(i)[0];
            boolean joins = opcode == Code.END || opcode == Code.ELSE || opcode == Code.LOOP || opcode == Code.IF;
            if (joins && (inLoop || setBefore(i, local))) {
                return null;
            }
        }
        // Locals begin as zero.
        return local >= params && !inLoop && !setBefore(head, local) ? 0L : null;
    }

    private boolean setBefore(int index, long local) {
        return firstSet.getOrDefault(local, Integer.MAX_VALUE) < index;
    }

    /** The one br_if that leads back to a loop, or -1 where there is none, another branch, or more. */
    private int onlyBranchBack(int head) {
        int found = -1;
        int depth = 0;
        for (int i = head + 1; i < end(head); i++) {
            switch ((int) code.get(i)[0]) {
                case Code.BLOCK, Code.LOOP, Code.IF -> depth++;
                case Code.END -> depth--;
                case Code.BR_TABLE -> {
                    return -1;
                }
                case Code.BR, Code.BR_IF -> {
                    if (code.get(i)[1] == depth) {
                        if (found >= 0 || is(i, Code.BR)) {
                            return -1;
                        }
                        found = i;
                    }
                }
                default -> {}
            }
        }
        return found;
    }

    private int end(int head) {
        return ends[head];
    }

    private boolean sets(int index, long local) {
        return (is(index, Code.LOCAL_SET) || is(index, Code.LOCAL_TEE)) && code.get(index)[1] == local;
    }

    private boolean is(int index, int opcode) {
        return index >= 0 && code.get(index)[0] == opcode;
    }
}
