package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.router.Wait;
import org.skerry.noc.router.WaitingFlits;
import org.skerry.noc.routing.Direction;

/**
 * Asks in every cycle why each head that is still in a buffer is there, and adds that up; of chosen packets it keeps the whole story. What an
 * empty router takes, its routing and the cycles of an allocation that was won at once, is no waiting.
 */
final class FlightRecorder implements FlightObserver {
    private final Flights flights;
    private final JourneyChoice choice;
    private final int freeCycles; // that a head stays in the buffer of an empty router
    private final List<Flight> heads = new ArrayList<>(); // in buffers
    private final List<Journey> journeys = new ArrayList<>();
    private final long[] waits = new long[Wait.Reason.values().length];
    private WaitingFlits waiting;
    private long measureFrom = Long.MAX_VALUE;
    private long measureUntil;
    private long underWay; // measured packets that have not arrived
    private int chosen;
    private long packets;
    private long latency;
    private long sourceQueue;
    private long pipeline;
    private long serialisation;
    private long stretch;

    FlightRecorder(NetworkSpec network, JourneyChoice choice) {
        this.choice = choice;
        flights = new Flights(network);
        freeCycles = network.routerCycles() - network.stages().passageCycles();
    }

    /** Packets that are made from {@code from} to {@code until - 1} count. */
    void measure(long from, long until) {
        measureFrom = from;
        measureUntil = until;
    }

    /** Measured packets that sources have begun with and that have not arrived. */
    long underWay() {
        return underWay;
    }

    LatencyParts parts() {
        List<Long> sums = Arrays.stream(waits).boxed().toList();
        return new LatencyParts(packets, latency, sourceQueue, pipeline, sums, serialisation, stretch);
    }

    /** Chosen packets, in the order of their arrival. */
    List<Journey> journeys() {
        return journeys;
    }

    @Override
    public void onMade(long cycle, int slot, int source, int destination, int flits, long born) {
        Flight flight = flights.made(slot, source, destination, flits, born);
        flight.measured = born >= measureFrom && born < measureUntil;
        underWay += flight.measured ? 1 : 0;
        if (flight.measured && choice.includes(flight, chosen)) {
            chosen++;
            flight.stops = new ArrayList<>();
        }
    }

    @Override
    public void onEntered(long cycle, int at, int flit) {
        comes(cycle, flights.entered(cycle, at, flit), at, flit);
    }

    @Override
    public void onReached(long cycle, int at, int flit) {
        comes(cycle, flights.reached(cycle, at, flit), at, flit);
    }

    private void comes(long cycle, Flight flight, int at, int flit) {
        if (!FlitLayout.isHead(flit)) {
            return;
        }
        // In the first cycle every buffer is empty.
        int front = waiting == null ? flit : waiting.front(at);
        flight.behind = FlitLayout.slot(front) != FlitLayout.slot(flit);
        flight.slot = FlitLayout.slot(flit);
        flight.free = 0;
        flight.place = heads.size();
        heads.add(flight);
        if (flight.stops != null) {
            int port = VcAddress.port(at);
            String input = port < Direction.COUNT ? Direction.name(port) : "endpoint";
            flight.spells = new ArrayList<>();
            flight.stops.add(new Flight.Place(VcAddress.router(at), input, VcAddress.vc(at), cycle, flight.spells));
        }
    }

    @Override
    public void onSent(long cycle, int to, int flit) {
        flights.sent(cycle, to, flit);
        goes(flit);
    }

    @Override
    public void onLeft(long cycle, int from, int flit) {
        flights.left(cycle, from, flit);
        goes(flit);
    }

    private void goes(int flit) {
        if (FlitLayout.isHead(flit)) {
            Flight flight = flights.of(flit);
            Flight last = heads.remove(heads.size() - 1);
            if (last != flight) {
                heads.set(flight.place, last);
                last.place = flight.place;
            }
        }
    }

    @Override
    public void onTaken(long cycle, int from, int flit, long arrived) {
        Flight flight = flights.of(flit);
        if (FlitLayout.isHead(flit)) {
            flight.headArrived = arrived;
        }
        if (!FlitLayout.isTail(flit) || !flight.measured) {
            return;
        }
        long entered = flight.reached[0];
        long behindHead = arrived - flight.headArrived;
        underWay--;
        packets++;
        latency += arrived - flight.born;
        sourceQueue += entered - flight.born;
        pipeline += flight.headArrived - entered - flight.waited;
        serialisation += flight.flits - 1;
        stretch += behindHead - (flight.flits - 1);
        if (flight.stops != null) {
            journeys.add(new Journey(
                    flight.source,
                    flight.destination,
                    flight.number,
                    flight.flits,
                    flight.born,
                    entered,
                    arrived,
                    behindHead - (flight.flits - 1),
                    flight.stops.stream().map(Flight.Place::stop).toList()));
        }
    }

    @Override
    public void onCycleOver(long cycle, WaitingFlits now) {
        waiting = now;
        for (int i = 0; i < heads.size(); i++) {
            Flight flight = heads.get(i);
            if (flight.measured) {
                ask(cycle, flight);
            } else if (flight.behind) {
                flight.behind = FlitLayout.slot(waiting.front(flight.at[flight.places - 1])) != flight.slot;
            }
        }
    }

    private void ask(long cycle, Flight flight) {
        int at = flight.at[flight.places - 1];
        Wait.Reason reason;
        if (flight.behind) {
            // Who came to the front in this cycle was behind in it.
            flight.behind = FlitLayout.slot(waiting.front(at)) != flight.slot;
            reason = Wait.Reason.BEHIND;
        } else {
            reason = waiting.of(cycle, at, flight.slot).reason();
            boolean hasChannel = reason != Wait.Reason.ALLOCATION && reason != Wait.Reason.VIRTUAL_CHANNEL;
            if (reason == Wait.Reason.ROUTING || hasChannel && flight.free < freeCycles) {
                flight.free++;
                return;
            }
        }
        flight.waited++;
        waits[reason.ordinal()]++;
        if (flight.stops != null) {
            story(cycle, flight, at, reason);
        }
    }

    private void story(long cycle, Flight flight, int at, Wait.Reason reason) {
        String text = reason == Wait.Reason.BEHIND && !flight.behind
                ? null // the one before has just left: still the same spell
                : flights.obstacle(cycle, at, flight.slot, waiting).text();
        List<Journey.Spell> spells = flight.spells;
        Journey.Spell last = spells.isEmpty() ? null : spells.get(spells.size() - 1);
        if (last != null && last.reason() == reason && (text == null || text.equals(last.text()))) {
            spells.set(spells.size() - 1, new Journey.Spell(reason, last.from(), last.cycles() + 1, last.text()));
        } else {
            spells.add(new Journey.Spell(reason, cycle, 1, text == null ? flights.before(at) : text));
        }
    }
}
