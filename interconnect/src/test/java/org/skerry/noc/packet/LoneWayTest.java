package org.skerry.noc.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateWriter;

/** Ways that are settled by the short rules for packets that meet nobody are those of the general rules, to the last bit of what is kept. */
class LoneWayTest {
    private static final MeshSpec MESH = MeshSpec.of(5, 4, 2, 2);
    private static final MeshSpec TURNING = new MeshSpec(5, 4, 2, 2, 32, 3, 1, 1, 1, 2, Chiplets.NONE, false);
    private static final int CYCLES = 4000;

    /** Random packets and parts of packets on a mesh: few, so that most are alone all the way, and so many that they wait. */
    @ParameterizedTest
    @ValueSource(ints = {5, 30, 150, 600})
    void shortAndGeneralRulesSettleTheSameWays(int perMille) {
        compare(MESH, perMille);
    }

    /** The same where heads take longer in routers in which they turn. */
    @ParameterizedTest
    @ValueSource(ints = {30, 150})
    void turnsThatTakeTimeAreTheSame(int perMille) {
        compare(TURNING, perMille);
    }

    /** The same where ways take longer than links can be given away ahead, most of them before the turn, or most of them behind it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 20, 150})
    void waysBeyondTheWindowAreTheSame(int perMille) {
        compare(new MeshSpec(21, 2, 1, 2, 32, 3, 1, 1, 1, 2, Chiplets.NONE, false), perMille);
        compare(new MeshSpec(2, 21, 1, 2, 32, 3, 1, 1, 1, 2, Chiplets.NONE, false), perMille);
    }

    /** The same where a packet waits for places that the one before it has in its channel: buffers are short, links long. */
    @ParameterizedTest
    @ValueSource(ints = {30, 150})
    void packetsThatWaitForCreditsAreTheSame(int perMille) {
        MeshSpec mesh = new MeshSpec(5, 4, 2, 2, 32, 3, 6, 1, 1, 0, Chiplets.NONE, false);
        compare(mesh, RouterSpec.of(mesh).withDepthFlits(Journeys.MOST_FLITS), perMille);
    }

    private static void compare(MeshSpec mesh, int perMille) {
        compare(mesh, RouterSpec.of(mesh), perMille);
    }

    private static void compare(MeshSpec mesh, RouterSpec router, int perMille) {
        List<String> byShort = new ArrayList<>();
        List<String> byGeneral = new ArrayList<>();
        byte[] keptByShort = run(mesh, router, 0, true, perMille, byShort);
        byte[] keptByGeneral = run(mesh, router, 0, false, perMille, byGeneral);
        assertTrue(byShort.size() > CYCLES * perMille / 2000, byShort.size() + " arrivals");
        assertEquals(byGeneral, byShort);
        assertArrayEquals(keptByGeneral, keptByShort);
    }

    /** Cycles that a channel's long cannot say come after years of simulation, and are like all others. */
    @ParameterizedTest
    @ValueSource(longs = {0, CYCLES / 2, 3L << 46})
    void nothingHappensAtTheLatestCycle(long behind) {
        List<String> early = new ArrayList<>();
        List<String> late = new ArrayList<>();
        run(MESH, RouterSpec.of(MESH), 0, true, 150, early);
        run(MESH, RouterSpec.of(MESH), ChannelTimes.LATEST - CYCLES / 2 + behind, true, 150, late);
        assertEquals(early, late);
    }

    private static byte[] run(
            MeshSpec mesh, RouterSpec router, long start, boolean shortcut, int perMille, List<String> arrivals) {
        RouterBlock block = new RouterBlock(mesh, router, new MeshCut(mesh, 1), 0);
        Journeys journeys = new Journeys(
                block,
                mesh.width(),
                block.pipeline(),
                (now, slot, cycle, tail) -> arrivals.add(
                        slot + " at " + (cycle - start) + " settled at " + (now - start) + ", tail " + tail),
                shortcut);
        RandomStream random = new RandomStreams(7).stream("ways", perMille);
        long[] freeAt = new long[block.endpoints()];
        for (int cycle = 1; cycle < CYCLES; cycle++) {
            for (int endpoint = 0; endpoint < freeAt.length; endpoint++) {
                if (random.nextInt(1000) >= perMille || freeAt[endpoint] > cycle) {
                    continue;
                }
                int to = block.destination(random.nextInt(freeAt.length));
                int flits = 1 + random.nextInt(Journeys.MOST_FLITS);
                int part = random.nextInt(1 + (Journeys.HEAD | Journeys.TAIL));
                long origin = journeys.origin(block.routerOf(endpoint), block.destination(endpoint));
                int slot = cycle << 8 | endpoint;
                int vc = random.nextInt(block.vcs());
                int hops = journeys.setOut(start + cycle, slot, origin, to, vc, flits, part);
                if (hops != Journeys.REFUSED) {
                    assertEquals(block.hops(block.destination(endpoint), to), hops);
                    freeAt[endpoint] = cycle + flits;
                }
            }
            journeys.step(start + cycle);
        }
        StateWriter kept = new StateWriter();
        journeys.save(kept);
        return kept.toByteArray();
    }
}
