package org.skerry.noc.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.noc.router.Destination;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateWriter;

/** Ways that are settled by the short rules for packets that meet nobody are those of the general rules, to the last bit of what is kept. */
class LoneWayTest {
    private static final MeshSpec MESH = MeshSpec.of(5, 4, 2, 2);
    private static final int CYCLES = 4000;

    /** Random packets and parts of packets on a mesh: few, so that most are alone all the way, and so many that they wait. */
    @ParameterizedTest
    @ValueSource(ints = {5, 30, 150, 600})
    void shortAndGeneralRulesSettleTheSameWays(int perMille) {
        List<String> byShort = new ArrayList<>();
        List<String> byGeneral = new ArrayList<>();
        byte[] keptByShort = run(true, perMille, byShort);
        byte[] keptByGeneral = run(false, perMille, byGeneral);
        assertTrue(byShort.size() > CYCLES * perMille / 2000, byShort.size() + " arrivals");
        assertEquals(byGeneral, byShort);
        assertArrayEquals(keptByGeneral, keptByShort);
    }

    private static byte[] run(boolean shortcut, int perMille, List<String> arrivals) {
        RouterBlock block = new RouterBlock(MESH, RouterSpec.of(MESH), new MeshCut(MESH, 1), 0);
        Journeys journeys = new Journeys(
                block,
                MESH.width(),
                block.pipeline(),
                (now, slot, cycle, tail) ->
                        arrivals.add(slot + " at " + cycle + " settled at " + now + ", tail " + tail),
                shortcut);
        RandomStream random = new RandomStreams(7).stream("ways", perMille);
        long[] freeAt = new long[block.endpoints()];
        for (int cycle = 1; cycle < CYCLES; cycle++) {
            for (int endpoint = 0; endpoint < freeAt.length; endpoint++) {
                if (random.nextInt(1000) >= perMille || freeAt[endpoint] > cycle) {
                    continue;
                }
                int to = block.destination(random.nextInt(freeAt.length));
                int here = block.destination(endpoint);
                long way = Legs.of(
                        Destination.x(to) - Destination.x(here),
                        Destination.y(to) - Destination.y(here),
                        true,
                        Destination.port(to),
                        0);
                int flits = 1 + random.nextInt(Journeys.MOST_FLITS);
                int part = random.nextInt(4);
                int input = journeys.input(block.routerOf(endpoint), block.portOf(endpoint));
                int slot = cycle << 8 | endpoint;
                if (journeys.setOut(
                        cycle, slot, input, random.nextInt(block.vcs()), flits, (part & 1) == 0, part < 2, way)) {
                    freeAt[endpoint] = cycle + flits;
                }
            }
            journeys.step(cycle);
        }
        StateWriter kept = new StateWriter();
        journeys.save(kept);
        return kept.toByteArray();
    }
}
