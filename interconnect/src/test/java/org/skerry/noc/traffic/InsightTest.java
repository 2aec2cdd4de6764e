package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.router.Wait;

/** What is seen of a network from within adds up. */
class InsightTest {
    private static final Phases PHASES = new Phases(1, 150, 6, 500, 50_000, 50_000);

    private static NetworkSpec network(
            GridRouting routing, int routing1, int vcAllocation, boolean speculative, boolean wraps) {
        return NetworkSpec.of(new Grid(5, 4, wraps, 1, 1, 2), routing, 4, 4)
                .withStages(new RouterStages(routing1, vcAllocation, 1, 1, 0, speculative, false));
    }

    private static Insight insight(NetworkSpec network, double load, int flits) {
        TrafficSpec traffic =
                new TrafficSpec(PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, flits, load);
        return Insight.of(network, traffic, PHASES, new JourneyChoice(100_000, List.of()), 3);
    }

    @Test
    void whatPacketsDoNotWaitForIsTheLatencyOfAnEmptyNetwork() {
        for (NetworkSpec network : List.of(
                network(GridRouting.XY, 0, 1, false, false),
                network(GridRouting.XY, 2, 1, false, false),
                network(GridRouting.XY, 0, 0, false, false),
                network(GridRouting.XY, 1, 3, false, false),
                network(GridRouting.O1TURN, 0, 1, false, false),
                network(GridRouting.MINIMAL_ADAPTIVE, 1, 1, false, false),
                network(GridRouting.RING_ORDER, 0, 1, false, true),
                network(GridRouting.XY, 0, 1, true, false))) {
            for (int flits : new int[] {1, 4}) {
                Insight insight = insight(network, 0.3, flits);
                assertTrue(insight.journeys().size() > 100);
                assertTrue(insight.parts().contention() > 0);
                for (Journey journey : insight.journeys()) {
                    long empty = network.zeroLoadCycles(journey.stops().size() - 1, flits);
                    long sum = journey.entered() - journey.born() + empty + journey.waited() + journey.stretch();
                    assertEquals(journey.latency(), sum, () -> network + " " + journey);
                }
            }
        }
    }

    @Test
    void thePartsOfLatencyAreAllOfIt() {
        Insight insight = insight(network(GridRouting.XY, 0, 1, false, false), 0.35, 3);
        LatencyParts parts = insight.parts();
        assertEquals(
                parts.latency(), parts.sourceQueue() + parts.pipeline() + parts.contention() + parts.serialisation());
        assertEquals(parts.packets(), insight.journeys().size());
        for (Wait.Reason reason : List.of(Wait.Reason.SWITCH, Wait.Reason.VIRTUAL_CHANNEL, Wait.Reason.BEHIND)) {
            assertTrue(parts.waits().get(reason.ordinal()) > 0, reason + " in " + parts);
        }
    }

    @Test
    void everySpellOfWaitingNamesWhatIsInTheWay() {
        Insight insight = insight(network(GridRouting.XY, 0, 1, false, false), 0.4, 3);
        long spells = 0;
        for (Journey journey : insight.journeys()) {
            for (Journey.Stop stop : journey.stops()) {
                for (Journey.Spell spell : stop.spells()) {
                    assertTrue(spell.cycles() > 0 && spell.from() >= stop.reached(), () -> journey.toString());
                    assertTrue(!spell.text().contains("nobody"), () -> spell.text());
                    spells++;
                }
            }
        }
        assertTrue(spells > 300);
    }

    @Test
    void linksAndRoutersCountWhatThePacketsPassed() {
        Insight insight = insight(network(GridRouting.XY, 0, 1, false, false), 0.2, 1);
        long links = insight.links().stream().mapToLong(link -> link.flits()).sum();
        long routers =
                insight.routers().stream().mapToLong(router -> router.flits()).sum();
        assertEquals(0.2 * 20, (double) (routers - links) / insight.cycles(), 0.3); // what left for endpoints
        assertTrue(insight.samples().stream().anyMatch(sample -> sample.fullest() > 0));
        double mean = insight.routers().stream()
                .mapToDouble(Insight.RouterLoad::buffered)
                .average()
                .orElse(0);
        double sampled = insight.samples().stream()
                .mapToDouble(Insight.Sample::mean)
                .average()
                .orElse(0);
        assertEquals(mean, sampled, 0.3 * mean);
    }
}
