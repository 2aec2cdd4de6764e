package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Which input virtual channels ask for which output port: a set of input bits for each output of each router. Which outputs are asked for
 * is kept for a block of routers together in one word, so that allocators go through them in one loop: its end is hard to foresee for
 * the host's processor, and one end for eight routers costs less than eight.
 */
final class Requests implements Stateful {
    private final int words;
    private final int ports;
    private final long[] masks; // by (router * ports + output) * words
    private final int shift; // to the left: bits of a router in a word, as a power of two
    private final long portMask;
    private final long[] asked; // by block: a bit for each output of its routers that is asked for

    Requests(int routers, int ports, InputBits bits) {
        this.words = bits.words;
        this.ports = ports;
        masks = new long[routers * ports * words];
        shift = shift(ports);
        portMask = ports == Long.SIZE ? -1L : (1L << ports) - 1;
        asked = new long[((routers << shift) + Long.SIZE - 1) / Long.SIZE];
    }

    /** Bits of a router in a word, as a power of two. */
    static int shift(int ports) {
        return Math.max(3, Integer.SIZE - Integer.numberOfLeadingZeros(ports - 1));
    }

    void set(int router, int output, int bit) {
        masks[(router * ports + output) * words + (bit >> 6)] |= 1L << bit;
        int at = (router << shift) + output;
        asked[at >> 6] |= 1L << at;
    }

    void clear(int router, int output, int bit) {
        int first = (router * ports + output) * words;
        long rest = masks[first + (bit >> 6)] & ~(1L << bit);
        masks[first + (bit >> 6)] = rest;
        if (words == 1) {
            int at = (router << shift) + output;
            asked[at >> 6] &= rest == 0 ? ~(1L << at) : -1L;
            return;
        }
        for (int i = 0; i < words; i++) {
            if (masks[first + i] != 0) {
                return;
            }
        }
        int at = (router << shift) + output;
        asked[at >> 6] &= ~(1L << at);
    }

    /** Whether {@code bit} asks for an output. */
    boolean asks(int router, int output, int bit) {
        return (masks[(router * ports + output) * words + (bit >> 6)] >>> bit & 1) != 0;
    }

    /** Bits of the outputs of {@code router} that are asked for. */
    long outputs(int router) {
        int at = router << shift;
        return asked[at >> 6] >>> at & portMask;
    }

    /** Number of blocks. */
    int blocks() {
        return asked.length;
    }

    /** Block of a router. */
    int block(int router) {
        return router << shift >> 6;
    }

    /** First router of a block. */
    int firstRouter(int block) {
        return block << 6 >> shift;
    }

    /** Bits of the outputs that are asked for in a block, in the order of routers and outputs. */
    long outputsOfBlock(int block) {
        return asked[block];
    }

    /** Bits that each router has in the word of its block, as a power of two. */
    int shift() {
        return shift;
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
        out.writeLongs(asked);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(masks);
        in.readLongs(asked);
    }
}
