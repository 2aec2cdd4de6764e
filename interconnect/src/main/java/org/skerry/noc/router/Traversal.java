package org.skerry.noc.router;

import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketIdentities;
import org.skerry.sim.digest.EntityDigests;

/**
 * Last stage: a flit that won the switch leaves its buffer for the link, and the place that it leaves goes back to the router before
 * as a credit. With the tail the virtual channel is free again, and the packet behind it, if any, begins.
 */
final class Traversal {
    private final int ports;
    private final int vcs;
    private final Links links;
    private final InputBits bits;
    private final InputBuffers buffers;
    private final PacketIdentities packets; // null if no history is kept, as are the digests
    private final Connections connections;
    private final Credits credits;
    private final Requests requests; // for the switch
    private final RouteStage routes;
    private final RouterCounters counters;
    private final EntityDigests digests;
    private final BusyOutputs busy; // null if no link is
    private final BatchGates gates; // null if flits move when they have won
    private final SharedOutputs shared; // null without time division

    // By kind of link, so that no branch depends on it: routers and endpoints alternate as packets please.
    private final DelayLine[] flitLines = new DelayLine[Links.NORTH + 1]; // address of the input or output, and flit
    private final DelayLine[] creditLines = new DelayLine[Links.NORTH + 1]; // address of the output or input
    private final Boundary[] boundaries = new Boundary[Links.NORTH + 1]; // by kind of link

    Traversal(
            Geometry geometry,
            Links links,
            InputBits bits,
            InputBuffers buffers,
            PacketIdentities packets,
            Connections connections,
            Credits credits,
            Requests requests,
            RouteStage routes,
            RouterCounters counters,
            EntityDigests digests,
            RouterLines lines,
            BusyOutputs busy,
            BatchGates gates,
            SharedOutputs shared) {
        ports = geometry.ports();
        vcs = geometry.vcs();
        this.links = links;
        this.bits = bits;
        this.buffers = buffers;
        this.packets = packets;
        this.connections = connections;
        this.credits = credits;
        this.requests = requests;
        this.routes = routes;
        this.counters = counters;
        this.digests = digests;
        this.busy = busy;
        this.gates = gates;
        this.shared = shared;
        flitLines[Links.ROUTER] = lines.flits;
        flitLines[Links.ENDPOINT] = lines.ejected;
        creditLines[Links.ROUTER] = lines.credits;
        flitLines[Links.SEAM] = lines.seamFlits;
        creditLines[Links.SEAM] = lines.seamCredits;
        creditLines[Links.ENDPOINT] = lines.injectionCredits;
    }

    void connect(byte kind, Boundary boundary) {
        boundaries[kind] = boundary;
    }

    /** Moves the flit at the front of an input virtual channel, now or when its batch is over. */
    void move(long cycle, int router, int port, int vc) {
        if (gates == null) {
            moveNow(cycle, router, port, vc);
        } else {
            gates.moves(cycle, router, port, vc);
        }
    }

    void moveNow(long cycle, int router, int port, int vc) {
        int inputPort = router * ports + port;
        int input = inputPort * vcs + vc;
        int flit = buffers.pop(router, input);
        int outputPlace = connections.outputOf(input);
        int output = VcAddress.port(outputPlace);
        int outputVc = VcAddress.vc(outputPlace);
        int outputPort = router * ports + output;
        int creditsLeft = credits.take(outputPort * vcs + outputVc);
        if (creditsLeft < 0) {
            throw new IllegalStateException("cycle " + cycle + ": router " + router
                    + " sent a flit without credit through port " + output + " VC " + outputVc);
        }
        if (digests != null) {
            digests.add(
                    router,
                    cycle,
                    VcAddress.place(port, vc) << 12 | outputPlace,
                    packets.identity(FlitLayout.slot(flit)) + FlitLayout.ends(flit));
        }
        counters.left(cycle, router, outputPort);
        if (busy != null) {
            busy.left(cycle, router, output);
        }
        if (shared != null) {
            shared.take(cycle, router, output);
        }
        sendFlit(cycle, outputPort, outputVc, flit); // after this the packet may belong to another partition
        sendCredit(cycle, inputPort, vc);
        boolean more = buffers.count(input) != 0;
        if (FlitLayout.isTail(flit)) {
            connections.release(input, outputPort, outputVc);
            requests.clear(router, output, bits.firstBit[port] + vc);
            if (more) {
                routes.begin(cycle + 1, VcAddress.of(router, port, vc), buffers.front(router, input));
            }
        } else if (!more || creditsLeft == 0) {
            requests.clear(router, output, bits.firstBit[port] + vc);
        }
    }

    private void sendFlit(long cycle, int outputPort, int vc, int flit) {
        int address = links.far[outputPort] | vc;
        byte kind = links.kinds[outputPort];
        if (kind <= Links.SEAM) {
            flitLines[kind].add(cycle, (long) address << 32 | flit);
        } else {
            boundaries[kind].sendFlit(address, flit);
        }
    }

    private void sendCredit(long cycle, int inputPort, int vc) {
        int address = links.far[inputPort] | vc;
        byte kind = links.kinds[inputPort];
        if (kind <= Links.SEAM) {
            creditLines[kind].add(cycle, address);
        } else {
            boundaries[kind].sendCredit(address);
        }
    }
}
