package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Two rounds of arbiters, one for each input and one for each output, in either order; what the first round chose is all that the
 * second sees. Arbiters learn of a win only if the pair was matched in the end.
 */
final class SeparableMatching extends Matching {
    private final boolean inputFirst;
    private final Arbiters ofInputs;
    private final Arbiters ofOutputs;
    private final int[] chosenOfInput; // request
    private final int[] chosenOfOutput;

    SeparableMatching(int routers, int inputs, int outputs, AllocatorSpec.ArbiterKind arbiter, boolean inputFirst) {
        super(inputs, outputs);
        this.inputFirst = inputFirst;
        ofInputs = new Arbiters(routers * inputs, outputs, arbiter);
        ofOutputs = new Arbiters(routers * outputs, inputs, arbiter);
        chosenOfInput = new int[inputs];
        chosenOfOutput = new int[outputs];
    }

    @Override
    void match(int router) {
        Arrays.fill(chosenOfInput, NONE);
        Arrays.fill(chosenOfOutput, NONE);
        for (int i = 0; i < requests; i++) {
            if (inputFirst) {
                offerToInput(router, i);
            } else {
                offerToOutput(router, i);
            }
        }
        if (inputFirst) {
            for (int request : chosenOfInput) {
                if (request != NONE) {
                    offerToOutput(router, request);
                }
            }
        } else {
            for (int request : chosenOfOutput) {
                if (request != NONE) {
                    offerToInput(router, request);
                }
            }
        }
        for (int request : inputFirst ? chosenOfOutput : chosenOfInput) {
            if (request != NONE) {
                int input = inputOf[request];
                int output = outputOf[request];
                connect(input, output);
                ofInputs.won(router * inputs + input, output);
                ofOutputs.won(router * outputs + output, input);
            }
        }
    }

    private void offerToInput(int router, int request) {
        int input = inputOf[request];
        int best = chosenOfInput[input];
        boolean better = best == NONE || inputPriority[request] > inputPriority[best];
        if (better
                || inputPriority[request] == inputPriority[best]
                        && ofInputs.prefers(router * inputs + input, outputOf[request], outputOf[best])) {
            chosenOfInput[input] = request;
        }
    }

    private void offerToOutput(int router, int request) {
        int output = outputOf[request];
        int best = chosenOfOutput[output];
        boolean better = best == NONE || outputPriority[request] > outputPriority[best];
        if (better
                || outputPriority[request] == outputPriority[best]
                        && ofOutputs.prefers(router * outputs + output, inputOf[request], inputOf[best])) {
            chosenOfOutput[output] = request;
        }
    }

    @Override
    public void save(StateWriter out) {
        ofInputs.save(out);
        ofOutputs.save(out);
    }

    @Override
    public void load(StateReader in) {
        ofInputs.load(in);
        ofOutputs.load(in);
    }
}
