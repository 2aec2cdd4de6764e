package org.skerry.noc.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.Packet;
import org.skerry.noc.TrafficNode;
import org.skerry.noc.TrafficNode.Injection;
import org.skerry.noc.TrafficRun;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** Time division in the mesh of machines: what one domain sends moves no packet of another, and waits are what they should be. */
class TimeDivisionMeshTest {
    private static final MeshSpec MESH = MeshSpec.of(4, 4, 2, 2);
    private static final int DOMAINS = 3;

    @Test
    void noArrivalOfADomainDependsOnWhatAnotherSends() {
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            NetworkMaker maker = MeshNetwork.maker(TimeDivisionSpec.of(schedule, DOMAINS));
            for (long seed = 1; seed <= 4; seed++) {
                String quiet = heard(maker, 1, seed, 0);
                assertEquals(quiet, heard(maker, 1, seed, 400), schedule + ", seed " + seed);
                assertEquals(quiet, heard(maker, 3, seed, 900), schedule + ", 3 partitions, seed " + seed);
            }
        }
    }

    @Test
    void withoutTimeDivisionItDoes() {
        NetworkMaker shared = (mesh, partitions, bodies) -> new MeshNetwork(mesh, partitions, bodies);
        assertNotEquals(heard(shared, 1, 1, 0, 0), heard(shared, 1, 1, 400, 0));
    }

    /** A mutant: the loud domain's slots are a cycle late at the routers of one column. */
    @Test
    void aSlotTableThatIsOffByOneAtSomeRoutersIsHeard() {
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            TimeDivisionSpec division = TimeDivisionSpec.of(schedule, DOMAINS);
            NetworkMaker mutant = MeshNetwork.maker(division, (block, domain) -> {
                int[] phases = division.phases(MESH, block.ports());
                for (int router = 1; router < MESH.routers() && domain == 0; router += MESH.width()) {
                    for (int port = router * block.ports(); port < (router + 1) * block.ports(); port++) {
                        phases[port] = (phases[port] + 1) % DOMAINS;
                    }
                }
                return new SlotTable(DOMAINS, domain, phases);
            });
            assertNotEquals(heard(mutant, 1, 1, 0), heard(mutant, 1, 1, 900), schedule.toString());
        }
    }

    /** Over all cycles at which it may be handed over, and many draws of phases. */
    @Test
    void aPacketThatIsAloneWaitsInTheMeanHalfARoundAtEachOutput() {
        MeshSpec mesh = MeshSpec.of(8, 8, 1, 0);
        RouterSpec router = RouterSpec.of(mesh);
        ZeroLoad without = new ZeroLoad(mesh, router, DimensionOrder.XY);
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            for (int domains : new int[] {2, 4, 8}) {
                double expected = 0;
                double waited = 0;
                RandomStream random = new RandomStreams(1).stream("pairs", 0);
                for (int seed = 1; seed <= 200; seed++) {
                    DividedZeroLoad with = new DividedZeroLoad(
                            mesh, router, DimensionOrder.XY, new TimeDivisionSpec(schedule, domains, seed));
                    for (int pair = 0; pair < 8; pair++) {
                        int from = random.nextInt(mesh.routers());
                        int to = random.nextInt(mesh.routers());
                        int cycle = random.nextInt(1000);
                        expected += with.meanWaitCycles(mesh.routerHops(from, to), mesh.turns(from, to));
                        waited += with.cycles(cycle, pair % domains, from, to, 32) - without.cycles(from, to, 32);
                    }
                }
                assertEquals(1, waited / expected, 0.05, schedule + ", " + domains + " domains");
            }
        }
    }

    @Test
    void linksThatAreNarrowerThanAFlitAreNotDivided() {
        MeshSpec chiplets = new MeshSpec(4, 2, 1, 1, 32, 3, 1, 1, 1, 0, new Chiplets(2, 1, 6, 1), false);
        assertThrows(
                ConfigException.class,
                () -> MeshNetwork.maker(TimeDivisionSpec.of(Schedule.NAIVE, 2)).make(chiplets, 1, TrafficNode.BODIES));
        assertThrows(ConfigException.class, () -> TimeDivisionSpec.of(Schedule.NAIVE, 1));
        assertThrows(ConfigException.class, () -> TimeDivisionSpec.of(Schedule.OFF, 2));
    }

    private static String heard(NetworkMaker maker, int partitions, long seed, int loud) {
        return heard(maker, partitions, seed, loud, 1);
    }

    /** All arrivals of one domain, while domain 0 sends so many packets, everywhere. */
    private static String heard(NetworkMaker maker, int partitions, long seed, int loud, int domain) {
        List<Injection> plan = new ArrayList<>();
        RandomStream random = new RandomStreams(seed).stream("compared", 0);
        for (long id = 0; id < 150; id++) {
            plan.add(new Injection(id * 3, packet(id, 1 + 2 * random.nextInt(16), domain, random)));
        }
        RandomStream noise = new RandomStreams(seed).stream("loud", 0);
        for (long id = 1000; id < 1000 + loud; id++) {
            plan.add(new Injection(id % 400, packet(id, 2 * noise.nextInt(16), 0, noise)));
        }
        plan.sort(Comparator.comparingLong(Injection::cycle));
        try (TrafficRun run = new TrafficRun(maker.make(MESH, partitions, TrafficNode.BODIES), plan, false).toEnd()) {
            return run.arrivals().stream()
                    .filter(arrival -> arrival.packet().id() < 1000)
                    .map(arrival -> arrival.cycle() + " " + arrival.packet())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }

    private static Packet packet(long id, int source, int domain, RandomStream random) {
        VirtualNetwork[] networks = VirtualNetwork.values();
        return new Packet(
                id,
                source,
                random.nextInt(MESH.endpoints()),
                networks[random.nextInt(networks.length)],
                domain,
                1 + random.nextInt(200),
                id * 7);
    }
}
