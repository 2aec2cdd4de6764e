package org.skerry.noc.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.grid.Coins;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridGeometry;
import org.skerry.noc.grid.GridRoute;
import org.skerry.noc.grid.Itineraries;
import org.skerry.noc.router.DelayLine;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.VcAddress;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * Endpoints whose interfaces keep what they send until it is acknowledged, send it again after a time-out, throw away what comes twice and
 * hand packets over in the order of each pair. Without faults they send what {@link Terminals} send, in the same cycles.
 *
 * <p>Acknowledgements take the time of a packet of one flit in an empty network, and no room in it: an assumption. They are never lost; one
 * that is late costs a duplicate.
 */
final class ReliableEndpoints implements Coins {
    private final NetworkSpec network;
    private final Grid grid;
    private final int vcs;
    private final int endpoints;
    private final PacketSource source;
    private final FaultCounts counts;
    private final HandOvers handOvers; // null if nobody watches
    private final int interfaceCycles;
    private final long makeUntil;
    private final RandomStream[] random; // by endpoint
    private final long[] nextBirth;
    private final boolean[] dead;
    private final Parcel[] sending;
    private final int[] slotOf; // copy that is being sent
    private final int[] flitsLeft;
    private final int[] vcOf; // last used
    private final int[] credits; // by endpoint, vc
    private final long[] emptying; // bits of VCs that are free with their last credit
    private final List<Deque<Parcel>> again = new ArrayList<>(); // by endpoint
    private final Map<Long, Pair> pairOf = new HashMap<>(); // only looked up
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Parcel> parcels = new ArrayList<>(); // null once they are done with
    private final DelayLine timeouts; // indices of parcels
    private Parcel[] copies = new Parcel[64]; // by slot
    private long[] entered = new long[64];
    private int[] arrivedFlits = new int[64];
    private boolean[] spoilt = new boolean[64];
    private Routers routers;
    private GridGeometry geometry;
    private GridRoute route;
    private Itineraries packets;
    private RandomStream coins;
    private long open; // parcels neither handed over nor lost

    /** Told of every packet that is handed over. */
    @FunctionalInterface
    interface HandOvers {
        /** A packet reached whoever it is for. */
        void handedOver(int source, int destination, long born);
    }

    ReliableEndpoints(
            NetworkSpec network,
            PacketSource source,
            int timeoutCycles,
            long makeUntil,
            FaultCounts counts,
            long seed,
            HandOvers handOvers) {
        this.network = network;
        this.source = source;
        this.counts = counts;
        this.handOvers = handOvers;
        this.makeUntil = makeUntil;
        grid = network.grid();
        vcs = network.vcs();
        endpoints = grid.endpoints();
        interfaceCycles =
                network.interfaces().injectionCycles() + network.interfaces().ejectionCycles();
        timeouts = new DelayLine(timeoutCycles);
        random = new RandomStream[endpoints];
        nextBirth = new long[endpoints];
        dead = new boolean[endpoints];
        sending = new Parcel[endpoints];
        slotOf = new int[endpoints];
        flitsLeft = new int[endpoints];
        vcOf = new int[endpoints];
        credits = new int[endpoints * vcs];
        emptying = new long[endpoints];
        RandomStreams streams = new RandomStreams(seed);
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            random[endpoint] = streams.stream("noc.endpoint", endpoint);
            nextBirth[endpoint] = source.first(endpoint, random[endpoint]);
            again.add(new ArrayDeque<>());
        }
    }

    /** Goes over to an empty network with these routes. Copies that were under way are gone. */
    void join(
            long cycle,
            Routers newRouters,
            GridGeometry newGeometry,
            GridRoute newRoute,
            Itineraries newPackets,
            Faults known) {
        for (Parcel copy : copies) {
            counts.dropped += copy == null ? 0 : 1;
        }
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            if (sending[endpoint] != null) {
                again.get(endpoint).addFirst(sending[endpoint]); // the source knows that it was cut off
                sending[endpoint] = null;
            }
        }
        Arrays.fill(copies, null);
        Arrays.fill(credits, network.vcDepthFlits());
        Arrays.fill(emptying, 0);
        routers = newRouters;
        geometry = newGeometry;
        route = newRoute;
        packets = newPackets;
        for (Pair pair : pairs) {
            for (Parcel parcel : pair.waiting) {
                // What a dead destination has taken and not handed over is lost with it.
                boolean kept = parcel.delivered && !dead[pair.destination];
                if (!kept && !parcel.lost && !route.reaches(router(pair.source), router(pair.destination))) {
                    lose(cycle, parcel, known);
                }
            }
            handOver(cycle, pair);
        }
    }

    /** The endpoints of a router die; they make and take nothing any more. */
    void die(int router) {
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            if (grid.routerOf(endpoint) == router) {
                dead[endpoint] = true;
                sending[endpoint] = null;
                again.get(endpoint).clear();
            }
        }
    }

    private int router(int endpoint) {
        return grid.routerOf(endpoint);
    }

    private void lose(long cycle, Parcel parcel, Faults known) {
        parcel.lost = true;
        open--;
        if (!known.lives(router(parcel.pair.source))) {
            counts.sourceDead++;
        } else if (!known.lives(router(parcel.pair.destination))) {
            counts.destinationDead++;
        } else {
            counts.noWay++;
        }
        counts.lost(cycle);
    }

    /** Sources send, sinks take what has arrived. */
    void step(long cycle, Faults known) {
        DelayLine returned = routers.injectionCredits();
        while (returned.isDue(cycle)) {
            credit((int) returned.take());
        }
        while (timeouts.isDue(cycle)) {
            Parcel parcel = parcels.get((int) timeouts.take());
            if (parcel != null && !parcel.done(cycle)) {
                again.get(parcel.pair.source).add(parcel);
            } else if (parcel != null) {
                parcels.set(parcel.index, null);
            }
        }
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            if (!dead[endpoint]) {
                source(cycle, endpoint, known);
            }
        }
        DelayLine ejections = routers.ejections();
        while (ejections.isDue(cycle)) {
            long arrival = ejections.take();
            sink(cycle, (int) (arrival >>> 32), (int) arrival);
        }
    }

    private void credit(int input) {
        int endpoint = geometry.endpointAt(VcAddress.router(input), VcAddress.port(input));
        int vc = VcAddress.vc(input);
        if (++credits[endpoint * vcs + vc] == network.vcDepthFlits()) {
            emptying[endpoint] &= ~(1L << vc);
        }
    }

    private void source(long cycle, int endpoint, Faults known) {
        if (sending[endpoint] == null) {
            Parcel parcel = nextToSend(cycle, endpoint, known);
            if (parcel == null) {
                return;
            }
            sending[endpoint] = parcel;
            slotOf[endpoint] = copy(parcel);
            flitsLeft[endpoint] = parcel.flits;
        }
        Parcel parcel = sending[endpoint];
        boolean head = flitsLeft[endpoint] == parcel.flits;
        int vc = head ? choose(endpoint) : vcOf[endpoint];
        if (vc < 0 || credits[endpoint * vcs + vc] == 0) {
            return;
        }
        int slot = slotOf[endpoint];
        if (head) {
            vcOf[endpoint] = vc;
            coins = random[endpoint];
            route.begin(slot, router(endpoint), this);
            entered[slot] = cycle;
            counts.sent++;
        }
        credits[endpoint * vcs + vc]--;
        boolean tail = --flitsLeft[endpoint] == 0;
        routers.arrive(
                cycle, VcAddress.of(router(endpoint), grid.portOf(endpoint), vc), FlitLayout.flit(slot, head, tail));
        if (tail) {
            sending[endpoint] = null;
            timeouts.add(cycle, parcel.index);
            if (network.waitForTailCredit()) {
                emptying[endpoint] |= 1L << vc;
            }
        }
    }

    private Parcel nextToSend(long cycle, int endpoint, Faults known) {
        Deque<Parcel> repeats = again.get(endpoint);
        while (!repeats.isEmpty()) {
            Parcel parcel = repeats.remove();
            if (!parcel.done(cycle)) {
                counts.again++;
                return parcel;
            }
        }
        return nextBirth[endpoint] <= cycle && nextBirth[endpoint] < makeUntil ? make(cycle, endpoint, known) : null;
    }

    /** The packet that is due begins to exist; null if it cannot be sent. */
    private Parcel make(long cycle, int endpoint, Faults known) {
        long born = nextBirth[endpoint];
        int flits = source.flits(endpoint);
        source.label(endpoint);
        int destination = source.destination(endpoint, random[endpoint]);
        nextBirth[endpoint] = source.next(endpoint, born, random[endpoint]);
        Pair pair = pairOf.computeIfAbsent((long) endpoint * endpoints + destination, key -> {
            pairs.add(new Pair(endpoint, destination));
            return pairs.get(pairs.size() - 1);
        });
        Parcel parcel = new Parcel(pair, parcels.size(), born, flits);
        counts.made++;
        open++;
        if (!route.reaches(router(endpoint), router(destination))) {
            lose(cycle, parcel, known);
            return null;
        }
        parcels.add(parcel);
        pair.waiting.add(parcel);
        return parcel;
    }

    private int copy(Parcel parcel) {
        int slot = packets.add(router(parcel.pair.destination), grid.portOf(parcel.pair.destination));
        if (slot >= copies.length) {
            copies = Arrays.copyOf(copies, 2 * copies.length);
            entered = Arrays.copyOf(entered, copies.length);
            arrivedFlits = Arrays.copyOf(arrivedFlits, copies.length);
            spoilt = Arrays.copyOf(spoilt, copies.length);
        }
        copies[slot] = parcel;
        arrivedFlits[slot] = 0;
        spoilt[slot] = false;
        return slot;
    }

    /** As {@link Terminals} do. */
    private int choose(int endpoint) {
        int vc = vcOf[endpoint];
        for (int i = 0; i < vcs; i++) {
            vc = vc + 1 == vcs ? 0 : vc + 1;
            if (credits[endpoint * vcs + vc] != 0 && (emptying[endpoint] >>> vc & 1) == 0) {
                return vc;
            }
        }
        return -1;
    }

    private void sink(long cycle, int address, int flit) {
        routers.ejected(cycle, address);
        int slot = FlitLayout.slot(flit);
        Parcel parcel = copies[slot];
        arrivedFlits[slot]++;
        if (!FlitLayout.isTail(flit)) {
            return;
        }
        if (arrivedFlits[slot] != parcel.flits) {
            throw new IllegalStateException("cycle " + cycle + ": a packet of " + parcel.flits + " flits from "
                    + parcel.pair.source + " to " + parcel.pair.destination + " arrived with " + arrivedFlits[slot]);
        }
        copies[slot] = null;
        packets.remove(slot);
        if (dead[parcel.pair.destination]) {
            return;
        }
        long arrived = cycle + interfaceCycles;
        if (parcel.delivered) {
            counts.duplicates++;
        } else if (!parcel.lost) {
            parcel.delivered = true;
            parcel.spoilt = spoilt[slot];
            handOver(arrived, parcel.pair);
        }
        // A late acknowledgement of an earlier copy is not undone by this one.
        parcel.acknowledged = Math.min(parcel.acknowledged, arrived + back(parcel.pair));
    }

    private long back(Pair pair) {
        return network.zeroLoadCycles(grid.routerHops(router(pair.source), router(pair.destination)), 1);
    }

    /** Hands over whatever no earlier packet of the pair is missing for. */
    private void handOver(long cycle, Pair pair) {
        while (!pair.waiting.isEmpty() && (pair.waiting.peek().delivered || pair.waiting.peek().lost)) {
            Parcel parcel = pair.waiting.remove();
            if (!parcel.lost) {
                open--;
                counts.spoilt += parcel.spoilt ? 1 : 0;
                counts.handedOver(cycle, cycle - parcel.born, 0);
                if (handOvers != null) {
                    handOvers.handedOver(pair.source, pair.destination, parcel.born);
                }
            }
        }
    }

    /** A flit was spoilt unnoticed. */
    void spoil(int flit) {
        spoilt[FlitLayout.slot(flit)] = true;
    }

    /** Packets neither handed over nor lost, and whether any is still to be made. */
    boolean busy() {
        if (open > 0) {
            return true;
        }
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            if (!dead[endpoint] && nextBirth[endpoint] < makeUntil) {
                return true;
            }
        }
        return false;
    }

    long open() {
        return open;
    }

    @Override
    public RandomStream random() {
        return coins;
    }

    @Override
    public int taken(int router, int port) {
        return routers.taken(router, port);
    }
}
