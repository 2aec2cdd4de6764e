package org.skerry.noc.router;

import org.skerry.noc.flit.FlitLayout;

/** Answers what the flits in buffers wait for. Looks only, and only when asked. */
public final class WaitingFlits {
    private final int ports;
    private final int vcs;
    private final Links links;
    private final InputBits bits;
    private final InputBuffers buffers;
    private final Connections connections;
    private final Credits credits;
    private final Requests requests; // for virtual channels
    private final RouteStage routes;
    private final long[] classes;
    private final SlotTable slots; // null without time division
    private final BusyOutputs busy; // null if no link is

    WaitingFlits(
            int ports,
            int vcs,
            Links links,
            InputBits bits,
            InputBuffers buffers,
            Connections connections,
            Credits credits,
            Requests requests,
            RouteStage routes,
            long[] classes,
            SlotTable slots,
            BusyOutputs busy) {
        this.ports = ports;
        this.vcs = vcs;
        this.links = links;
        this.bits = bits;
        this.buffers = buffers;
        this.connections = connections;
        this.credits = credits;
        this.requests = requests;
        this.routes = routes;
        this.classes = classes;
        this.slots = slots;
        this.busy = busy;
    }

    /** Flits in the input virtual channel {@code address}. */
    public int count(int address) {
        return buffers.count(input(address));
    }

    /** The flit at the front of an input virtual channel, or {@link Wait#NOBODY}. */
    public int front(int address) {
        int input = input(address);
        return buffers.count(input) == 0 ? Wait.NOBODY : buffers.front(VcAddress.router(address), input);
    }

    /** Why the first flit there of the packet in {@code slot} is still in the input virtual channel {@code address} after {@code cycle}. */
    public Wait of(long cycle, int address, int slot) {
        int router = VcAddress.router(address);
        int front = front(address);
        if (front != Wait.NOBODY && FlitLayout.slot(front) != slot) {
            return new Wait(Wait.Reason.BEHIND, address, front);
        }
        int place = connections.outputOf(input(address));
        if (place == Connections.NONE) {
            return head(router, address);
        }
        int output = VcAddress.of(router, VcAddress.port(place), VcAddress.vc(place));
        if (credits.left(input(output)) == 0) {
            return new Wait(Wait.Reason.CREDIT, output, beyond(output));
        }
        int outputPort = router * ports + VcAddress.port(place);
        if (busy != null && (busy.openOf(router) >>> VcAddress.port(place) & 1) == 0) {
            return new Wait(Wait.Reason.LINK, output, Wait.NOBODY);
        }
        boolean open = slots == null || slots.isOpen((int) (cycle % slots.domains()), outputPort);
        return new Wait(open ? Wait.Reason.SWITCH : Wait.Reason.SLOT, output, Wait.NOBODY);
    }

    private Wait head(int router, int address) {
        int input = input(address);
        int bit = bits.firstBit[VcAddress.port(address)] + VcAddress.vc(address);
        for (int i = 0, way = routes.way(input, 0); way != Way.NONE; way = routes.way(input, ++i)) {
            int output = Way.port(way);
            if (requests.asks(router, output, bit)) {
                long may = classes[Way.vcClass(way)];
                int vc = VcAddress.of(router, output, Long.numberOfTrailingZeros(may));
                boolean free = (connections.free(router * ports + output) & may) != 0;
                return free
                        ? new Wait(Wait.Reason.ALLOCATION, vc, winner(router, output, may))
                        : new Wait(Wait.Reason.VIRTUAL_CHANNEL, vc, holder(vc));
            }
        }
        return new Wait(Wait.Reason.ROUTING, address, Wait.NOBODY);
    }

    /** A head that has a virtual channel of an output and waits for the switch, if there is one. */
    private int winner(int router, int output, long may) {
        for (long left = may; left != 0; left &= left - 1) {
            int place = connections.holderOf((router * ports + output) * vcs + Long.numberOfTrailingZeros(left));
            int flit = place == Connections.NONE
                    ? Wait.NOBODY
                    : front(VcAddress.of(router, VcAddress.port(place), VcAddress.vc(place)));
            if (flit != Wait.NOBODY && FlitLayout.isHead(flit)) {
                return flit;
            }
        }
        return Wait.NOBODY;
    }

    /** A flit of the packet that holds an output virtual channel, if it has one in this router. */
    private int holder(int output) {
        int place = connections.holderOf(input(output));
        return place == Connections.NONE
                ? beyond(output)
                : front(VcAddress.of(VcAddress.router(output), VcAddress.port(place), VcAddress.vc(place)));
    }

    /** The flit at the front of the buffer behind an output virtual channel; that of another partition is not known. */
    private int beyond(int output) {
        int port = VcAddress.router(output) * ports + VcAddress.port(output);
        return links.kinds[port] == Links.ENDPOINT ? Wait.NOBODY : front(links.far[port] | VcAddress.vc(output));
    }

    private int input(int address) {
        return (VcAddress.router(address) * ports + VcAddress.port(address)) * vcs + VcAddress.vc(address);
    }
}
