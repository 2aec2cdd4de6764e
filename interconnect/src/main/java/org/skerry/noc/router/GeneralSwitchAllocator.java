package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Matches inputs with outputs by any algorithm, and with speculation if that is wanted: heads that ask for a virtual channel ask for
 * the switch at the same time, in a matching of their own, and win what the others left (Peh, Dally, HPCA 2001). A head that won
 * the switch and no virtual channel with credit there has won nothing.
 */
final class GeneralSwitchAllocator extends SwitchAllocator {
    private final int ports;
    private final int vcs;
    private final long vcMask;
    private final InputBits bits;
    private final Requests
            requests; // of virtual channels with a flit, a virtual channel of the next router, and a credit
    private final Requests heads; // that ask for a virtual channel
    private final RouteStage routes;
    private final Connections connections;
    private final Credits credits;
    private final long[] classes;
    private final Traversal traversal;
    private final Matching certain;
    private final Matching speculative; // null without speculation
    private final byte[] vcPointers; // by input port: a virtual channel
    private final byte[] certainVcs; // by input, output: virtual channel that asks
    private final byte[] speculativeVcs;
    private final long[] headVcs; // by input, output, in one router: virtual channels whose heads ask

    GeneralSwitchAllocator(
            Geometry geometry,
            Pipeline pipeline,
            InputBits bits,
            Requests requests,
            Requests heads,
            RouteStage routes,
            Connections connections,
            Credits credits,
            long[] classes,
            Traversal traversal) {
        ports = geometry.ports();
        vcs = geometry.vcs();
        vcMask = (1L << vcs) - 1;
        this.bits = bits;
        this.requests = requests;
        this.heads = heads;
        this.routes = routes;
        this.connections = connections;
        this.credits = credits;
        this.classes = classes;
        this.traversal = traversal;
        certain = pipeline.switchAllocator().matching(geometry.routers(), ports, ports);
        speculative =
                pipeline.speculative() ? pipeline.switchAllocator().matching(geometry.routers(), ports, ports) : null;
        vcPointers = new byte[geometry.routers() * ports];
        certainVcs = new byte[ports * ports];
        speculativeVcs = new byte[ports * ports];
        headVcs = new long[ports * ports];
    }

    @Override
    void lookAhead(int router) {
        for (long left = heads.outputs(router); left != 0; left &= left - 1) {
            int output = Long.numberOfTrailingZeros(left);
            long sendable = sendable(router, output);
            int first = heads.firstAtOrAfter(router, output, 0);
            int bit = first;
            do {
                if (reaches(router, bit, output, sendable)) {
                    headVcs[bits.portOf[bit] * ports + output] |= 1L << bits.vcOf[bit];
                }
                bit = heads.firstAtOrAfter(router, output, bit + 1);
            } while (bit != first);
        }
    }

    /** Virtual channels of an output that are free and have a credit. */
    private long sendable(int router, int output) {
        long sendable = 0;
        for (long left = connections.free(router * ports + output); left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left);
            if (vc < vcs && credits.left((router * ports + output) * vcs + vc) != 0) {
                sendable |= 1L << vc;
            }
        }
        return sendable;
    }

    private boolean reaches(int router, int bit, int output, long sendable) {
        int input = router * ports * vcs + bits.inputOf[bit];
        int way = routes.way(input, 0);
        for (int i = 1; way != Way.NONE; way = routes.way(input, i++)) {
            if (Way.port(way) == output && (classes[Way.vcClass(way)] & sendable) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    void allocate(long cycle, int router) {
        request(router);
        certain.match(router);
        if (speculative != null) {
            requestSpeculatively(router);
            speculative.match(router);
        }
        for (int input = 0; input < ports; input++) {
            int output = certain.matchOfInput(input);
            if (output != Matching.NONE) {
                move(cycle, router, input, certainVcs[input * ports + output]);
            } else if (speculative != null) {
                output = speculative.matchOfInput(input);
                if (output != Matching.NONE && certain.matchOfOutput(output) == Matching.NONE) {
                    speculate(cycle, router, input, output, speculativeVcs[input * ports + output]);
                }
            }
        }
        certain.clear();
        if (speculative != null) {
            speculative.clear();
        }
    }

    private void request(int router) {
        for (long left = requests.outputs(router); left != 0; left &= left - 1) {
            int output = Long.numberOfTrailingZeros(left);
            for (int input = 0; input < ports; input++) {
                long asking = requests.vcsOf(router, output, bits.firstBit[input], vcMask);
                if (asking != 0) {
                    certainVcs[input * ports + output] =
                            (byte) InputBits.firstAtOrAfter(asking, vcPointers[router * ports + input]);
                    certain.request(input, output, 0, 0);
                }
            }
        }
    }

    private void requestSpeculatively(int router) {
        for (int at = 0; at < headVcs.length; at++) {
            if (headVcs[at] != 0) {
                int input = at / ports;
                speculativeVcs[at] = (byte) InputBits.firstAtOrAfter(headVcs[at], vcPointers[router * ports + input]);
                speculative.request(input, at % ports, 0, 0);
                headVcs[at] = 0;
            }
        }
    }

    private void speculate(long cycle, int router, int input, int output, int vc) {
        // The pointer moves even if nothing comes of it.
        vcPointers[router * ports + input] = (byte) (vc + 1);
        int won = connections.outputOf((router * ports + input) * vcs + vc);
        if (won != Connections.NONE
                && VcAddress.port(won) == output
                && credits.left((router * ports + output) * vcs + VcAddress.vc(won)) != 0) {
            traversal.move(cycle, router, input, vc);
        }
    }

    private void move(long cycle, int router, int input, int vc) {
        vcPointers[router * ports + input] = (byte) (vc + 1);
        traversal.move(cycle, router, input, vc);
    }

    @Override
    public void save(StateWriter out) {
        certain.save(out);
        if (speculative != null) {
            speculative.save(out);
        }
        out.writeBytes(vcPointers);
    }

    @Override
    public void load(StateReader in) {
        certain.load(in);
        if (speculative != null) {
            speculative.load(in);
        }
        in.readBytes(vcPointers, 0, vcPointers.length);
        Arrays.fill(headVcs, 0);
    }
}
