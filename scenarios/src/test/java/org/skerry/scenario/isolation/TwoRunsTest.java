package org.skerry.scenario.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.PowerSpec;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.noc.router.SlotTable;

/** Two runs of the whole chip: nothing is heard where it is divided by time, all is heard where it is not, and wrong wiring is found. */
class TwoRunsTest {
    private static final long CYCLES = 20_000;
    private static final List<String> DOMAINS = List.of("red", "blue", "green");
    private static final int MEMBERS = 4;

    private static TwoRuns rig(ChipSpec spec, NetworkMaker networks) {
        return new TwoRuns(
                ProbeChip.subject(spec, 1, networks),
                ProbePlan.of(DOMAINS, MEMBERS),
                spec.timeDivision().on(),
                CYCLES);
    }

    private static TwoRuns rig(Schedule schedule) {
        ChipSpec spec = ProbeChip.of(schedule, DOMAINS.size());
        return rig(spec, MeshNetwork.maker(spec.timeDivision()));
    }

    private static String differences(List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(each -> !each.equal())
                .map(each -> each.observed() + " hears " + each.changed() + ": " + each.divergence())
                .collect(Collectors.joining("\n"));
    }

    private static void heard(TwoRuns rig, Behaviour behaviour, String because) {
        String differences = differences(rig.compare("blue", behaviour));
        assertTrue(differences.contains(because), behaviour + ": " + differences);
    }

    @Test
    void noDomainHearsAnotherWhereTheChipIsDividedByTime() {
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            TwoRuns rig = rig(schedule);
            for (Behaviour behaviour : Behaviour.values()) {
                List<Comparison> comparisons = rig.compare("blue", behaviour);
                assertEquals("", differences(comparisons), schedule + ", " + behaviour);
                assertEquals(
                        List.of("red", "green"),
                        comparisons.stream().map(Comparison::observed).toList());
                comparisons.forEach(each -> assertTrue(each.events() > 500, "only " + each.events() + " events"));
            }
        }
    }

    @Test
    void everyBehaviourIsHeardWhereTheChipIsNotDivided() {
        TwoRuns rig = rig(Schedule.OFF);
        heard(rig, Behaviour.FLOOD, "the mesh");
        heard(rig, Behaviour.CRASH, "the port of endpoint");
        heard(rig, Behaviour.REVOCATIONS, "the mesh");
        heard(rig, Behaviour.SPAWNS, "is shared with SpawnOrder from 4 to 32 of blue");
        heard(rig, Behaviour.BUSY, "the power of a tile");
    }

    /** A mutant: slots of the domain that behaves otherwise are a cycle late at the routers of one column. */
    @Test
    void aSlotTableThatIsOffByOneIsHeard() {
        ChipSpec spec = ProbeChip.of(Schedule.NAIVE, DOMAINS.size());
        TimeDivisionSpec division = spec.timeDivision();
        NetworkMaker mutant = MeshNetwork.maker(division, (block, domain) -> {
            SlotTable right = division.slots(block, domain);
            int[] phases = new int[block.routers() * block.ports()];
            for (int output = 0; output < phases.length; output++) {
                int phase = 0;
                while (!right.isOpen((phase + domain) % division.domains(), output)) {
                    phase++;
                }
                boolean late =
                        domain == 1 && output / block.ports() % spec.mesh().width() == 1;
                phases[output] = late ? (phase + 1) % division.domains() : phase;
            }
            return new SlotTable(division.domains(), domain, phases);
        });
        heard(rig(spec, mutant), Behaviour.FLOOD, "the mesh");
    }

    /** A mutant: two domains share queues, virtual channels and credits of the network. */
    @Test
    void domainsThatShareVirtualChannelsAreHeard() {
        ChipSpec spec = ProbeChip.of(Schedule.NAIVE, DOMAINS.size());
        NetworkMaker divided = MeshNetwork.maker(spec.timeDivision());
        NetworkMaker mutant = (mesh, partitions, bodies) -> new Rewired(
                divided.make(mesh, partitions, bodies),
                DOMAINS.size(),
                packet -> packet.domain() == 1 ? 0 : packet.domain());
        TwoRuns rig = rig(spec, mutant);
        List<Comparison> comparisons = rig.compare("blue", Behaviour.FLOOD);
        assertFalse(comparisons.get(0).equal());
        assertTrue(comparisons.get(1).equal(), differences(comparisons));
    }

    /** A mutant: the network is divided, and image management, control plane and power go to whoever asks first. */
    @Test
    void whatATileSharesByDemandIsHeardThoughTheNetworkIsDivided() {
        ChipSpec spec = ProbeChip.of(Schedule.OFF, DOMAINS.size());
        NetworkMaker divided = MeshNetwork.maker(TimeDivisionSpec.of(Schedule.NAIVE, DOMAINS.size()));
        int actors = DOMAINS.size() * MEMBERS;
        NetworkMaker mutant = (mesh, partitions, bodies) -> new Rewired(
                divided.make(mesh, partitions, bodies),
                1,
                packet -> Math.min(packet.source() < actors ? packet.source() : packet.destination(), actors)
                        % DOMAINS.size());
        heard(rig(spec, mutant), Behaviour.BUSY, "the power of a tile");
        TwoRuns withoutBudget = rig(spec.withPower(PowerSpec.DEFAULT), mutant);
        assertEquals("", differences(withoutBudget.compare("blue", Behaviour.BUSY)));
        heard(withoutBudget, Behaviour.SPAWNS, "control plane");
    }

    @Test
    void aStoreOfItsOwnTellsADomainNothingOfOthersAndOneThatIsSharedDoes() {
        ChipSpec own = ProbeChip.of(Schedule.WAVE, DOMAINS.size()).withDevices(3);
        TwoRuns apart = new TwoRuns(
                ProbeChip.subject(own, 1), ProbePlan.of(DOMAINS, MEMBERS, ProbePlan.Stores.OWN), true, CYCLES);
        assertEquals("", differences(apart.compare("blue", Behaviour.STORES)));
        assertEquals("", differences(apart.compare("blue", Behaviour.FLOOD)));
        ChipSpec one = ProbeChip.of(Schedule.WAVE, DOMAINS.size() + 1).withDevices(1);
        TwoRuns together = new TwoRuns(
                ProbeChip.subject(one, 1), ProbePlan.of(DOMAINS, MEMBERS, ProbePlan.Stores.SHARED), true, CYCLES);
        heard(together, Behaviour.STORES, "cause=the device at endpoint 33");
    }
}
