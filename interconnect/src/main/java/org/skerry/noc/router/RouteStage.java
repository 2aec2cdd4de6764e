package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * First stage: a head at the front of its buffer gets its ways on and, once routing has taken its time, asks for a virtual
 * channel there. With look-ahead routing it asks at once.
 */
final class RouteStage implements Stateful {
    private final RouteFunction routing;
    private final Requests requests; // for virtual channels
    private final InputBits bits;
    private final ActiveSet active;
    private final int ports;
    private final int vcs;
    private final int mostWays;
    private final short[] ways; // by input VC, mostWays each: those of the head that asks for a virtual channel
    private final int delayCycles;
    private final DelayLine[] waiting; // heads that are being routed, by cycles until that begins: address and flit
    private final BatchGates gates; // null if nothing waits for a batch
    private final DelayLine turning; // heads that turn, which takes time: addresses; null if it takes none

    RouteStage(
            Geometry geometry,
            Pipeline pipeline,
            RouteFunction routing,
            Requests requests,
            InputBits bits,
            ActiveSet active,
            BatchGates gates) {
        this.routing = routing;
        this.requests = requests;
        this.bits = bits;
        this.active = active;
        ports = geometry.ports();
        vcs = geometry.vcs();
        mostWays = routing.mostWays();
        ways = new short[geometry.routers() * ports * vcs * mostWays];
        this.gates = gates;
        // An allocator that takes longer than a cycle decides in its last one: until then the head waits here.
        delayCycles = gates == null
                ? pipeline.routingCycles() + Math.max(0, pipeline.vcAllocationCycles() - 1)
                : pipeline.routingCycles();
        waiting = new DelayLine[gates == null ? 1 : Math.max(1, delayCycles)];
        Arrays.setAll(waiting, wait -> new DelayLine(delayCycles + wait));
        turning = pipeline.turnCycles() == 0 ? null : new DelayLine(pipeline.turnCycles());
        Check.isTrue(
                turning == null || mostWays == 1,
                "network.router.turnCycles=" + pipeline.turnCycles()
                        + " needs a routing with one way for each packet. Choose one, or give 0.");
    }

    /** The only way of the head at the front of an input VC that asks for a virtual channel. */
    int way(int input) {
        return ways[input];
    }

    /** Its ways in turn, or {@link Way#NONE} after the last. */
    int way(int input, int index) {
        return index < mostWays ? ways[input * mostWays + index] : Way.NONE;
    }

    /** A head comes to the front such that its first stage may begin at {@code cycle}. */
    void begin(long cycle, int address, int flit) {
        if (!FlitLayout.isHead(flit)) {
            throw new IllegalStateException("cycle " + cycle + ": router " + VcAddress.router(address) + " port "
                    + VcAddress.port(address) + " VC " + VcAddress.vc(address)
                    + " has a flit at its front whose head never came");
        }
        if (delayCycles == 0) {
            request(cycle, address, flit);
        } else {
            int wait = gates == null ? 0 : gates.routingWait(cycle, VcAddress.router(address));
            waiting[wait].add(cycle, (long) address << 32 | flit);
        }
    }

    /** Lets those ask that have been routed by {@code cycle}. */
    void advance(long cycle) {
        for (DelayLine line : waiting) {
            while (line.isDue(cycle)) {
                long head = line.take();
                request(cycle, (int) (head >>> 32), (int) head);
            }
        }
        while (turning != null && turning.isDue(cycle)) {
            ask((int) turning.take());
        }
    }

    long nextCycle() {
        long next = turning == null ? Long.MAX_VALUE : turning.nextCycle();
        for (DelayLine line : waiting) {
            next = Math.min(next, line.nextCycle());
        }
        return next;
    }

    private void request(long cycle, int address, int flit) {
        int router = VcAddress.router(address);
        int port = VcAddress.port(address);
        int vc = VcAddress.vc(address);
        int bit = bits.firstBit[port] + vc;
        int input = (router * ports + port) * vcs + vc;
        int way = routing.first(router, port, vc, FlitLayout.slot(flit));
        active.add(requests.block(router));
        if (mostWays == 1) {
            ways[input] = (short) way;
            if (turning != null && turns(port, Way.port(way))) {
                turning.add(cycle, address);
                return;
            }
            requests.set(router, Way.port(way), bit);
            return;
        }
        for (int i = 0; i < mostWays; i++) {
            ways[input * mostWays + i] = (short) way;
            if (way != Way.NONE) {
                requests.set(router, Way.port(way), bit);
                way = routing.next();
            }
        }
    }

    private static boolean turns(int in, int out) {
        return in < Direction.COUNT && out < Direction.COUNT && out != Direction.opposite(in);
    }

    /** A head that has turned asks for a virtual channel. */
    private void ask(int address) {
        int router = VcAddress.router(address);
        int port = VcAddress.port(address);
        int vc = VcAddress.vc(address);
        active.add(requests.block(router));
        requests.set(router, Way.port(ways[(router * ports + port) * vcs + vc]), bits.firstBit[port] + vc);
    }

    /** The head at the front of an input VC got a virtual channel and asks no more. */
    void satisfied(int router, int bit, int input) {
        for (int i = 0; i < mostWays && ways[input * mostWays + i] != Way.NONE; i++) {
            requests.clear(router, Way.port(ways[input * mostWays + i]), bit);
        }
    }

    @Override
    public void save(StateWriter out) {
        for (DelayLine line : waiting) {
            line.save(out);
        }
        if (turning != null) {
            turning.save(out);
        }
        Shorts.save(ways, out);
    }

    @Override
    public void load(StateReader in) {
        for (DelayLine line : waiting) {
            line.load(in);
        }
        if (turning != null) {
            turning.load(in);
        }
        Shorts.load(ways, in);
    }
}
