package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.router.WaitingFlits;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.digest.Mix;

/**
 * All domains of a network at once, cycle by cycle, and what happens to the flits of one of them. With time division each domain has
 * routers of its own, which is what its buffers, virtual channels and allocators are, and no link may carry flits of two in one cycle, which
 * is checked; without it all share one set of routers.
 */
final class DomainRun {
    private final NetworkSpec network;
    private final Domains domains;
    private final int watched;
    private final WatchedSimulation[] simulations;
    private final Watch watch; // of the simulation that the watched domain is in
    private final long[] linkUsed; // by router, direction: last cycle
    private final List<DomainEvent> events = new ArrayList<>(); // of this cycle
    private final Map<String, Long> arrivals = new HashMap<>(); // by packet; only looked up
    private long digest;
    private long eventCount;
    private long latencies;

    /**
     * A network before its first cycle.
     *
     * @param loads offered flits for each endpoint and cycle, by domain
     * @param links makes those of each domain; they are the same wires
     */
    DomainRun(
            NetworkSpec network,
            TrafficSpec traffic,
            double[] loads,
            int watched,
            long seed,
            WatchedSimulation.LinkMaker links) {
        this.network = network;
        this.watched = watched;
        domains = new Domains(network.grid(), loads.length);
        linkUsed = new long[network.grid().routers() * Direction.COUNT];
        Arrays.fill(linkUsed, -1);
        watch = new Watch(network, true);
        boolean divided = network.division().domains() > 1;
        simulations = new WatchedSimulation[divided ? loads.length : 1];
        for (int i = 0; i < simulations.length; i++) {
            InjectionProcess[] processes = new InjectionProcess[loads.length];
            for (int domain = 0; domain < loads.length; domain++) {
                if (!divided || domain == i) {
                    processes[domain] = traffic.injection()
                            .process(
                                    loads[domain] / traffic.packetFlits(),
                                    network.grid().endpoints());
                }
            }
            PacketSource source = new SyntheticSource(
                    traffic.packetFlits(),
                    domains.within(traffic.pattern().among(network.grid())),
                    domains.processes(processes));
            simulations[i] = new WatchedSimulation(
                    network,
                    source,
                    divided ? i : 0,
                    seed,
                    !divided || i == watched ? watch : new Watch(network, false),
                    links);
        }
    }

    /** Goes on for a cycle and returns what happened in it to the watched domain, in an order of its own. */
    List<DomainEvent> step() {
        events.clear();
        for (WatchedSimulation simulation : simulations) {
            simulation.advance(1);
        }
        events.sort(null);
        eventCount += events.size();
        return events;
    }

    /** An event that happened here, in words. */
    String text(DomainEvent event) {
        return event.text(watch.flights.named(event.source(), event.number()).name());
    }

    /** Why the flit of an event of another run has not done here what it did there. */
    String whyNot(DomainEvent event) {
        Flight flight = watch.flights.named(event.source(), event.number());
        int at = flight == null ? -1 : flight.inputAt(VcAddress.router(event.place()));
        if (event.kind() != DomainEvent.Kind.LEFT || at < 0 || watch.waiting.count(at) == 0) {
            return "it is not there yet";
        }
        Flights.Obstacle obstacle =
                watch.flights.obstacle(watch.cycle - 1, at, watch.flights.slotOf(flight), watch.waiting);
        return obstacle.text()
                + (obstacle.holder() == null ? "" : " of domain " + domains.ownerOf(obstacle.holder().source));
    }

    long digest() {
        return digest;
    }

    long events() {
        return eventCount;
    }

    /** When the last flits of the watched domain's packets arrived, by packet. */
    Map<String, Long> arrivals() {
        return arrivals;
    }

    double meanLatency() {
        return arrivals.isEmpty() ? 0 : (double) latencies / arrivals.size();
    }

    private final class Watch implements FlightObserver {
        private final Flights flights;
        private final boolean noting;
        private WaitingFlits waiting;
        private long cycle; // the next one

        Watch(NetworkSpec network, boolean noting) {
            flights = new Flights(network);
            this.noting = noting;
        }

        @Override
        public void onMade(long now, int slot, int source, int destination, int flits, long born) {
            flights.made(slot, source, destination, flits, born);
        }

        @Override
        public void onEntered(long now, int at, int flit) {
            Flight flight = flights.entered(now, at, flit);
            note(DomainEvent.Kind.ENTERED, flight.source, VcAddress.vc(at), flight, flit);
        }

        @Override
        public void onReached(long now, int at, int flit) {
            flights.reached(now, at, flit);
        }

        @Override
        public void onSent(long now, int to, int flit) {
            int output = flights.sent(now, to, flit);
            int link = VcAddress.router(output) * Direction.COUNT + VcAddress.port(output);
            if (linkUsed[link] == now) {
                throw new IllegalStateException("cycle " + now + ": " + Flights.output(output)
                        + " passed flits of two domains at once; one is of packet "
                        + flights.of(flit).name());
            }
            linkUsed[link] = now;
            note(DomainEvent.Kind.LEFT, output, flights.of(flit), flit);
        }

        @Override
        public void onLeft(long now, int from, int flit) {
            flights.left(now, from, flit);
            note(DomainEvent.Kind.LEFT, from, flights.of(flit), flit);
        }

        @Override
        public void onTaken(long now, int from, int flit, long arrived) {
            Flight flight = flights.of(flit);
            note(DomainEvent.Kind.TAKEN, flight.destination, VcAddress.vc(from), flight, flit);
            if (FlitLayout.isTail(flit) && noting && domains.ownerOf(flight.source) == watched) {
                arrivals.put(flight.name(), arrived);
                latencies += arrived - flight.born;
            }
        }

        @Override
        public void onCycleOver(long now, WaitingFlits waitingNow) {
            cycle = now + 1;
            waiting = waitingNow;
        }

        /** Virtual channels count in the digest alone: another one is no difference as long as nothing moves in another cycle. */
        private void note(DomainEvent.Kind kind, int place, int vc, Flight flight, int flit) {
            if (noting && domains.ownerOf(flight.source) == watched) {
                events.add(new DomainEvent(kind, place, flight.source, flight.number, FlitLayout.ends(flit)));
                long what = Mix.mix((long) kind.ordinal() << 40 | place) + vc;
                long who = Mix.mix((long) flight.source << 40 | flight.number << 2 | FlitLayout.ends(flit));
                // A sum, as the order within a cycle means nothing.
                digest += Mix.mix(Mix.mix(what ^ who) + cycle);
            }
        }

        private void note(DomainEvent.Kind kind, int output, Flight flight, int flit) {
            int vc = VcAddress.vc(output);
            note(kind, output - vc, vc, flight, flit);
        }
    }
}
