package org.skerry.noc.router;

import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.routing.Routing;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * First stage: a head at the front of its buffer gets an output port and, once routing has taken its time, asks for a virtual
 * channel there. With look-ahead routing it asks at once.
 */
final class RouteStage implements Stateful {
    private final Routing routing;
    private final PacketTable packets;
    private final Requests requests; // for virtual channels
    private final InputBits bits;
    private final ActiveSet active;
    private final int delayCycles;
    private final DelayLine waiting; // heads that are being routed: address and flit
    private final short[] x; // by router
    private final short[] y;

    RouteStage(
            RouterBlock block,
            Routing routing,
            PacketTable packets,
            Requests requests,
            InputBits bits,
            ActiveSet active) {
        this.routing = routing;
        this.packets = packets;
        this.requests = requests;
        this.bits = bits;
        this.active = active;
        // An allocator that takes longer than a cycle decides in its last one: until then the head waits here.
        delayCycles = block.spec().routingCycles() + Math.max(0, block.spec().vcAllocationCycles() - 1);
        waiting = new DelayLine(delayCycles);
        x = new short[block.routers()];
        y = new short[block.routers()];
        for (int router = 0; router < x.length; router++) {
            x[router] = (short) block.x(router);
            y[router] = (short) block.y(router);
        }
    }

    /** A head comes to the front such that its first stage may begin at {@code cycle}. */
    void begin(long cycle, int address, int flit) {
        if (!FlitLayout.isHead(flit)) {
            throw new IllegalStateException("cycle " + cycle + ": router " + VcAddress.router(address) + " port "
                    + VcAddress.port(address) + " VC " + VcAddress.vc(address)
                    + " has a flit at its front whose head never came");
        }
        if (delayCycles == 0) {
            request(address, flit);
        } else {
            waiting.add(cycle, (long) address << 32 | flit);
        }
    }

    /** Lets those ask that have been routed by {@code cycle}. */
    void advance(long cycle) {
        while (waiting.isDue(cycle)) {
            long head = waiting.take();
            request((int) (head >>> 32), (int) head);
        }
    }

    long nextCycle() {
        return waiting.nextCycle();
    }

    private void request(int address, int flit) {
        int router = VcAddress.router(address);
        int destination = packets.destination(FlitLayout.slot(flit));
        int direction = routing.next(x[router], y[router], Destination.x(destination), Destination.y(destination));
        int output = direction == Direction.HERE ? Destination.port(destination) : direction;
        requests.set(router, output, bits.firstBit[VcAddress.port(address)] + VcAddress.vc(address));
        active.add(router);
    }

    @Override
    public void save(StateWriter out) {
        waiting.save(out);
    }

    @Override
    public void load(StateReader in) {
        waiting.load(in);
    }
}
