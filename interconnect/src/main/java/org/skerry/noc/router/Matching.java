package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.Stateful;

/**
 * Matches inputs with outputs, at most one each, for one router at a time: {@link #request} every pair that could be, {@link #match},
 * read the result, {@link #clear}. Cost: the requests times a small number; the allocators for the common case are faster.
 */
abstract class Matching implements Stateful {
    /** No partner. */
    static final int NONE = -1;

    final int inputs;
    final int outputs;

    /** The requests, in the order in which they were made. */
    final int[] inputOf;

    final int[] outputOf;
    final byte[] inputPriority;
    final byte[] outputPriority;
    int requests;

    private final int[] matchOfInput;
    private final int[] matchOfOutput;

    Matching(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        inputOf = new int[inputs * outputs];
        outputOf = new int[inputOf.length];
        inputPriority = new byte[inputOf.length];
        outputPriority = new byte[inputOf.length];
        matchOfInput = new int[inputs];
        matchOfOutput = new int[outputs];
        Arrays.fill(matchOfInput, NONE);
        Arrays.fill(matchOfOutput, NONE);
    }

    /**
     * An input asks for an output. Each pair once.
     *
     * @param forInput  how much the input prefers this output to others
     * @param forOutput how much the output is to prefer this input to others
     */
    final void request(int input, int output, int forInput, int forOutput) {
        inputOf[requests] = input;
        outputOf[requests] = output;
        inputPriority[requests] = (byte) forInput;
        outputPriority[requests++] = (byte) forOutput;
    }

    /** Decides. */
    abstract void match(int router);

    /** Output that an input got, or {@link #NONE}. */
    final int matchOfInput(int input) {
        return matchOfInput[input];
    }

    /** Input that an output got, or {@link #NONE}. */
    final int matchOfOutput(int output) {
        return matchOfOutput[output];
    }

    final void connect(int input, int output) {
        matchOfInput[input] = output;
        matchOfOutput[output] = input;
    }

    /** Forgets requests and result. */
    final void clear() {
        for (int i = 0; i < requests; i++) {
            matchOfInput[inputOf[i]] = NONE;
            matchOfOutput[outputOf[i]] = NONE;
        }
        requests = 0;
    }

    /** Steps from a pointer to a number, cyclically. */
    static int distance(int pointer, int number, int size) {
        int steps = number - pointer;
        return steps < 0 ? steps + size : steps;
    }
}
