package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Which input virtual channels ask for which output port: a set of input bits for each output of each router. */
final class Requests implements Stateful {
    private final int words;
    private final int ports;
    private final long[] masks; // by (router * ports + output) * words
    private final long[] outputs; // by router: a bit for each output that is asked for

    Requests(int routers, int ports, InputBits bits) {
        this.words = bits.words;
        this.ports = ports;
        masks = new long[routers * ports * words];
        outputs = new long[routers];
    }

    void set(int router, int output, int bit) {
        masks[(router * ports + output) * words + (bit >> 6)] |= 1L << bit;
        outputs[router] |= 1L << output;
    }

    void clear(int router, int output, int bit) {
        int first = (router * ports + output) * words;
        long rest = masks[first + (bit >> 6)] & ~(1L << bit);
        masks[first + (bit >> 6)] = rest;
        if (words == 1) {
            outputs[router] &= rest == 0 ? ~(1L << output) : -1L;
            return;
        }
        for (int i = 0; i < words; i++) {
            if (masks[first + i] != 0) {
                return;
            }
        }
        outputs[router] &= ~(1L << output);
    }

    /** Bits of the outputs of {@code router} that are asked for. */
    long outputs(int router) {
        return outputs[router];
    }

    /** The first bit from {@code from} on, cyclically, that asks for an output; one does. */
    int firstAtOrAfter(int router, int output, int from) {
        int first = (router * ports + output) * words;
        if (words == 1) {
            return InputBits.firstAtOrAfter(masks[first], from);
        }
        int word = from >> 6 == words ? 0 : from >> 6;
        long rest = masks[first + word] & -1L << from;
        for (int i = 0; rest == 0 && i < words; i++) {
            word = word + 1 == words ? 0 : word + 1;
            rest = masks[first + word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }

    /** Whether {@code bit} is the only one that asks for an output. */
    boolean isOnly(int router, int output, int bit) {
        int first = (router * ports + output) * words;
        if (words == 1) {
            return masks[first] == 1L << bit;
        }
        for (int i = 0; i < words; i++) {
            if (masks[first + i] != (i == bit >> 6 ? 1L << bit : 0)) {
                return false;
            }
        }
        return true;
    }

    /** The virtual channels of an input port that ask for an output; the lowest bit is the first of the port. */
    long vcsOf(int router, int output, int firstBit, long vcMask) {
        return masks[(router * ports + output) * words + (firstBit >> 6)] >>> firstBit & vcMask;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(masks);
        out.writeLongs(outputs);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(masks);
        in.readLongs(outputs);
    }
}
