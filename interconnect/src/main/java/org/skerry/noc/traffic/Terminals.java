package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.grid.Band;
import org.skerry.noc.grid.Coins;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridGeometry;
import org.skerry.noc.grid.GridRoute;
import org.skerry.noc.grid.Itineraries;
import org.skerry.noc.router.ActiveSet;
import org.skerry.noc.router.DelayLine;
import org.skerry.noc.router.FlitRouters;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * The endpoints of an experiment. A source sends the packets of its process one after the other, a flit a cycle, in the first virtual
 * channel after the last one used that is free and has a credit; a packet that finds the source busy waits, however long. A sink takes
 * whatever comes. Endpoints are those of a band and are counted from its first one; packets that leave the band are described to the one
 * they come to.
 */
final class Terminals implements Coins {
    /** Words that describe a packet. */
    static final int RECORD = 5;

    private static final int NO_PACKET = -1;
    private static final int EVENT_ARRIVED = 1;

    private final int vcs;
    private final int depth;
    private final int mostFlits; // of a packet
    private final int perRouter;
    private final boolean waitForTailCredit;
    private final GridGeometry geometry;
    private final FlitRouters routers;
    private final GridRoute route;
    private final Itineraries packets;
    private final PacketSource source;
    private final int interfaceCycles; // injection and ejection
    private final Arrivals arrivals; // null if nobody watches
    private final int firstRouter; // of the band
    private final int firstEndpoint;
    private final EntityDigests digests; // of endpoints: which packets arrived when
    private final int[][] takenBefore; // by cycle in a ring, and by router * 4 + direction; empty unless packets look
    private long now;
    private final DelayLine credits;
    private final DelayLine ejections;

    private final RandomStream[] random; // by endpoint
    private final int[] inputs; // by endpoint: address of VC 0 of the router's input
    private final int[] destinationsRouter; // by endpoint of the whole grid
    private final int[] destinationsPort;
    private final long[] nextBirth; // by endpoint: when its next packet is made, or was made if it waits
    private final int[] slotOf; // by endpoint: packet that is being sent
    private final int[] flitsLeft; // of it
    private final int[] vcOf; // by endpoint: virtual channel last used
    private final int[] creditsOf; // by endpoint, vc
    private final long[] emptying; // by endpoint: bits of VCs that are free with their last credit
    private final ActiveSet active; // endpoints with a packet to send
    private final Wheel asleep; // the others

    private long[] birth = new long[64]; // by slot
    private long[] headArrived = new long[64];
    private boolean[] marked = new boolean[64];
    private int[] taken = new int[64]; // flits that have arrived, or left the band
    private int[] lengths = new int[64]; // in flits
    private int[] labels = new int[64];
    private long[] sent; // by slot, flit

    private final Tally tally;
    private RandomStream coins; // of the endpoint whose packet enters the network
    private final FlightObserver observer; // null if nobody watches
    private boolean marking;
    private boolean counting;
    private boolean warming;
    private long markBefore; // packets made before this cycle are marked even if nothing else is
    private long markedUnderWay;
    private long flitsUnderWay; // of packets that are being sent, or have been
    private long birthsUnderWay; // sum over those flits
    private int slots = 1; // of time division, if packets to their own router wait for one here
    private int ownSlot;
    private long madePackets;
    private long undeliverable;
    private long routersPassed; // by flits

    Terminals(
            NetworkSpec network,
            PacketSource source,
            Arrivals arrivals,
            Band band,
            GridGeometry geometry,
            FlitRouters routers,
            GridRoute route,
            Itineraries packets,
            long seed,
            FlightObserver observer) {
        Grid grid = network.grid();
        int endpoints = band.endpoints();
        firstRouter = band.firstRouter();
        firstEndpoint = band.firstEndpoint();
        vcs = network.vcs();
        depth = network.vcDepthFlits();
        mostFlits = source.mostFlits();
        perRouter = grid.across() * grid.down();
        waitForTailCredit = network.waitForTailCredit();
        this.geometry = geometry;
        this.routers = routers;
        this.route = route;
        this.packets = packets;
        this.source = source;
        this.arrivals = arrivals;
        interfaceCycles =
                network.interfaces().injectionCycles() + network.interfaces().ejectionCycles();
        this.observer = observer;
        credits = routers.injectionCredits();
        ejections = routers.ejections();
        // With look-ahead a way is chosen when the packet leaves the endpoint, else when it is at the router.
        boolean looksAhead = route.looksAtOutputs() && network.stages().routingCycles() == 0;
        takenBefore =
                new int[looksAhead ? network.interfaces().injectionCycles() + 1 : 0][band.routers() * Direction.COUNT];
        RandomStreams streams = new RandomStreams(seed);
        random = new RandomStream[endpoints];
        inputs = new int[endpoints];
        destinationsRouter = new int[grid.endpoints()];
        destinationsPort = new int[grid.endpoints()];
        nextBirth = new long[endpoints];
        slotOf = new int[endpoints];
        flitsLeft = new int[endpoints];
        vcOf = new int[endpoints];
        creditsOf = new int[endpoints * vcs];
        emptying = new long[endpoints];
        active = new ActiveSet(endpoints);
        asleep = new Wheel(endpoints);
        sent = new long[64 * mostFlits];
        tally = new Tally(endpoints);
        digests = new EntityDigests(endpoints);
        Arrays.fill(creditsOf, depth);
        Arrays.fill(slotOf, NO_PACKET);
        Arrays.setAll(destinationsRouter, grid::routerOf);
        Arrays.setAll(destinationsPort, grid::portOf);
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            int whole = firstEndpoint + endpoint;
            random[endpoint] = streams.stream("noc.endpoint", whole);
            inputs[endpoint] = VcAddress.of(destinationsRouter[whole] - firstRouter, destinationsPort[whole], 0);
            nextBirth[endpoint] = source.first(whole, random[endpoint]);
            asleep.sleep(endpoint, nextBirth[endpoint]);
        }
    }

    /** Before anything happens in a cycle, looks at outputs if packets will want to know how full they were. */
    void look(long cycle) {
        now = cycle;
        if (takenBefore.length != 0) {
            int[] taken = takenBefore[(int) (cycle % takenBefore.length)];
            for (int at = 0; at < taken.length; at++) {
                taken[at] = routers.taken(at / Direction.COUNT, at % Direction.COUNT);
            }
        }
    }

    /** Sources send, sinks take what has arrived. */
    void step(long cycle) {
        while (credits.isDue(cycle)) {
            credit((int) credits.take());
        }
        for (int endpoint = asleep.wake(cycle); endpoint >= 0; endpoint = asleep.wake(cycle)) {
            active.add(endpoint);
        }
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(endpoint + 1)) {
            source(cycle, endpoint);
        }
        while (ejections.isDue(cycle)) {
            long arrival = ejections.take();
            sink(cycle, (int) (arrival >>> 32), (int) arrival);
        }
    }

    private void credit(int input) {
        int endpoint = endpointAt(input);
        int vc = VcAddress.vc(input);
        if (++creditsOf[endpoint * vcs + vc] == depth) {
            emptying[endpoint] &= ~(1L << vc);
        }
    }

    private int endpointAt(int address) {
        return perRouter == 1
                ? VcAddress.router(address)
                : geometry.endpointAt(VcAddress.router(address), VcAddress.port(address));
    }

    private void source(long cycle, int endpoint) {
        if (slotOf[endpoint] == NO_PACKET) {
            make(cycle, endpoint);
            if (slotOf[endpoint] == NO_PACKET) {
                rest(endpoint, cycle);
                return;
            }
        }
        int slot = slotOf[endpoint];
        boolean head = flitsLeft[endpoint] == lengths[slot];
        if (head && slots > 1 && cycle % slots != ownSlot && packets.router(slot) == routerOf(endpoint)) {
            return;
        }
        int vc = head ? choose(endpoint) : vcOf[endpoint];
        if (vc < 0 || creditsOf[endpoint * vcs + vc] == 0) {
            return;
        }
        if (head) {
            vcOf[endpoint] = vc;
            coins = random[endpoint];
            route.begin(slot, routerOf(endpoint), this);
        }
        sent[slot * mostFlits + lengths[slot] - flitsLeft[endpoint]] = cycle;
        creditsOf[endpoint * vcs + vc]--;
        boolean tail = --flitsLeft[endpoint] == 0;
        if (counting) {
            tally.sentFlits[endpoint]++;
        }
        int flit = FlitLayout.flit(slot, head, tail);
        routers.arrive(cycle, inputs[endpoint] | vc, flit);
        if (observer != null) {
            observer.onEntered(cycle, inputs[endpoint] | vc, flit);
        }
        if (tail) {
            slotOf[endpoint] = NO_PACKET;
            if (waitForTailCredit) {
                emptying[endpoint] |= 1L << vc;
            }
            rest(endpoint, cycle);
        }
    }

    private int routerOf(int endpoint) {
        return destinationsRouter[firstEndpoint + endpoint];
    }

    /** Sleeps until the next packet is made, unless it waits already. */
    private void rest(int endpoint, long cycle) {
        if (nextBirth[endpoint] > cycle) {
            active.remove(endpoint);
            asleep.sleep(endpoint, nextBirth[endpoint]);
        }
    }

    /** The packet that is due begins to exist. */
    private void make(long cycle, int endpoint) {
        long born = nextBirth[endpoint];
        int whole = firstEndpoint + endpoint;
        int flits = source.flits(whole);
        int label = source.label(whole);
        int destination = source.destination(whole, random[endpoint]);
        madePackets++;
        nextBirth[endpoint] = source.next(whole, born, random[endpoint]);
        if (!route.reaches(destinationsRouter[whole], destinationsRouter[destination])) {
            undeliverable++;
            return;
        }
        int slot = packets.add(destinationsRouter[destination], destinationsPort[destination]);
        keep(slot, born, flits, label, marking || born < markBefore);
        if (marked[slot]) {
            markedUnderWay++;
        }
        slotOf[endpoint] = slot;
        flitsLeft[endpoint] = flits;
        flitsUnderWay += flits;
        birthsUnderWay += born * flits;
        if (observer != null) {
            observer.onMade(cycle, slot, endpoint, destination, flits, born);
        }
    }

    private void keep(int slot, long born, int flits, int label, boolean mark) {
        if (slot >= birth.length) {
            grow();
        }
        birth[slot] = born;
        lengths[slot] = flits;
        labels[slot] = label;
        taken[slot] = 0;
        marked[slot] = mark;
    }

    /** Writes what is known of a packet that leaves the band into {@link #RECORD} places. */
    void describe(int slot, long[] record, int at) {
        packets.describe(slot, record, at);
        record[at + 2] = birth[slot];
        record[at + 3] = (long) lengths[slot] << Integer.SIZE | Integer.toUnsignedLong(labels[slot]);
        record[at + 4] = marked[slot] ? 1 : 0;
    }

    /** Takes in a packet that another band has described, and returns its slot here. */
    int adopt(long[] record, int at) {
        int slot = packets.adopt(record, at);
        keep(slot, record[at + 2], (int) (record[at + 3] >>> Integer.SIZE), (int) record[at + 3], record[at + 4] != 0);
        return slot;
    }

    /** When flit {@code index} of a packet from another band was sent. */
    void sentAt(int slot, int index, long cycle) {
        sent[slot * mostFlits + index] = cycle;
    }

    /** The next flit of a packet leaves the band; returns when it was sent. */
    long leaves(int slot) {
        return sent[slot * mostFlits + taken[slot]++];
    }

    /** All flits of a packet have left the band. */
    void forget(int slot) {
        packets.remove(slot);
    }

    private void grow() {
        int more = 2 * birth.length;
        birth = Arrays.copyOf(birth, more);
        headArrived = Arrays.copyOf(headArrived, more);
        marked = Arrays.copyOf(marked, more);
        taken = Arrays.copyOf(taken, more);
        lengths = Arrays.copyOf(lengths, more);
        labels = Arrays.copyOf(labels, more);
        sent = Arrays.copyOf(sent, more * mostFlits);
    }

    /** The first virtual channel after the last one used that is free and has a credit, or -1. */
    private int choose(int endpoint) {
        int vc = vcOf[endpoint];
        for (int i = 0; i < vcs; i++) {
            vc = vc + 1 == vcs ? 0 : vc + 1;
            if (creditsOf[endpoint * vcs + vc] != 0 && (emptying[endpoint] >>> vc & 1) == 0) {
                return vc;
            }
        }
        return -1;
    }

    private void sink(long cycle, int address, int flit) {
        routers.ejected(cycle, address);
        int slot = FlitLayout.slot(flit);
        long arrived = cycle + interfaceCycles;
        tally.flits++;
        tally.flitLatency += arrived - sent[slot * mostFlits + taken[slot]];
        if (observer != null) {
            observer.onTaken(cycle, address, flit, arrived);
        }
        flitsUnderWay--;
        birthsUnderWay -= birth[slot];
        routersPassed += packets.routersPassed(slot);
        if (counting) {
            tally.acceptedFlits[endpointAt(address)]++;
        }
        if (taken[slot]++ == 0) {
            headArrived[slot] = arrived;
        }
        if (FlitLayout.isTail(flit)) {
            if (warming || marked[slot]) {
                tally.packet(
                        arrived - birth[slot],
                        arrived - sent[slot * mostFlits],
                        arrived - headArrived[slot] - (lengths[slot] - 1),
                        packets.routersPassed(slot));
            }
            if (marked[slot]) {
                markedUnderWay--;
            }
            digests.add(endpointAt(address), arrived, EVENT_ARRIVED, birth[slot] << 16 | packets.routersPassed(slot));
            if (arrivals != null) {
                arrivals.arrived(
                        labels[slot],
                        birth[slot],
                        arrived - birth[slot],
                        arrived - sent[slot * mostFlits],
                        packets.routersPassed(slot));
            }
            packets.remove(slot);
        }
    }

    /** Packets to their own router begin in one slot of {@code count} alone. */
    void holdOwnPackets(int count, int own) {
        slots = count;
        ownSlot = own;
    }

    /** From now on packets are neither marked nor left out of the count. */
    void warmUp() {
        warming = true;
        counting = true;
    }

    /** From now on packets that are made are marked. */
    void measure() {
        warming = false;
        marking = true;
    }

    /** From now on only packets are marked that are older than {@code cycle}, and rates are not counted any more. */
    void drain(long cycle) {
        marking = false;
        counting = false;
        markBefore = cycle;
    }

    /** Whether packets wait to be sent that will be marked. */
    boolean marksWait() {
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(endpoint + 1)) {
            if (nextBirth[endpoint] < markBefore) {
                return true;
            }
        }
        return false;
    }

    /** Flits of packets that are being sent or under way; over all bands, as a flit may arrive in another one. */
    long flitsUnderWay() {
        return flitsUnderWay;
    }

    /** Sum of the cycles in which they were made, likewise. */
    long birthsUnderWay() {
        return birthsUnderWay;
    }

    /** Marked packets under way, likewise. */
    long marksUnderWay() {
        return markedUnderWay;
    }

    Tally tally() {
        return tally;
    }

    long undeliverable() {
        return undeliverable;
    }

    long madePackets() {
        return madePackets;
    }

    /** Flits times routers that they passed, of all flits that have arrived. */
    long flitHops() {
        return routersPassed;
    }

    EntityDigests digests() {
        return digests;
    }

    @Override
    public RandomStream random() {
        return coins;
    }

    @Override
    public int taken(int router, int port) {
        // The oldest of the ring is that of the cycle after the present one.
        return takenBefore.length == 0
                ? routers.taken(router - firstRouter, port)
                : takenBefore[(int) ((now + 1) % takenBefore.length)][(router - firstRouter) * Direction.COUNT + port];
    }
}
