package org.skerry.noc.survive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** What packets wait for slots: as the closed form says, to the cycle, with any phases; and less with those for the routes in use. */
class RoutePhasesTest {
    private static final MeshSpec MESH = MeshSpec.of(6, 6, 1, 0);
    private static final int DOMAINS =
            5; // a hop is 4 cycles: with 2, 4 or 8 domains one assignment would suit all ways of a mesh
    private static final int DETECTION = 50;
    private static final int BROKEN = 1_000; // cycle
    private static final int REROUTED = BROKEN + DETECTION;
    private static final long RESLOTTED = REROUTED + SurvivingNetwork.reslotCycles(MESH);
    private static final long STEP = 201; // a packet is alone, and DOMAINS of them see each cycle of a round

    private static SurvivingNetwork network(Schedule schedule, int domains, Set<Integer> dead) {
        TimeDivisionSpec division =
                schedule == Schedule.OFF ? TimeDivisionSpec.OFF : TimeDivisionSpec.of(schedule, domains);
        SurvivingNetwork network = new SurvivingNetwork(
                MESH, division, TrafficNode.BODIES, LinkErrors.NONE, true, DETECTION, 1, new NumberNotices());
        List<FaultEvent> events = new ArrayList<>();
        dead.forEach(router -> events.add(new FaultEvent(BROKEN, FaultEvent.Kind.ROUTER, router)));
        network.suffer(events, dead);
        return network;
    }

    private static Set<Integer> dead(long seed, int count) {
        RandomStream random = new RandomStreams(seed).stream("dead", 0);
        Set<Integer> dead = new TreeSet<>();
        while (dead.size() < count) {
            dead.add(random.nextInt(MESH.routers()));
        }
        return dead;
    }

    private static List<Injection> plan(long first, int source, int destination) {
        List<Injection> plan = new ArrayList<>();
        for (int i = 0; i < DOMAINS; i++) {
            plan.add(new Injection(
                    first + i * STEP, new Packet(1 + i, source, destination, VirtualNetwork.REQUEST, 0, 8, 1L + i)));
        }
        return plan;
    }

    private static double meanLatency(SurvivingNetwork network, long first, int source, int destination) {
        List<Injection> plan = plan(first, source, destination);
        try (TrafficRun run = new TrafficRun(network, plan, false).runTo(first + DOMAINS * STEP)) {
            double sum = 0;
            for (TrafficNode.Arrival arrival : run.arrivals()) {
                if ((Long) arrival.packet().body() > 0) {
                    sum += arrival.cycle()
                            - plan.get((int) arrival.packet().id() - 1).cycle();
                }
            }
            return sum / DOMAINS;
        }
    }

    @Test
    void aPacketThatIsAloneWaitsAsTheClosedFormSaysBeforeBetweenAndAfter() {
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            for (long seed = 1; seed <= 6; seed++) {
                Set<Integer> dead = dead(seed, 3);
                RandomStream random = new RandomStreams(seed).stream("pairs", 0);
                for (int pair = 0; pair < 3; pair++) {
                    int source = random.nextInt(36);
                    int destination = random.nextInt(36);
                    if (dead.contains(source) || dead.contains(destination)) {
                        continue;
                    }
                    for (long first : new long[] {10, REROUTED + 10, RESLOTTED + 10}) {
                        SurvivingNetwork divided = network(schedule, DOMAINS, dead);
                        double latency = meanLatency(divided, first, source, destination);
                        double without = meanLatency(network(Schedule.OFF, 1, dead), first, source, destination);
                        assertEquals(
                                divided.meanSlotWaitCycles(source, destination),
                                latency - without,
                                1e-9,
                                schedule + " from " + first + ", " + source + " to " + destination + ", seed " + seed);
                    }
                }
            }
        }
    }

    /** Mean over all pairs of routers that reach each other, by the closed form. */
    private static double wait(Schedule schedule, int domains, Set<Integer> dead, long cycle) {
        SurvivingNetwork network = network(schedule, domains, dead);
        try (TrafficRun run = new TrafficRun(network, List.of(), false)) {
            run.runTo(cycle);
        }
        double sum = 0;
        int pairs = 0;
        for (int from = 0; from < MESH.routers(); from++) {
            for (int to = 0; to < MESH.routers(); to++) {
                if (from != to && !dead.contains(from) && !dead.contains(to) && network.reaches(from, to)) {
                    sum += network.meanSlotWaitCycles(from, to);
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    @Test
    void phasesForTheRoutesInUseAreWaitedForLessThanThoseOfAWaveThatIsGone() {
        for (int domains : new int[] {2, 3, 4, 5, 8}) {
            double[] waits = new double[4];
            for (long seed = 1; seed <= 4; seed++) {
                Set<Integer> dead = dead(seed, 3);
                double old = wait(Schedule.WAVE, domains, dead, RESLOTTED - 1);
                double renewed = wait(Schedule.WAVE, domains, dead, RESLOTTED + 1);
                assertTrue(
                        renewed < old,
                        renewed + " is not less than " + old + ", " + domains + " domains, seed " + seed);
                waits[0] += wait(Schedule.WAVE, domains, dead, 10) / 4;
                waits[1] += old / 4;
                waits[2] += renewed / 4;
                waits[3] += wait(Schedule.NAIVE, domains, dead, RESLOTTED + 1) / 4;
            }
            assertTrue(waits[2] < waits[0] && waits[1] < waits[3], domains + " domains: " + Arrays.toString(waits));
        }
    }
}
