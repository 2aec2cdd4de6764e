package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The wavefront allocator (Tamir, Chi, IEEE TPDS 4(1), 1993) as BookSim has it: diagonals of the square matrix of requests one after
 * the other, beginning with one that moves on each time there is a request; all of the highest priority before any other.
 */
final class WavefrontMatching extends Matching {
    private final boolean skipping;
    private final int size;
    private final short[] firstDiagonals; // by router
    private final int[] order; // requests by priority and diagonal

    WavefrontMatching(int routers, int inputs, int outputs, boolean skipping) {
        super(inputs, outputs);
        this.skipping = skipping;
        size = Math.max(inputs, outputs);
        firstDiagonals = new short[routers];
        order = new int[inputOf.length];
    }

    @Override
    void match(int router) {
        if (requests == 0) {
            return;
        }
        sort(firstDiagonals[router]);
        int first = NONE;
        for (int i = 0; i < requests; i++) {
            int input = inputOf[order[i]];
            int output = outputOf[order[i]];
            if (matchOfInput(input) == NONE && matchOfOutput(output) == NONE) {
                connect(input, output);
                first = first == NONE ? input + output : first;
            }
        }
        firstDiagonals[router] = (short) (((skipping ? first : firstDiagonals[router]) + 1) % size);
    }

    /** Requests of one diagonal do not meet in a row or column, so their order among each other means nothing. */
    private void sort(int firstDiagonal) {
        for (int i = 0; i < requests; i++) {
            int key = key(i, firstDiagonal);
            int at = i;
            for (; at > 0 && key(order[at - 1], firstDiagonal) > key; at--) {
                order[at] = order[at - 1];
            }
            order[at] = i;
        }
    }

    private int key(int request, int firstDiagonal) {
        int diagonal = distance(firstDiagonal, (inputOf[request] + outputOf[request]) % size, size);
        return (2 - outputPriority[request]) * 4 * size + (2 - inputPriority[request]) * size + diagonal;
    }

    @Override
    public void save(StateWriter out) {
        Shorts.save(firstDiagonals, out);
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(order, 0);
        Shorts.load(firstDiagonals, in);
    }
}
