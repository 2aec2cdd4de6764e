package org.skerry.model.enclave;

import java.util.List;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.count.MessagePart;
import org.skerry.model.protocol.Delivery;
import org.skerry.noc.topology.MeshSpec;

/**
 * Works out from what a message noted on its way where its cycles went. What the closed form of the network gives a lone packet is
 * routers, links and flits; what it took beyond that is contention.
 */
final class MessageMeter {
    /** What a message can spend cycles on here. */
    static final List<MessagePart> PARTS = List.of(
            MessagePart.SEND_SOFTWARE,
            MessagePart.SEND_STALL,
            MessagePart.QUEUE,
            MessagePart.ROOM,
            MessagePart.PORT_WAIT,
            MessagePart.INJECTION,
            MessagePart.ROUTERS,
            MessagePart.LINKS,
            MessagePart.SERIALISATION,
            MessagePart.CONTENTION,
            MessagePart.EJECTION,
            MessagePart.MAILBOX,
            MessagePart.WAKE_UP,
            MessagePart.RECEIVE_SOFTWARE);

    private final ChipSpec spec;
    private final MeshSpec mesh;
    private final boolean chiplets;
    private final int[] columns; // by endpoint
    private final int[] rows;
    private final int flitShift;
    private final MessageCosts costs;

    MessageMeter(ChipSpec spec, MessageCosts costs) {
        this.spec = spec;
        this.mesh = spec.mesh();
        this.costs = costs;
        chiplets = mesh.chiplets().any();
        columns = new int[mesh.endpoints()];
        rows = new int[mesh.endpoints()];
        for (int endpoint = 0; endpoint < columns.length; endpoint++) {
            columns[endpoint] = mesh.x(mesh.routerOf(endpoint));
            rows[endpoint] = mesh.y(mesh.routerOf(endpoint));
        }
        flitShift = Integer.numberOfTrailingZeros(mesh.flitBytes());
    }

    /**
     * A message comes to the actor it is for.
     *
     * @param source   endpoint it came from
     * @param here     endpoint it came to
     * @param arrived  cycle of its arrival
     * @param taken    cycle at which the core took it
     * @param wakeUp   cycles until the core was awake
     * @param software cycles of software from then on until the handler runs
     */
    void handled(Delivery delivery, int source, int here, long arrived, long taken, long wakeUp, long software) {
        int across = Math.abs(columns[source] - columns[here]);
        int down = Math.abs(rows[source] - rows[here]);
        int hops = across + down;
        long routers = (hops + 1L) * mesh.routerCycles() + (across > 0 && down > 0 ? mesh.turnCycles() : 0);
        long links = (long) hops * mesh.linkCycles();
        int bytes = delivery.bytes();
        long behind = bytes <= spec.messages().maxPacketBytes()
                ? bytes - 1 >>> flitShift
                : spec.messages().flits(bytes, mesh) - 1;
        if (chiplets) {
            int from = mesh.routerOf(source);
            int to = mesh.routerOf(here);
            long head = mesh.loneCycles(from, to, 1);
            links = head - routers;
            behind = mesh.loneCycles(from, to, Math.toIntExact(behind + 1)) - head;
        }
        long way = arrived - delivery.enteredCycle() - mesh.ejectionCycles();
        costs.set(MessagePart.SEND_SOFTWARE, delivery.softwareCycles());
        costs.set(MessagePart.SEND_STALL, delivery.stallCycles());
        costs.set(MessagePart.QUEUE, delivery.firstCycle() - delivery.sentCycle());
        costs.set(MessagePart.ROOM, delivery.readyCycle() - delivery.firstCycle());
        costs.set(MessagePart.PORT_WAIT, delivery.enteredCycle() - mesh.injectionCycles() - delivery.readyCycle());
        costs.set(MessagePart.INJECTION, mesh.injectionCycles());
        costs.set(MessagePart.ROUTERS, routers);
        costs.set(MessagePart.LINKS, links);
        costs.set(MessagePart.SERIALISATION, behind);
        costs.set(MessagePart.CONTENTION, way - routers - links - behind);
        costs.set(MessagePart.EJECTION, mesh.ejectionCycles());
        costs.set(MessagePart.MAILBOX, taken - arrived);
        costs.set(MessagePart.WAKE_UP, wakeUp);
        costs.set(MessagePart.RECEIVE_SOFTWARE, software);
        costs.handled(taken + wakeUp + software, delivery.message());
    }
}
