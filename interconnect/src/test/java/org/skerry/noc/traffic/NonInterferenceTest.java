package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.link.LinkLayer;
import org.skerry.noc.link.PlainLinks;
import org.skerry.noc.router.DelayLine;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.router.WaitingFlits;
import org.skerry.noc.traffic.TimeDivision.Schedule;

/** Two runs that differ only in what one domain sends: what another one can tell. */
class NonInterferenceTest {
    private static final PatternSpec UNIFORM = PatternSpec.of(PatternSpec.Kind.UNIFORM);

    private static final FlightObserver NOBODY = new FlightObserver() {
        @Override
        public void onMade(long cycle, int slot, int source, int destination, int flits, long born) {}

        @Override
        public void onEntered(long cycle, int at, int flit) {}

        @Override
        public void onLeft(long cycle, int from, int flit) {}

        @Override
        public void onTaken(long cycle, int from, int flit, long arrived) {}

        @Override
        public void onCycleOver(long cycle, WaitingFlits waiting) {}

        @Override
        public void onSent(long cycle, int to, int flit) {}

        @Override
        public void onReached(long cycle, int at, int flit) {}
    };

    private static NetworkSpec network(int k, TimeDivision division) {
        return NetworkSpec.of(new Grid(k, k, false, 1, 1, 1), GridRouting.XY, 2, 4)
                .withDivision(division);
    }

    private static TrafficSpec traffic(double load, int flits) {
        return new TrafficSpec(UNIFORM, InjectionSpec.BERNOULLI, flits, load);
    }

    @Test
    void withTimeDivisionNoDomainHearsAnotherAtAnyLoad() {
        for (Schedule schedule : Schedule.values()) {
            for (int domains : new int[] {2, 3, 32}) {
                for (double load : new double[] {0.02, 0.3, 0.95}) {
                    int flits = domains % 2 == 0 ? 1 : 4;
                    NonInterference result = NonInterference.compare(
                            network(8, new TimeDivision(domains, schedule)),
                            domains,
                            traffic(load, flits),
                            0,
                            0.9,
                            domains,
                            400);
                    assertTrue(result.events() > 20, () -> "too little to compare: " + result);
                    assertTrue(result.holds(), result::toString);
                }
            }
        }
    }

    @Test
    void withBestEffortTheOtherDomainIsHeardAndWhatWasInTheWayIsNamed() {
        for (double load : new double[] {0.05, 0.2, 0.5}) {
            for (int domains : new int[] {3, 16, 32}) {
                NonInterference many = NonInterference.compare(
                        network(8, TimeDivision.NONE), domains, traffic(load, 1), 0, 0.9, 7, 600);
                assertFalse(many.holds(), many::toString);
            }
            NonInterference result =
                    NonInterference.compare(network(8, TimeDivision.NONE), 2, traffic(load, 1), 0, 0.9, 7, 600);
            assertFalse(result.holds(), result::toString);
            assertTrue(result.firstCycle() >= 0 && result.firstSeen() >= result.firstCycle(), result::toString);
            assertTrue(result.shifted() > 0 && result.mostShift() > 0, result::toString);
            assertTrue(result.event().contains(" left router "), result::toString);
            assertTrue(result.cause().contains(" of domain 0"), result::toString);
        }
    }

    /**
     * A mutant: wires that remember. A flit is a cycle late at the next router if the same wire carried one of another domain within the last
     * eight cycles, as a repeater or a clock gate that two domains share might do.
     */
    private static WatchedSimulation.LinkMaker rememberingWires() {
        Map<Integer, long[]> lastUse = new HashMap<>(); // by wire: last cycle of each domain
        return (domain, geometry, pipeline, routers, observer) -> new LinkLayer() {
            private final LinkLayer plain = new PlainLinks(geometry, pipeline, routers, observer);
            private final DelayLine late = new DelayLine(1);
            private long now;

            {
                routers.connect(true, this);
            }

            @Override
            public void arrivals(long cycle) {
                now = cycle;
                plain.arrivals(cycle);
                while (late.isDue(cycle)) {
                    long flit = late.take();
                    plain.sendFlit((int) (flit >>> Integer.SIZE), (int) flit);
                }
            }

            @Override
            public void sendFlit(int address, int flit) {
                int wire = address - VcAddress.vc(address);
                long[] last = lastUse.computeIfAbsent(wire, key -> new long[] {-100, -100});
                last[domain] = now;
                if (now - last[1 - domain] <= 8) {
                    late.add(now, (long) address << Integer.SIZE | flit);
                } else {
                    plain.sendFlit(address, flit);
                }
            }

            @Override
            public void sendCredit(int address) {
                plain.sendCredit(address);
            }
        };
    }

    @Test
    void wiresThatRememberAreFoundOut() {
        for (Schedule schedule : Schedule.values()) {
            NonInterference result = NonInterference.compare(
                    network(8, new TimeDivision(2, schedule)),
                    2,
                    traffic(0.05, 1),
                    0,
                    0.4,
                    7,
                    300,
                    NonInterferenceTest::rememberingWires);
            assertFalse(result.holds(), result::toString);
            assertTrue(result.firstCycle() >= 0 && result.shifted() > 0, result::toString);
        }
    }

    @Test
    void theSameTrafficTwiceIsNoDifferenceWithBestEffortEither() {
        NonInterference result =
                NonInterference.compare(network(8, TimeDivision.NONE), 2, traffic(0.3, 3), 0.4, 0.4, 7, 600);
        assertTrue(result.holds(), result::toString);
        assertEquals(0, result.shifted());
    }

    @Test
    void watchingANetworkChangesNothingInIt() {
        for (int flits : new int[] {1, 5}) {
            for (TimeDivision division : new TimeDivision[] {TimeDivision.NONE, new TimeDivision(2, Schedule.WAVE)}) {
                NetworkSpec network = network(4, division);
                TrafficSpec traffic = traffic(0.3, flits);
                Simulation plain = new Simulation(network, traffic, 1);
                PacketSource source = new SyntheticSource(
                        flits,
                        UNIFORM.among(network.grid()),
                        traffic.injection().process(0.3 / flits, 16));
                WatchedSimulation watched = new WatchedSimulation(network, source, 0, 1, NOBODY);
                plain.advance(1_500);
                watched.advance(1_500);
                assertEquals(
                        text(plain.terminals().tally()),
                        text(watched.terminals().tally()));
            }
        }
    }

    private static String text(Tally tally) {
        return tally.packets + " " + tally.packetLatency + " " + tally.networkLatency + " " + tally.flitLatency + " "
                + tally.fragmentation + Arrays.toString(tally.acceptedFlits) + Arrays.toString(tally.sentFlits);
    }
}
