package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** iSLIP with any number of iterations (McKeown, IEEE/ACM ToN 7(2), 1999). Knows no priorities. */
final class IslipMatching extends Matching {
    private final int iterations;
    private final short[] grantPointers; // by router, output
    private final short[] acceptPointers; // by router, input
    private final int[] grants; // by output: request that it grants
    private final int[] accepts; // by input: request that it accepts

    IslipMatching(int routers, int inputs, int outputs, int iterations) {
        super(inputs, outputs);
        this.iterations = iterations;
        grantPointers = new short[routers * outputs];
        acceptPointers = new short[routers * inputs];
        grants = new int[outputs];
        accepts = new int[inputs];
    }

    @Override
    void match(int router) {
        for (int i = 0; i < iterations; i++) {
            if (!iterate(router * outputs, router * inputs, i == 0)) {
                return;
            }
        }
    }

    private boolean iterate(int firstOutput, int firstInput, boolean movesPointers) {
        Arrays.fill(grants, NONE);
        Arrays.fill(accepts, NONE);
        for (int i = 0; i < requests; i++) {
            int output = outputOf[i];
            if (matchOfInput(inputOf[i]) == NONE && matchOfOutput(output) == NONE) {
                int best = grants[output];
                int pointer = grantPointers[firstOutput + output];
                if (best == NONE || distance(pointer, inputOf[i], inputs) < distance(pointer, inputOf[best], inputs)) {
                    grants[output] = i;
                }
            }
        }
        boolean any = false;
        for (int output = 0; output < outputs; output++) {
            int grant = grants[output];
            if (grant != NONE) {
                int input = inputOf[grant];
                int best = accepts[input];
                int pointer = acceptPointers[firstInput + input];
                if (best == NONE || distance(pointer, output, outputs) < distance(pointer, outputOf[best], outputs)) {
                    accepts[input] = grant;
                }
                any = true;
            }
        }
        for (int input = 0; any && input < inputs; input++) {
            if (accepts[input] != NONE) {
                int output = outputOf[accepts[input]];
                connect(input, output);
                if (movesPointers) {
                    grantPointers[firstOutput + output] = (short) (input + 1 == inputs ? 0 : input + 1);
                    acceptPointers[firstInput + input] = (short) (output + 1 == outputs ? 0 : output + 1);
                }
            }
        }
        return any;
    }

    @Override
    public void save(StateWriter out) {
        Shorts.save(grantPointers, out);
        Shorts.save(acceptPointers, out);
    }

    @Override
    public void load(StateReader in) {
        Shorts.load(grantPointers, in);
        Shorts.load(acceptPointers, in);
    }
}
