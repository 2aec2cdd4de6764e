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

    // Sums over the messages that came to their handlers since the last settlement: fewer additions than all parts
    // would take, each of which is a difference of these.
    private long messages;
    private long sendSoftware;
    private long sendStall;
    private long sent; // cycle, as all up to taken
    private long first;
    private long ready;
    private long entered;
    private long arrived;
    private long taken;
    private long wakeUp;
    private long software;
    private long hops; // from router to router
    private long turns; // messages that go both along a row and along a column
    private long heads; // cycles of first flits in routers and on links, where the latter are not all alike
    private long behind; // cycles of the flits behind them

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
        costs.settleBy(this::settle);
    }

    /** Reads what the next message from {@code source} to {@code here} will need; the number means nothing. */
    long foresee(int source, int here) {
        return places[source] + places[here];
    }

    /**
     * A message comes to the actor it is for.
     *
     * @param here       endpoint it came to
     * @param takenCycle cycle at which the core took it
     * @param wakeUp     cycles until the core was awake
     * @param software   cycles of software from then on until the handler runs
     */
    void handled(Delivery delivery, int here, long takenCycle, long wakeUp, long software) {
        int from = places[delivery.source()];
        int to = places[here];
        int across = Math.abs((from & 0xFFFF) - (to & 0xFFFF));
        int down = Math.abs((from >>> ROW_SHIFT) - (to >>> ROW_SHIFT));
        int bytes = delivery.bytes();
        long flitsBehind = bytes <= maxPacketBytes
                ? bytes - 1 >>> flitShift
                : spec.messages().flits(bytes, mesh) - 1;
        if (chiplets) {
            crossed(mesh.routerOf(delivery.source()), mesh.routerOf(here), flitsBehind);
        } else {
            behind += flitsBehind;
        }
        messages++;
        hops += across + down;
        turns += (-across & -down) >>> Integer.SIZE - 1; // both are above 0
        sendSoftware += delivery.softwareCycles();
        sendStall += delivery.stallCycles();
        sent += delivery.sentCycle();
        first += delivery.firstCycle();
        ready += delivery.readyCycle();
        entered += delivery.enteredCycle();
        arrived += delivery.arrivedCycle();
        taken += takenCycle;
        this.wakeUp += wakeUp;
        this.software += software;
        long handled = takenCycle + wakeUp + software;
        long total = delivery.softwareCycles() + delivery.stallCycles() + handled - delivery.sentCycle();
        costs.handled(handled, delivery.message(), total);
    }

    /** Between chiplets the links are not all alike. */
    private void crossed(int from, int to, long flitsBehind) {
        long head = mesh.loneCycles(from, to, 1);
        heads += head;
        behind += mesh.loneCycles(from, to, Math.toIntExact(flitsBehind + 1)) - head;
    }

    private void settle() {
        long injection = messages * injectionCycles;
        long ejection = messages * ejectionCycles;
        long routers = (messages + hops) * routerCycles + turns * turnCycles;
        long links = chiplets ? heads - routers : hops * linkCycles;
        costs.add(MessagePart.SEND_SOFTWARE, sendSoftware);
        costs.add(MessagePart.SEND_STALL, sendStall);
        costs.add(MessagePart.QUEUE, first - sent);
        costs.add(MessagePart.ROOM, ready - first);
        costs.add(MessagePart.PORT_WAIT, entered - injection - ready);
        costs.add(MessagePart.INJECTION, injection);
        costs.add(MessagePart.ROUTERS, routers);
        costs.add(MessagePart.LINKS, links);
        costs.add(MessagePart.SERIALISATION, behind);
        costs.add(MessagePart.CONTENTION, arrived - entered - ejection - routers - links - behind);
        costs.add(MessagePart.EJECTION, ejection);
        costs.add(MessagePart.MAILBOX, taken - arrived);
        costs.add(MessagePart.WAKE_UP, wakeUp);
        costs.add(MessagePart.RECEIVE_SOFTWARE, software);
        messages = 0;
        sendSoftware = 0;
        sendStall = 0;
        sent = 0;
        first = 0;
        ready = 0;
        entered = 0;
        arrived = 0;
        taken = 0;
        wakeUp = 0;
        software = 0;
        hops = 0;
        turns = 0;
        heads = 0;
        behind = 0;
    }
}
