package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Matches heads that have one way each with free virtual channels, by one iteration of iSLIP. Each free output VC grants
 * itself to the first head at or after its pointer that may use it; each head accepts the first grant at or after its own. Pointers
 * move past what was accepted.
 */
final class IslipVcAllocator extends VcAllocator {
    private final int ports;
    private final int vcs;
    private final InputBits bits;
    private final Connections connections;
    private final Requests requests;
    private final RouteStage routes;
    private final long[] classes;

    private final short[] grantPointers; // by output VC: an input bit
    private final short[] acceptPointers; // by input VC: a place

    private final long[] wanted; // by input bit, within one output port: VCs that are free and that the head may use
    private final long[] granted; // by input bit
    private final int[] granteesOfPort;

    IslipVcAllocator(
            Geometry geometry,
            InputBits bits,
            Connections connections,
            Requests requests,
            RouteStage routes,
            long[] classes) {
        super(bits);
        ports = geometry.ports();
        vcs = geometry.vcs();
        this.bits = bits;
        this.connections = connections;
        this.requests = requests;
        this.routes = routes;
        this.classes = classes;
        grantPointers = new short[geometry.routers() * ports * vcs];
        acceptPointers = new short[grantPointers.length];
        int places = bits.words * Long.SIZE;
        wanted = new long[places];
        granted = new long[places];
        granteesOfPort = new int[places];
    }

    @Override
    void allocate(int router) {
        for (long left = requests.outputs(router); left != 0; left &= left - 1) {
            int output = Long.numberOfTrailingZeros(left);
            long free = connections.free(router * ports + output);
            if (free != 0) {
                allocate(router, output, free);
            }
        }
    }

    /** Decides for all routers of a block. */
    void allocateBlock(int block) {
        int first = requests.firstRouter(block);
        int shift = requests.shift();
        for (long left = requests.outputsOfBlock(block); left != 0; left &= left - 1) {
            int at = Long.numberOfTrailingZeros(left);
            int router = first + (at >> shift);
            int output = at & (1 << shift) - 1;
            long free = connections.free(router * ports + output);
            if (free != 0) {
                allocate(router, output, free);
            }
        }
    }

    private void allocate(int router, int output, long free) {
        int firstInput = router * ports * vcs;
        int first = requests.firstAtOrAfter(router, output, 0);
        if (requests.isOnly(router, output, first)) {
            long wants = free & classes[Way.vcClass(routes.way(firstInput + bits.inputOf[first]))];
            if (wants != 0) {
                accept(router, output, first, wants);
            }
            return;
        }
        long asked = 0;
        int bit = first;
        do {
            wanted[bit] = free & classes[Way.vcClass(routes.way(firstInput + bits.inputOf[bit]))];
            asked |= wanted[bit];
            bit = requests.firstAtOrAfter(router, output, bit + 1);
        } while (bit != first);
        int grantees = 0;
        for (long left = asked; left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left);
            int to = grantee(router, output, vc);
            if (granted[to] == 0) {
                granteesOfPort[grantees++] = to;
            }
            granted[to] |= 1L << vc;
        }
        for (int i = 0; i < grantees; i++) {
            int to = granteesOfPort[i];
            long offers = granted[to];
            granted[to] = 0;
            accept(router, output, to, offers);
        }
    }

    /** The first head at or after the pointer of an output VC that wants it; one does. */
    private int grantee(int router, int output, int vc) {
        int bit = grantPointers[(router * ports + output) * vcs + vc] - 1;
        do {
            bit = requests.firstAtOrAfter(router, output, bit + 1);
        } while ((wanted[bit] >>> vc & 1) == 0);
        return bit;
    }

    private void accept(int router, int output, int bit, long offers) {
        int port = bits.portOf[bit];
        int vc = bits.vcOf[bit];
        int input = (router * ports + port) * vcs + vc;
        int pointer = acceptPointers[input];
        int taken = InputBits.firstAtOrAfter(offers, VcAddress.port(pointer) == output ? VcAddress.vc(pointer) : 0);
        int outputPort = router * ports + output;
        acceptPointers[input] = (short) VcAddress.place(output, taken + 1);
        grantPointers[outputPort * vcs + taken] = (short) (bit + 1);
        connections.connect(input, VcAddress.place(port, vc), outputPort, taken, VcAddress.place(output, taken));
        requests.clear(router, output, bit);
        addWinner(router, bit, VcAddress.place(output, taken));
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
        Arrays.fill(granted, 0);
    }
}
