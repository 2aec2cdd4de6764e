package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Matches input ports with output ports, one flit each, by one iteration of iSLIP. Each output grants itself to the
 * first input port at or after its pointer; each input accepts the first grant at or after its own, for the first of its virtual
 * channels at or after a third pointer. Pointers move past what was accepted.
 */
final class IslipSwitchAllocator extends SwitchAllocator {
    private final int ports;
    private final long vcMask;
    private final InputBits bits;
    private final Requests
            requests; // of virtual channels with a flit, a virtual channel of the next router, and a credit
    private final Traversal traversal;

    private final byte[] grantPointers; // by output port: an input port
    private final byte[] acceptPointers; // by input port: an output port
    private final byte[] vcPointers; // by input port: a virtual channel

    private final int shift; // bits of a router in a block, as a power of two
    private final long[] granted; // by place in a block, of input ports: outputs that granted

    IslipSwitchAllocator(Geometry geometry, InputBits bits, Requests requests, Traversal traversal) {
        ports = geometry.ports();
        vcMask = (1L << geometry.vcs()) - 1;
        this.bits = bits;
        this.requests = requests;
        this.traversal = traversal;
        grantPointers = new byte[geometry.routers() * ports];
        acceptPointers = new byte[grantPointers.length];
        vcPointers = new byte[grantPointers.length];
        shift = requests.shift();
        granted = new long[Long.SIZE];
    }

    @Override
    void allocate(long cycle, int router) {
        decide(cycle, router, requests.outputs(router));
    }

    /** Decides for all routers of a block, about the outputs of the word {@code open}. */
    void allocateBlock(long cycle, int block, long open) {
        decide(cycle, requests.firstRouter(block), requests.outputsOfBlock(block) & open);
    }

    /** The bits of {@code outputs} are of the router {@code first} and of those after it, as in a block. */
    private void decide(long cycle, int first, long outputs) {
        int mask = (1 << shift) - 1;
        long inputs = 0;
        for (long left = outputs; left != 0; left &= left - 1) {
            int at = Long.numberOfTrailingZeros(left);
            int output = at & mask;
            int input = (at & ~mask) + grantee(first + (at >> shift), output);
            granted[input] |= 1L << output;
            inputs |= 1L << input;
        }
        for (long left = inputs; left != 0; left &= left - 1) {
            int at = Long.numberOfTrailingZeros(left);
            long offers = granted[at];
            granted[at] = 0;
            accept(cycle, first + (at >> shift), at & mask, offers);
        }
    }

    /** The input port that an output grants itself to. */
    private int grantee(int router, int output) {
        int from = bits.firstBit[grantPointers[router * ports + output]];
        return bits.portOf[requests.firstAtOrAfter(router, output, from)];
    }

    private void accept(long cycle, int router, int input, long offers) {
        int inputPort = router * ports + input;
        int output = InputBits.firstAtOrAfter(offers, acceptPointers[inputPort]);
        long vcs = requests.vcsOf(router, output, bits.firstBit[input], vcMask);
        int vc = InputBits.firstAtOrAfter(vcs, vcPointers[inputPort]);
        // A pointer beyond the last one searches from the start.
        grantPointers[router * ports + output] = (byte) (input + 1);
        acceptPointers[inputPort] = (byte) (output + 1);
        vcPointers[inputPort] = (byte) (vc + 1);
        traversal.move(cycle, router, input, vc);
    }

    @Override
    public void save(StateWriter out) {
        out.writeBytes(grantPointers);
        out.writeBytes(acceptPointers);
        out.writeBytes(vcPointers);
    }

    @Override
    public void load(StateReader in) {
        in.readBytes(grantPointers, 0, grantPointers.length);
        in.readBytes(acceptPointers, 0, acceptPointers.length);
        in.readBytes(vcPointers, 0, vcPointers.length);
    }
}
