package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The switches of {@link FlowRouters}: who asks for which output, and who gets it, by iSLIP with one iteration.
 *
 * <p>The pointer of an output stands between ports, so to grant is to choose among ports: which inputs of a router ask for which outputs is
 * a matrix of bits, mostly one long, and mostly one bit of it. A port is router, port, the latter in {@code portBits} bits.
 */
final class FlowSwitch implements Stateful {
    private static final int BYTE = 0xff;
    private static final int ACCEPT = 8;
    private static final int ACCEPT_VC = 16;
    private static final int WINNER_VC = 8;
    private static final int WINNER_OUTPUT = 16;

    private final int portBits;
    private final int mask; // of a port without its router
    private final int wordBits; // words of a router's matrix, as a power of two
    private final short[] asks; // by output port, input port: virtual channels that ask
    private final long[] matrices; // by router, word: inputs that ask for an output, by output, input
    private final int[] pointers; // by port, bytes: input first for this output; for this input, output first, VC first
    private final ActiveSet active; // routers whose matrix is not 0
    private final long[] granted; // by input port of a router: outputs that granted
    private final int[] winners; // of a router: input port, virtual channel, output port

    /** Switches that nobody asks for, of routers with at most 2^portBits ports. */
    FlowSwitch(int routers, int portBits) {
        this.portBits = portBits;
        mask = (1 << portBits) - 1;
        wordBits = Math.max(0, 2 * portBits - 6);
        asks = new short[routers << 2 * portBits];
        matrices = new long[routers << wordBits];
        pointers = new int[routers << portBits];
        active = new ActiveSet(routers);
        granted = new long[1 << portBits];
        winners = new int[1 << portBits];
    }

    /** A virtual channel of an input of the router of {@code outputPort} asks for this output from now on. */
    void ask(int outputPort, int input, int vc) {
        int at = outputPort << portBits | input;
        asks[at] |= (short) (1 << vc);
        // A router's part of such an address is as many bits of its matrix.
        matrices[at >>> 6] |= 1L << at;
        active.add(outputPort >>> portBits);
    }

    /** It asks no more. */
    void unask(int outputPort, int input, int vc) {
        int at = outputPort << portBits | input;
        int rest = asks[at] & 0xffff & ~(1 << vc);
        asks[at] = (short) rest;
        if (rest == 0) {
            matrices[at >>> 6] &= ~(1L << at);
        }
    }

    /** The first router from {@code from} on at which anybody asks, or -1. */
    int next(int from) {
        return active.next(from);
    }

    /** Whether nobody asks. */
    boolean isIdle() {
        return active.isEmpty();
    }

    /** After what won has been told not to ask, as far as it does not: whether anybody still does. */
    void settle(int router) {
        long rest = 0;
        for (int word = 0; word < 1 << wordBits; word++) {
            rest |= matrices[(router << wordBits) + word];
        }
        if (rest == 0) {
            active.remove(router);
        }
    }

    /** Matches inputs and outputs of a router at which somebody asks. Returns how many {@link #winner winners} there are. */
    int match(int router) {
        long matrix = matrices[router << wordBits];
        if (wordBits == 0 && (matrix & matrix - 1) == 0) { // nobody to decide between
            int at = Long.numberOfTrailingZeros(matrix);
            winners[0] = accept(router << portBits | at & mask, 1L << (at >>> portBits));
            return 1;
        }
        int takers = 0;
        for (int word = 0; word < 1 << wordBits; word++) {
            takers = grant(router, matrices[(router << wordBits) + word], word << 6 - portBits, takers);
        }
        int count = 0;
        for (int left = takers; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            winners[count++] = accept(router << portBits | port, granted[port]);
            granted[port] = 0;
        }
        return count;
    }

    /** Each output that a word of a matrix asks for grants itself to an input. Returns these and those before. */
    private int grant(int router, long word, int firstOutput, int before) {
        int takers = before;
        long inputs = (1L << (1 << portBits)) - 1;
        for (long left = word; left != 0; ) {
            int output = Long.numberOfTrailingZeros(left) >>> portBits;
            int shift = output << portBits;
            long asking = word >>> shift & inputs;
            left &= ~(inputs << shift);
            int pointer = pointers[router << portBits | firstOutput + output] & BYTE;
            int port = InputBits.firstAtOrAfter(asking, pointer);
            granted[port] |= 1L << firstOutput + output;
            takers |= 1 << port;
        }
        return takers;
    }

    /** An input takes one of the outputs that granted themselves to it. */
    private int accept(int inputPort, long offers) {
        int port = inputPort & mask;
        int mine = pointers[inputPort];
        int output = InputBits.firstAtOrAfter(offers, mine >>> ACCEPT & BYTE);
        int outputPort = inputPort - port | output;
        int vc = InputBits.firstAtOrAfter(asks[outputPort << portBits | port] & 0xffffL, mine >>> ACCEPT_VC);
        // A pointer beyond the last one searches from the start.
        pointers[inputPort] = mine & BYTE | output + 1 << ACCEPT | vc + 1 << ACCEPT_VC;
        pointers[outputPort] = pointers[outputPort] & ~BYTE | port + 1;
        return output << WINNER_OUTPUT | vc << WINNER_VC | port;
    }

    /** One of those that won at the router matched last. */
    int winner(int index) {
        return winners[index];
    }

    /** Input port of a winner at its router. */
    static int input(int winner) {
        return winner & BYTE;
    }

    /** Virtual channel of a winner. */
    static int vc(int winner) {
        return winner >>> WINNER_VC & BYTE;
    }

    /** Output port of a winner at its router. */
    static int output(int winner) {
        return winner >>> WINNER_OUTPUT;
    }

    /** Bytes of arrays that a router takes. */
    int bytesPerRouter() {
        return (Short.BYTES << 2 * portBits) + (Long.BYTES << wordBits) + (Integer.BYTES << portBits);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(pointers);
        Shorts.save(asks, out);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(pointers);
        Shorts.load(asks, in);
        Arrays.fill(matrices, 0);
        active.clear();
        for (int at = 0; at < asks.length; at++) {
            if (asks[at] != 0) {
                matrices[at >>> 6] |= 1L << at;
                active.add(at >>> 2 * portBits);
            }
        }
    }
}
