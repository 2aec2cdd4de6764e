package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Matches heads, with any number of ways each, with free virtual channels by any algorithm. */
final class GeneralVcAllocator extends VcAllocator {
    private final int ports;
    private final int vcs;
    private final InputBits bits;
    private final Connections connections;
    private final Requests requests;
    private final RouteStage routes;
    private final long[] classes;
    private final Matching matching;

    GeneralVcAllocator(
            Geometry geometry,
            AllocatorSpec spec,
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
        matching = spec.matching(geometry.routers(), ports * vcs, ports * vcs);
    }

    @Override
    void allocate(int router) {
        for (long left = requests.outputs(router); left != 0; left &= left - 1) {
            int output = Long.numberOfTrailingZeros(left);
            long free = connections.free(router * ports + output);
            int first = requests.firstAtOrAfter(router, output, 0);
            int bit = first;
            do {
                request(router, output, bit, free);
                bit = requests.firstAtOrAfter(router, output, bit + 1);
            } while (bit != first);
        }
        matching.match(router);
        for (int i = 0; i < matching.requests; i++) {
            if (matching.matchOfInput(matching.inputOf[i]) == matching.outputOf[i]) {
                accept(router, matching.inputOf[i], matching.outputOf[i]);
            }
        }
        matching.clear();
    }

    private void request(int router, int output, int bit, long free) {
        int input = bits.inputOf[bit];
        int at = router * ports * vcs + input;
        long asked = 0; // a virtual channel of two ways is asked for with the priority of the first
        int way = routes.way(at, 0);
        for (int i = 1; way != Way.NONE; way = routes.way(at, i++)) {
            if (Way.port(way) == output) {
                for (long left = free & classes[Way.vcClass(way)] & ~asked; left != 0; left &= left - 1) {
                    int vc = Long.numberOfTrailingZeros(left);
                    matching.request(input, output * vcs + vc, Way.priority(way), 0);
                }
                asked |= classes[Way.vcClass(way)];
            }
        }
    }

    private void accept(int router, int input, int outputVc) {
        int port = input / vcs;
        int vc = input % vcs;
        int output = outputVc / vcs;
        int taken = outputVc % vcs;
        int bit = bits.firstBit[port] + vc;
        int at = router * ports * vcs + input;
        int place = VcAddress.place(output, taken);
        connections.connect(at, VcAddress.place(port, vc), router * ports + output, taken, place);
        routes.satisfied(router, bit, at);
        addWinner(router, bit, place);
    }

    @Override
    public void save(StateWriter out) {
        matching.save(out);
    }

    @Override
    public void load(StateReader in) {
        matching.load(in);
    }
}
