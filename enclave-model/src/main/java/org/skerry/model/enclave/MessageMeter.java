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

    // Constants of this class, as the ordinal of an enumeration's constant is a field to the host's compiler.
    private static final int SEND_SOFTWARE = MessagePart.SEND_SOFTWARE.ordinal();
    private static final int SEND_STALL = MessagePart.SEND_STALL.ordinal();
    private static final int QUEUE = MessagePart.QUEUE.ordinal();
    private static final int ROOM = MessagePart.ROOM.ordinal();
    private static final int PORT_WAIT = MessagePart.PORT_WAIT.ordinal();
    private static final int INJECTION = MessagePart.INJECTION.ordinal();
    private static final int ROUTERS = MessagePart.ROUTERS.ordinal();
    private static final int LINKS = MessagePart.LINKS.ordinal();
    private static final int SERIALISATION = MessagePart.SERIALISATION.ordinal();
    private static final int CONTENTION = MessagePart.CONTENTION.ordinal();
    private static final int EJECTION = MessagePart.EJECTION.ordinal();
    private static final int MAILBOX = MessagePart.MAILBOX.ordinal();
    private static final int WAKE_UP = MessagePart.WAKE_UP.ordinal();
    private static final int RECEIVE_SOFTWARE = MessagePart.RECEIVE_SOFTWARE.ordinal();

    private static final int ROW_SHIFT = 16;

    private final ChipSpec spec;
    private final MeshSpec mesh;
    private final boolean chiplets;
    private final int[] places; // by endpoint, column and row of its router
    private final int routerCycles;
    private final int turnCycles;
    private final int linkCycles;
    private final int injectionCycles;
    private final int ejectionCycles;
    private final int maxPacketBytes;
    private final int flitShift;
    private final MessageCosts costs;

    MessageMeter(ChipSpec spec, MessageCosts costs) {
        this.spec = spec;
        this.mesh = spec.mesh();
        this.costs = costs;
        chiplets = mesh.chiplets().any();
        places = new int[mesh.endpoints()];
        for (int endpoint = 0; endpoint < places.length; endpoint++) {
            int router = mesh.routerOf(endpoint);
            places[endpoint] = mesh.y(router) << ROW_SHIFT | mesh.x(router);
        }
        routerCycles = mesh.routerCycles();
        turnCycles = mesh.turnCycles();
        linkCycles = mesh.linkCycles();
        injectionCycles = mesh.injectionCycles();
        ejectionCycles = mesh.ejectionCycles();
        maxPacketBytes = spec.messages().maxPacketBytes();
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
        int from = places[source];
        int to = places[here];
        int across = Math.abs((from & 0xFFFF) - (to & 0xFFFF));
        int down = Math.abs((from >>> ROW_SHIFT) - (to >>> ROW_SHIFT));
        int hops = across + down;
        long routers = (hops + 1L) * routerCycles + (across > 0 && down > 0 ? turnCycles : 0);
        long links = (long) hops * linkCycles;
        int bytes = delivery.bytes();
        long behind = bytes <= maxPacketBytes
                ? bytes - 1 >>> flitShift
                : spec.messages().flits(bytes, mesh) - 1;
        if (chiplets) {
            int first = mesh.routerOf(source);
            int last = mesh.routerOf(here);
            long head = mesh.loneCycles(first, last, 1);
            links = head - routers;
            behind = mesh.loneCycles(first, last, Math.toIntExact(behind + 1)) - head;
        }
        long sent = delivery.sentCycle();
        long free = delivery.firstCycle();
        long ready = delivery.readyCycle();
        long entered = delivery.enteredCycle();
        long sendSoftware = delivery.softwareCycles();
        long sendStall = delivery.stallCycles();
        long[] sums = costs.sums();
        sums[SEND_SOFTWARE] += sendSoftware;
        sums[SEND_STALL] += sendStall;
        sums[QUEUE] += free - sent;
        sums[ROOM] += ready - free;
        sums[PORT_WAIT] += entered - injectionCycles - ready;
        sums[INJECTION] += injectionCycles;
        sums[ROUTERS] += routers;
        sums[LINKS] += links;
        sums[SERIALISATION] += behind;
        sums[CONTENTION] += arrived - entered - ejectionCycles - routers - links - behind;
        sums[EJECTION] += ejectionCycles;
        sums[MAILBOX] += taken - arrived;
        sums[WAKE_UP] += wakeUp;
        sums[RECEIVE_SOFTWARE] += software;
        long handled = taken + wakeUp + software;
        costs.handled(handled, delivery.message(), sendSoftware + sendStall + handled - sent);
    }
}
