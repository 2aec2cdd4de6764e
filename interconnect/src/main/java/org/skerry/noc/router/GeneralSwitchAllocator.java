package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Matches inputs with outputs by any algorithm, and with speculation if that is wanted: heads that ask for a virtual channel ask for
 * the switch at the same time, with a lower priority (Peh, Dally, HPCA 2001). A head that won the switch and no virtual channel with
 * credit there has won nothing, and the switch is idle there for a cycle.
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
    private final BusyOutputs busy; // null if no link is
    private final Traversal traversal;
    private final boolean speculative;
    private final Matching matching;
    private final byte[] vcPointers; // by input port: a virtual channel
    private final byte[] asking; // by input, output: virtual channel that asks
    private final boolean[] certain; // by input, output: whether it has a virtual channel of the next router
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
            BusyOutputs busy,
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
        this.busy = busy;
        this.traversal = traversal;
        speculative = pipeline.speculative();
        matching = pipeline.switchAllocator().matching(geometry.routers(), ports, ports);
        vcPointers = new byte[geometry.routers() * ports];
        asking = new byte[ports * ports];
        certain = new boolean[ports * ports];
        headVcs = new long[ports * ports];
    }

    @Override
    void lookAhead(int router) {
        for (long left = heads.outputs(router) & open(router); left != 0; left &= left - 1) {
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

    private long open(int router) {
        return busy == null ? -1L : busy.openOf(router);
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
        if (speculative) {
            requestSpeculatively(router);
        }
        matching.match(router);
        for (int input = 0; input < ports; input++) {
            int output = matching.matchOfInput(input);
            if (output != Matching.NONE) {
                int pair = input * ports + output;
                // The pointer moves even if nothing comes of a speculation.
                vcPointers[router * ports + input] = (byte) (asking[pair] + 1);
                if (certain[pair] || hasWon(router, input, output, asking[pair])) {
                    traversal.move(cycle, router, input, asking[pair]);
                }
            }
        }
        for (int i = 0; i < matching.requests; i++) {
            certain[matching.inputOf[i] * ports + matching.outputOf[i]] = false;
        }
        matching.clear();
    }

    private void request(int router) {
        for (long left = requests.outputs(router) & open(router); left != 0; left &= left - 1) {
            int output = Long.numberOfTrailingZeros(left);
            for (int input = 0; input < ports; input++) {
                long vcsAsking = requests.vcsOf(router, output, bits.firstBit[input], vcMask);
                if (vcsAsking != 0) {
                    int pair = input * ports + output;
                    asking[pair] = (byte) InputBits.firstAtOrAfter(vcsAsking, vcPointers[router * ports + input]);
                    certain[pair] = true;
                    matching.request(input, output, 1, 1);
                }
            }
        }
    }

    private void requestSpeculatively(int router) {
        for (int pair = 0; pair < headVcs.length; pair++) {
            if (headVcs[pair] != 0) {
                int input = pair / ports;
                if (!certain[pair]) {
                    asking[pair] = (byte) InputBits.firstAtOrAfter(headVcs[pair], vcPointers[router * ports + input]);
                    matching.request(input, pair % ports, 0, 0);
                }
                headVcs[pair] = 0;
            }
        }
    }

    /** Whether the head of a virtual channel has just won one of an output, and it has credit. */
    private boolean hasWon(int router, int input, int output, int vc) {
        int won = connections.outputOf((router * ports + input) * vcs + vc);
        return won != Connections.NONE
                && VcAddress.port(won) == output
                && credits.left((router * ports + output) * vcs + VcAddress.vc(won)) != 0;
    }

    @Override
    public void save(StateWriter out) {
        matching.save(out);
        out.writeBytes(vcPointers);
    }

    @Override
    public void load(StateReader in) {
        matching.load(in);
        in.readBytes(vcPointers, 0, vcPointers.length);
        Arrays.fill(headVcs, 0);
    }
}
