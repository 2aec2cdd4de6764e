package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.noc.grid.Band;
import org.skerry.noc.grid.Coins;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridGeometry;
import org.skerry.noc.grid.GridRoute;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.grid.Itineraries;
import org.skerry.noc.packet.Legs;
import org.skerry.noc.packet.PacketRouters;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * The endpoints of an experiment whose network is modelled packet by packet. They do what {@link Terminals} do, with the same random
 * numbers: the same packets come at the same cycles. A packet begins only where all flits of its first train find room.
 */
final class PacketTerminals implements Coins, PacketRouters.Sink {
    private static final int NO_PACKET = -1;
    private static final int EVENT_ARRIVED = 1;

    /** Class of virtual channels between routers of {@link GridRouting#XY} and {@link GridRouting#YX}. */
    private static final int ON_THE_WAY = 1;

    private final Grid grid;
    private final int vcs;
    private final long interfaceCycles;
    private final boolean straight; // whether ways are legs
    private final boolean rowFirst;
    private final boolean mayMiss;
    private final PacketRouters routers;
    private final GridRoute route;
    private final Itineraries packets = new Itineraries();
    private final PacketSource source;

    private final RandomStream[] random; // by endpoint
    private final int[] inputs; // by endpoint: VC 0 of the router's input
    private final int[] destinationsRouter; // by endpoint
    private final int[] destinationsPort;
    private final long[] nextBirth; // by endpoint: when its next packet is made, or was made if it waits
    private final int[] slotOf; // by endpoint: packet that is being sent
    private final int[] flitsLeft; // of it
    private final int[] vcOf; // by endpoint: virtual channel last used
    private final Wheel asleep;

    // Of each packet, by slot, eight longs side by side.
    private static final int SLOT = 3;
    private static final int BIRTH = 0;
    private static final int HEAD_SENT = 1;
    private static final int HEAD_ARRIVED = 2;
    private static final int SENT_SUM = 3; // of the cycles in which flits were sent, less HEAD_SENT
    private static final int MARKED = 4; // 1 or 0
    private static final int DESTINATION = 5;
    private static final int LENGTH = 6;
    private static final int PASSED = 7; // routers, if ways are legs
    private long[] facts = new long[64 << SLOT];

    private final Tally tally;
    private final EntityDigests digests;
    private RandomStream coins; // of the endpoint whose packet enters the network
    private boolean marking;
    private boolean counting;
    private boolean warming;
    private long markBefore; // packets made before this cycle are marked even if nothing else is
    private long markedUnderWay;
    private long flitsUnderWay;
    private long birthsUnderWay; // sum over those flits
    private long madePackets;
    private long undeliverable;
    private long routersPassed; // by flits

    PacketTerminals(NetworkSpec network, PacketSource source, long seed) {
        grid = network.grid();
        int endpoints = grid.endpoints();
        vcs = network.vcs();
        interfaceCycles =
                network.interfaces().injectionCycles() + network.interfaces().ejectionCycles();
        mayMiss = !network.faults().isEmpty();
        rowFirst = network.routing() == GridRouting.XY;
        straight = rowFirst || network.routing() == GridRouting.YX;
        this.source = source;
        route = network.routing().route(grid, vcs, packets, network.faults());
        Band band = Band.of(grid, 1, 0);
        route.askedBy(band);
        routers = new PacketRouters(new GridGeometry(band, vcs, network.faults()), network.pipeline(), route, this);
        RandomStreams streams = new RandomStreams(seed);
        random = new RandomStream[endpoints];
        inputs = new int[endpoints];
        destinationsRouter = new int[endpoints];
        destinationsPort = new int[endpoints];
        nextBirth = new long[endpoints];
        slotOf = new int[endpoints];
        flitsLeft = new int[endpoints];
        vcOf = new int[endpoints];
        asleep = new Wheel(endpoints);
        tally = new Tally(endpoints);
        digests = new EntityDigests(endpoints);
        Arrays.fill(slotOf, NO_PACKET);
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            random[endpoint] = streams.stream("noc.endpoint", endpoint);
            destinationsRouter[endpoint] = grid.routerOf(endpoint);
            destinationsPort[endpoint] = grid.portOf(endpoint);
            inputs[endpoint] = routers.inputVc(destinationsRouter[endpoint], destinationsPort[endpoint], 0);
            nextBirth[endpoint] = source.first(endpoint, random[endpoint]);
            asleep.sleep(endpoint, nextBirth[endpoint]);
        }
    }

    /** Sources send, and the network moves what is due. */
    void step(long cycle) {
        for (int endpoint = asleep.wake(cycle); endpoint >= 0; endpoint = asleep.wake(cycle)) {
            asleep.sleep(endpoint, Math.max(cycle + 1, source(cycle, endpoint)));
        }
        routers.step(cycle);
    }

    /** Sends what is due, and returns the cycle at which to try again. */
    private long source(long cycle, int endpoint) {
        if (slotOf[endpoint] == NO_PACKET) {
            make(endpoint);
            if (slotOf[endpoint] == NO_PACKET) {
                return nextBirth[endpoint];
            }
        }
        int slot = slotOf[endpoint];
        int at = slot << SLOT;
        boolean head = flitsLeft[endpoint] == facts[at + LENGTH];
        int flits = Math.min(flitsLeft[endpoint], routers.trainFlits());
        long mask =
                head ? begin(cycle, endpoint, flits) : routers.entry(cycle, inputs[endpoint] | vcOf[endpoint], flits);
        if (mask == 0) {
            return cycle + 1;
        }
        long legs = Legs.NONE;
        if (head) {
            coins = random[endpoint];
            route.begin(slot, destinationsRouter[endpoint], this);
            facts[at + HEAD_SENT] = cycle;
            legs = straight ? legs(destinationsRouter[endpoint], slot) : Legs.NONE;
        }
        flitsLeft[endpoint] -= flits;
        boolean tail = flitsLeft[endpoint] == 0;
        if (counting) {
            tally.sentFlits[endpoint] += flits;
        }
        facts[at + SENT_SUM] += (cycle - facts[at + HEAD_SENT]) * flits + sum(mask, flits);
        routers.enter(cycle, inputs[endpoint] | vcOf[endpoint], slot, flits, mask, head, tail, legs);
        long free = cycle + Long.SIZE - Long.numberOfLeadingZeros(mask);
        if (!tail) {
            return free;
        }
        slotOf[endpoint] = NO_PACKET;
        return Math.max(free, nextBirth[endpoint]);
    }

    /** Chooses the first virtual channel after the last one used that a head may enter now, with room for its train; 0 if none has. */
    private long begin(long cycle, int endpoint, int flits) {
        int vc = vcOf[endpoint];
        for (int i = 0; i < vcs; i++) {
            vc = vc + 1 == vcs ? 0 : vc + 1;
            long mask = routers.entry(cycle, inputs[endpoint] | vc, flits);
            if ((mask & 1) != 0) {
                vcOf[endpoint] = vc;
                return mask;
            }
        }
        return 0;
    }

    private long legs(int from, int slot) {
        int to = packets.router(slot);
        int dx = grid.x(to) - grid.x(from);
        int dy = grid.y(to) - grid.y(from);
        facts[(slot << SLOT) + PASSED] = Math.abs(dx) + Math.abs(dy) + 1;
        return Legs.of(dx, dy, rowFirst, packets.port(slot), ON_THE_WAY);
    }

    /** Sum of the places of the bits of a mask. */
    private static long sum(long mask, int flits) {
        if ((mask & mask + 1) == 0) {
            return (long) flits * (flits - 1) / 2;
        }
        long sum = 0;
        for (long left = mask; left != 0; left &= left - 1) {
            sum += Long.numberOfTrailingZeros(left);
        }
        return sum;
    }

    /** The packet that is due begins to exist. */
    private void make(int endpoint) {
        long born = nextBirth[endpoint];
        int flits = source.flits(endpoint);
        int to = source.destination(endpoint, random[endpoint]);
        madePackets++;
        nextBirth[endpoint] = source.next(endpoint, born, random[endpoint]);
        if (mayMiss && !route.reaches(destinationsRouter[endpoint], destinationsRouter[to])) {
            undeliverable++;
            return;
        }
        int slot = packets.add(destinationsRouter[to], destinationsPort[to]);
        int at = slot << SLOT;
        if (at >= facts.length) {
            facts = Arrays.copyOf(facts, 2 * facts.length);
        }
        boolean marked = marking || born < markBefore;
        facts[at + BIRTH] = born;
        facts[at + SENT_SUM] = 0;
        facts[at + DESTINATION] = to;
        facts[at + LENGTH] = flits;
        facts[at + MARKED] = marked ? 1 : 0;
        markedUnderWay += marked ? 1 : 0;
        slotOf[endpoint] = slot;
        flitsLeft[endpoint] = flits;
        flitsUnderWay += flits;
        birthsUnderWay += born * flits;
    }

    @Override
    public void leave(long cycle, int train) {
        int slot = routers.slot(train);
        int at = slot << SLOT;
        int flits = routers.flits(train);
        long mask = routers.mask(train);
        long arrived = cycle + interfaceCycles;
        long first = arrived - (Long.SIZE - 1 - Long.numberOfLeadingZeros(mask));
        int hops = straight ? (int) facts[at + PASSED] : packets.routersPassed(slot);
        if (routers.isHead(train)) {
            facts[at + HEAD_ARRIVED] = first;
        }
        tally.flits += flits;
        tally.flitLatency += (first - facts[at + HEAD_SENT]) * flits + sum(mask, flits);
        flitsUnderWay -= flits;
        birthsUnderWay -= facts[at + BIRTH] * flits;
        routersPassed += (long) hops * flits;
        if (counting) {
            tally.acceptedFlits[(int) facts[at + DESTINATION]] += flits;
        }
        if (routers.isTail(train)) {
            tally.flitLatency -= facts[at + SENT_SUM];
            complete(arrived, slot, hops);
        }
    }

    private void complete(long arrived, int slot, int hops) {
        int at = slot << SLOT;
        long born = facts[at + BIRTH];
        long marked = facts[at + MARKED];
        if (warming || marked != 0) {
            tally.packet(
                    arrived - born,
                    arrived - facts[at + HEAD_SENT],
                    arrived - facts[at + HEAD_ARRIVED] - (facts[at + LENGTH] - 1),
                    hops);
        }
        markedUnderWay -= marked;
        digests.add((int) facts[at + DESTINATION], arrived, EVENT_ARRIVED, born << 16 | hops);
        packets.remove(slot);
    }

    /** From now on packets are neither marked nor left out of the count. */
    void warmUp() {
        warming = true;
        counting = true;
    }

    void measure() {
        warming = false;
        marking = true;
    }

    void drain(long cycle) {
        marking = false;
        counting = false;
        markBefore = cycle;
    }

    boolean marksLeft() {
        if (markedUnderWay > 0) {
            return true;
        }
        for (int endpoint = 0; endpoint < nextBirth.length; endpoint++) {
            if (nextBirth[endpoint] < markBefore) {
                return true;
            }
        }
        return false;
    }

    double latencySoFar(long cycle) {
        long ages = flitsUnderWay * cycle - birthsUnderWay;
        return (double) (tally.packetLatency + ages) / Math.max(1, tally.packets + flitsUnderWay);
    }

    Tally tally() {
        return tally;
    }

    EntityDigests digests() {
        return digests;
    }

    PacketRouters routers() {
        return routers;
    }

    /** Virtual channels of a link that a packet has to choose from, at least. */
    int vcsOfAWay() {
        int least = vcs;
        for (long each : route.vcClasses()) {
            least = each == 0 ? least : Math.min(least, Long.bitCount(each));
        }
        return least;
    }

    long undeliverable() {
        return undeliverable;
    }

    long madePackets() {
        return madePackets;
    }

    long flitHops() {
        return routersPassed;
    }

    @Override
    public RandomStream random() {
        return coins;
    }

    @Override
    public int taken(int router, int port) {
        throw new IllegalStateException("nobody counts places here");
    }
}
