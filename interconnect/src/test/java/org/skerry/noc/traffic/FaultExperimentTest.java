package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.fault.FaultPlan;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.link.LinkErrors;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;

/** What becomes of packets when parts of a network fail under way. */
class FaultExperimentTest {
    private static final PatternSpec UNIFORM = PatternSpec.of(PatternSpec.Kind.UNIFORM);
    private static final long MAKE_UNTIL = 3_000;

    private static NetworkSpec network(GridRouting routing, int vcs) {
        return NetworkSpec.of(new Grid(6, 6, false, 1, 1, 1), routing, vcs, 4);
    }

    private static TrafficSpec traffic(double load, int flits) {
        return new TrafficSpec(UNIFORM, InjectionSpec.BERNOULLI, flits, load);
    }

    private static FaultPlan plan(LinkErrors errors, FaultEvent... events) {
        return new FaultPlan(List.of(events), errors, 100, 500);
    }

    /** Runs it, and checks that each packet is handed over once at most and in the order of its pair. */
    private static FaultPoint run(NetworkSpec network, TrafficSpec traffic, FaultPlan plan, long seed) {
        Map<Integer, Long> last = new HashMap<>(); // by pair: when the last packet handed over was made
        long[] handedOver = new long[1];
        FaultPoint point = new FaultExperiment(
                        network, traffic, plan, MAKE_UNTIL, 500, seed, (source, destination, born) -> {
                            Long before = last.put(source * 1000 + destination, born);
                            assertTrue(
                                    before == null || before < born,
                                    () -> "seed " + seed + ": the packet of cycle " + born + " from " + source + " to "
                                            + destination + " came after that of " + before);
                            handedOver[0]++;
                        })
                .run();
        assertEquals(point.delivered(), handedOver[0]);
        assertEquals(point.made(), point.delivered() + point.lost() + point.left(), point::toString);
        long inPeriods =
                point.periods().stream().mapToLong(FaultPoint.Period::delivered).sum();
        assertEquals(point.delivered(), inPeriods, point::toString);
        return point;
    }

    @Test
    void whatComesTwiceIsHandedOverOnce() {
        FaultPlan impatient = new FaultPlan(List.of(), new LinkErrors(0.02, 16), 100, 20);
        FaultPoint point = run(network(GridRouting.XY, 3), traffic(0.05, 3), impatient, 6);
        assertTrue(point.duplicates() > 100, point::toString);
        assertEquals(point.made(), point.delivered());
        // The last copies are still under way when the run ends.
        assertTrue(point.copies() >= point.delivered() + point.duplicates(), point::toString);
    }

    @Test
    void withoutFaultsPacketsArriveAsWithoutALinkLayer() {
        NetworkSpec network =
                network(GridRouting.XY, 1); // one virtual channel, so that none overtakes another of its pair
        for (int flits : new int[] {1, 4}) {
            TrafficSpec traffic = traffic(0.15, flits);
            FaultPoint point = run(network, traffic, plan(LinkErrors.NONE), 3);
            InjectionProcess process = traffic.injection().process(0.15 / flits, 36);
            InjectionProcess ending = new InjectionProcess() {
                @Override
                public long first(int endpoint, RandomStream random) {
                    return until(process.first(endpoint, random));
                }

                @Override
                public long next(int endpoint, long cycle, RandomStream random) {
                    return until(process.next(endpoint, cycle, random));
                }

                private long until(long cycle) {
                    return cycle < MAKE_UNTIL ? cycle : GapTable.NEVER;
                }
            };
            Simulation plain = new Simulation(network, traffic, UNIFORM.among(network.grid()), ending, 0, 3);
            plain.advance(MAKE_UNTIL + 5_000);
            Tally tally = plain.tally();
            assertEquals(tally.packets, point.delivered());
            assertEquals(tally.packetLatency, Math.round(point.latency() * point.delivered()));
            assertEquals(tally.longest, point.longest());
            assertEquals(0, point.repeatedPackets() + point.repeatedFlits() + point.lostFlits());
        }
    }

    @Test
    void everyPacketIsHandedOverOrLostForAReasonWhateverFails() {
        for (int seed = 1; seed <= 12; seed++) {
            NetworkSpec network = network(seed % 2 == 0 ? GridRouting.FAULT_TOLERANT : GridRouting.XY, 1 + seed % 3);
            List<FaultEvent> events =
                    FaultPlan.draw(network.grid(), seed % 3, seed % 4, seed % 2, 200, MAKE_UNTIL, seed);
            FaultPlan plan = new FaultPlan(events, new LinkErrors(seed % 5 * 0.002, 8), 100, 500);
            FaultPoint point = run(network, traffic(0.1, 1 + seed % 4), plan, seed);
            int of = seed;
            assertEquals(0, point.left(), () -> "seed " + of + ": " + plan + " " + point);
            assertEquals(events.size() > 0, point.reconfigurations() > 0, () -> "seed " + of);
            assertEquals(point.spoiltFlits() > 0, point.repeatedFlits() > 0, () -> "seed " + of);
        }
    }

    @Test
    void spoiltFlitsAreSentAgainUntilAllHaveArrivedAndThatTakesTime() {
        NetworkSpec network = network(GridRouting.XY, 2);
        TrafficSpec traffic = traffic(0.1, 4);
        FaultPoint clean = run(network, traffic, plan(LinkErrors.NONE), 5);
        FaultPoint some = run(network, traffic, plan(new LinkErrors(0.01, 32)), 5);
        FaultPoint many = run(network, traffic, plan(new LinkErrors(0.1, 32)), 5);
        for (FaultPoint point : List.of(clean, some, many)) {
            assertEquals(point.made(), point.delivered());
            assertEquals(0, point.unnoticedFlits() + point.deliveredSpoilt());
        }
        assertEquals(0.01, (double) some.spoiltFlits() / some.sentFlits(), 0.002);
        assertTrue(some.repeatedFlits() >= some.spoiltFlits());
        assertTrue(clean.latency() < some.latency() && some.latency() < many.latency());
    }

    @Test
    void aShortCheckMissesItsShareOfSpoiltFlits() {
        FaultPoint point = run(network(GridRouting.XY, 2), traffic(0.2, 2), plan(new LinkErrors(0.05, 3)), 2);
        assertEquals(0.125, (double) point.unnoticedFlits() / point.spoiltFlits(), 0.03);
        assertTrue(point.deliveredSpoilt() > 0);
        assertEquals(point.made(), point.delivered());
    }

    @Test
    void routesGoRoundADeadLinkWhereTheyCan() {
        FaultEvent link = FaultEvent.parse("link 28 at 1000"); // router 7 to the east
        FaultPoint round = run(network(GridRouting.FAULT_TOLERANT, 2), traffic(0.1, 4), plan(LinkErrors.NONE, link), 4);
        assertEquals(0, round.lost());
        assertEquals(1.0, round.reachable());
        assertTrue(round.droppedPackets() > 0 && round.repeatedPackets() >= round.droppedPackets() / 2);
        FaultPoint severed = run(network(GridRouting.XY, 2), traffic(0.1, 4), plan(LinkErrors.NONE, link), 4);
        assertTrue(severed.lostNoWay() > 0 && severed.lostDestinationDead() + severed.lostSourceDead() == 0);
        assertTrue(severed.reachable() < 1);
    }

    @Test
    void whatADeadRouterHoldsIsLostAndAccountedFor() {
        FaultPoint point = run(
                network(GridRouting.FAULT_TOLERANT, 2),
                traffic(0.1, 4),
                plan(LinkErrors.NONE, FaultEvent.parse("router 14 at 1000")),
                4);
        assertTrue(point.lostDestinationDead() > 0 && point.lostNoWay() == 0, point::toString);
        assertTrue(point.lostFlits() > 0, point::toString);
        assertEquals(1.0, point.reachable());
    }

    @Test
    void aStuckPortStopsWhatWaitsForItUntilRoutesAvoidIt() {
        FaultEvent port = FaultEvent.parse("port 28 at 1000");
        FaultPoint point = run(network(GridRouting.FAULT_TOLERANT, 2), traffic(0.1, 4), plan(LinkErrors.NONE, port), 4);
        assertEquals(0, point.lost());
        assertEquals(0, point.lostFlits()); // stuck flits are no lost ones: they are dropped with their packets
        assertTrue(point.repeatedPackets() > 0 && point.longest() > 100, point::toString);
    }

    @Test
    void routingsThatDoNotKnowOfFaultsAreRefusedBeforeTheRun() {
        FaultPlan plan = plan(LinkErrors.NONE, FaultEvent.parse("link 28 at 1000"));
        assertThrows(
                ConfigException.class,
                () -> new FaultExperiment(network(GridRouting.O1TURN, 2), traffic(0.1, 1), plan, 10, 10, 1));
    }
}
