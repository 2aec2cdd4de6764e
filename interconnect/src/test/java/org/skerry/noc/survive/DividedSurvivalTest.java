package org.skerry.noc.survive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Two runs of a mesh that breaks and is divided by time: before, during and after a fault no domain hears another. */
class DividedSurvivalTest {
    private static final int DOMAINS = 3;
    private static final int DETECTION = 60;
    private static final int LAST =
            2_600; // cycle of the last packet: 16 routers are reslotted 1 600 cycles after the new routes
    private static final MeshSpec MESH = MeshSpec.of(4, 4, 2, 2);
    private static final LinkErrors NOISY = new LinkErrors(0.02, 16, 0.02);
    private static final Set<Integer> TILES = Set.of(10);
    private static final List<FaultEvent> EVENTS = List.of(
            new FaultEvent(200, FaultEvent.Kind.LINK, 5 * Direction.COUNT + Direction.EAST),
            new FaultEvent(500, FaultEvent.Kind.ROUTER, 10));

    private static SurvivingNetwork network(Schedule schedule, SlotWiring wiring, LinkErrors errors) {
        SurvivingNetwork network = new SurvivingNetwork(
                MESH,
                TimeDivisionSpec.of(schedule, DOMAINS),
                wiring,
                TrafficNode.BODIES,
                errors,
                true,
                DETECTION,
                1,
                new NumberNotices());
        network.suffer(EVENTS, TILES);
        return network;
    }

    private static Packet packet(long id, int source, int domain, RandomStream random) {
        VirtualNetwork[] networks = VirtualNetwork.values();
        int destination = random.nextInt(MESH.endpoints());
        return new Packet(id, source, destination, networks[random.nextInt(3)], domain, 1 + random.nextInt(200), id);
    }

    /** Domain 1 sends the same from odd endpoints in each run, and domain 0 so many packets from even ones. */
    private static List<Injection> plan(long seed, int loud) {
        List<Injection> plan = new ArrayList<>();
        RandomStream random = new RandomStreams(seed).stream("compared", 0);
        for (long id = 1; id <= LAST / 4; id++) {
            plan.add(new Injection(id * 4, packet(id, 1 + 2 * random.nextInt(17), 1, random)));
        }
        RandomStream noise = new RandomStreams(seed).stream("loud", 0);
        for (long id = 10_000; id < 10_000 + loud; id++) {
            plan.add(new Injection((id - 10_000) * LAST / loud, packet(id, 2 * noise.nextInt(17), 0, noise)));
        }
        plan.sort(Comparator.comparingLong(Injection::cycle));
        return plan;
    }

    /** All that domain 1 and its endpoints hear. */
    private static List<String> heard(Schedule schedule, SlotWiring wiring, LinkErrors errors, long seed, int loud) {
        try (TrafficRun run = new TrafficRun(network(schedule, wiring, errors), plan(seed, loud), false).toEnd()) {
            return run.arrivals().stream()
                    .filter(arrival -> arrival.packet().domain() == 1
                            || arrival.packet().id() == 0 && arrival.packet().destination() % 2 == 1)
                    .sorted(Comparator.comparingLong(TrafficNode.Arrival::cycle)
                            .thenComparing(arrival -> arrival.packet().toString()))
                    .map(arrival -> arrival.cycle() + " " + arrival.packet())
                    .collect(Collectors.toList());
        }
    }

    private static void apart(LinkErrors errors) {
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            for (long seed = 1; seed <= 2; seed++) {
                List<String> quiet = heard(schedule, SlotWiring.RIGHT, errors, seed, 0);
                assertTrue(quiet.size() > 600, "only " + quiet.size());
                assertEquals(
                        quiet, heard(schedule, SlotWiring.RIGHT, errors, seed, 3_000), schedule + ", seed " + seed);
            }
        }
    }

    /** The cycle of the first difference between a run in which domain 0 is idle and one in which it is not. */
    private static long firstHeard(Schedule schedule, SlotWiring wiring, LinkErrors errors) {
        List<String> quiet = heard(schedule, wiring, errors, 1, 0);
        List<String> loud = heard(schedule, wiring, errors, 1, 3_000);
        assertNotEquals(quiet, loud, "not heard");
        int same = 0;
        while (same < quiet.size() && same < loud.size() && quiet.get(same).equals(loud.get(same))) {
            same++;
        }
        String first = same < quiet.size() ? quiet.get(same) : loud.get(same);
        return Long.parseLong(first.substring(0, first.indexOf(' ')));
    }

    @Test
    void noDomainHearsAnotherBeforeDuringAndAfterAFault() {
        apart(LinkErrors.NONE);
    }

    @Test
    void norByWhatLinksSendAgain() {
        apart(NOISY);
    }

    /** A mutant: domain 0 sends over links whenever it has something; what is sent for the first time is in its slot even so. */
    @Test
    void aFlitThatIsSentAgainInAForeignSlotIsHeard() {
        SlotWiring mutant = new SlotWiring() {
            @Override
            public SlotTable switches(int domains, int domain, int[] phases) {
                return RIGHT.switches(domains, domain, phases);
            }

            @Override
            public SlotTable links(int domains, int domain, int[] phases) {
                int[] always = phases.clone();
                Arrays.fill(always, SlotTable.ALWAYS);
                return domain == 0 ? new SlotTable(domains, domain, always) : switches(domains, domain, phases);
            }
        };
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            firstHeard(schedule, mutant, NOISY);
        }
        assertEquals(
                heard(Schedule.NAIVE, mutant, LinkErrors.NONE, 1, 0),
                heard(Schedule.NAIVE, mutant, LinkErrors.NONE, 1, 3_000));
    }

    /** A mutant: slots of domain 0 are a cycle late at every third router. */
    @Test
    void aSlotTableThatIsOffByOneIsHeard() {
        SlotWiring mutant = (domains, domain, phases) -> {
            int[] late = phases.clone();
            int ports = phases.length / MESH.routers();
            for (int output = 0; output < phases.length && domain == 0; output++) {
                late[output] = output / ports % 3 == 0 ? (late[output] + 1) % domains : late[output];
            }
            return new SlotTable(domains, domain, late);
        };
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            firstHeard(schedule, mutant, LinkErrors.NONE);
        }
    }

    /** A mutant: when slots are assigned anew, domain 0 keeps those that it had. */
    @Test
    void aDomainThatKeepsItsOldSlotsIsHeardFromThenOn() {
        int[][] first = new int[1][];
        SlotWiring mutant = (domains, domain, phases) -> {
            if (first[0] == null) {
                first[0] = phases;
            }
            return new SlotTable(domains, domain, domain == 0 ? first[0] : phases);
        };
        long reslotted = 500 + DETECTION + SurvivingNetwork.reslotCycles(MESH);
        assertTrue(firstHeard(Schedule.WAVE, mutant, LinkErrors.NONE) > reslotted);
    }

    @Test
    void inEveryDomainWhatHasAWayIsDeliveredOnceAndInOrder() {
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            SurvivingNetwork network = network(schedule, SlotWiring.RIGHT, NOISY);
            List<Injection> plan = plan(7, 1_500);
            Map<Long, Integer> delivered = new HashMap<>();
            Map<String, Long> last = new HashMap<>();
            try (TrafficRun run = new TrafficRun(network, plan, false).toEnd()) {
                for (TrafficNode.Arrival arrival : run.arrivals()) {
                    Packet packet = arrival.packet();
                    if ((Long) packet.body() > 0) {
                        delivered.merge(packet.id(), 1, Integer::sum);
                        String flow = packet.source() + ">" + packet.destination() + " " + packet.network() + " "
                                + packet.domain();
                        Long before = last.put(flow, packet.id());
                        assertTrue(before == null || before < packet.id(), flow + " out of order");
                    }
                }
                assertEquals(0, network.packetsInFlight());
                assertEquals(schedule == Schedule.WAVE ? 1 : -1, reslottings(run, schedule));
            }
            for (Injection injection : plan) {
                Packet packet = injection.packet();
                int times = delivered.getOrDefault(packet.id(), 0);
                boolean dies = TILES.contains(MESH.routerOf(packet.source())) && packet.source() < 32
                        || TILES.contains(MESH.routerOf(packet.destination())) && packet.destination() < 32;
                assertTrue(dies ? times <= 1 : times == 1, packet + " came " + times + " times, " + schedule);
            }
        }
    }

    private static long reslottings(TrafficRun run, Schedule schedule) {
        return schedule == Schedule.WAVE ? run.statistics().value("network.faults.reslottings") : -1;
    }

    @Test
    void aRunGoesOnFromACheckpointAroundEverythingThatHappens() {
        List<Injection> plan = plan(3, 1_000);
        long reslotted = 500 + DETECTION + SurvivingNetwork.reslotCycles(MESH);
        String whole;
        try (TrafficRun run = new TrafficRun(network(Schedule.WAVE, SlotWiring.RIGHT, NOISY), plan, false).toEnd()) {
            whole = run.digest();
        }
        for (long cycle : new long[] {201, 261, 561, 700, reslotted, reslotted + 1, reslotted + 2, reslotted + 40}) {
            StateWriter saved = new StateWriter();
            try (TrafficRun run =
                    new TrafficRun(network(Schedule.WAVE, SlotWiring.RIGHT, NOISY), plan, false).runTo(cycle)) {
                run.kernel().save(saved);
            }
            try (TrafficRun run = new TrafficRun(network(Schedule.WAVE, SlotWiring.RIGHT, NOISY), plan, false)) {
                run.kernel().load(new StateReader(saved.toByteArray()));
                StateWriter again = new StateWriter();
                run.kernel().save(again);
                assertArrayEquals(saved.toByteArray(), again.toByteArray(), "cycle " + cycle);
                assertEquals(whole, run.toEnd().digest(), "cycle " + cycle);
            }
        }
    }
}
