package org.skerry.model.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.placement.PlacementPolicy;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Where a child goes that is created while the chip runs. */
class PlacementTest {
    /**
     * <pre>
     *   tile 0: 0 1    tile 1: 2 3    tile 2: 4 5
     *   tile 3: 6 7    tile 4: 8 9    tile 5: 10 11
     * </pre>
     */
    private static final MeshSpec MESH = MeshSpec.of(3, 2, 2, 1);

    @Test
    void inOrderTakesTheLowestThatWasNeverUsedAndThenTheLowestThatWasGivenBack() {
        Placement placement = Placement.ofAll(PlacementPolicy.IN_ORDER, MESH);
        placement.occupy(1, 0);
        assertEquals(List.of(0, 2, 3), take(placement, 3, 5, 0));
        placement.giveBack(2);
        placement.giveBack(0);
        assertEquals(List.of(4, 5, 6, 7, 8, 9, 10, 11, 0, 2, Placement.NONE), take(placement, 11, 5, 0));
    }

    @Test
    void roundRobinGoesOnWithTheNextTile() {
        Placement placement = Placement.ofAll(PlacementPolicy.ROUND_ROBIN, MESH);
        placement.occupy(2, 0);
        placement.occupy(3, 0);
        assertEquals(List.of(0, 4, 6, 8, 10, 1, 5), take(placement, 7, 0, 0));
    }

    @Test
    void aCommunicationAwareChildIsAsNearToItsParentAsThereIsRoom() {
        Placement placement = Placement.ofAll(PlacementPolicy.COMMUNICATION_AWARE, MESH);
        placement.occupy(9, 0);
        assertEquals(List.of(8, 2, 3, 6, 7, 10, 11, 0, 1, 4, 5, Placement.NONE), take(placement, 12, 9, 0));
    }

    @Test
    void aChildOfADomainGoesToItsOwnThenToEmptyTilesAndOnlyThenToStrangers() {
        Placement placement = Placement.ofAll(PlacementPolicy.BY_TRUST_DOMAIN, MESH);
        placement.occupy(0, 7); // the parent
        placement.occupy(2, 8); // strangers
        placement.occupy(6, 8);
        placement.occupy(10, 7); // one of its own, further away
        assertEquals(List.of(1, 11, 4, 5, 8, 9, 3, 7, Placement.NONE), take(placement, 9, 0, 7));
    }

    @Test
    void aRestoredPlacementGoesOnAsTheSavedOne() {
        for (PlacementPolicy policy : PlacementPolicy.values()) {
            for (int seed = 0; seed < 20; seed++) {
                RandomStream draws = new RandomStreams(seed).stream("placement", 0);
                Placement placement = Placement.ofAll(policy, MESH);
                act(placement, draws);
                StateWriter out = new StateWriter();
                placement.save(out);
                Placement restored = Placement.ofAll(policy, MESH);
                restored.load(new StateReader(out.toByteArray()));
                RandomStream same = new RandomStreams(seed).stream("more", 0);
                RandomStream again = new RandomStreams(seed).stream("more", 0);
                assertEquals(act(placement, same), act(restored, again), policy + ", seed " + seed);
            }
        }
    }

    private static List<Integer> act(Placement placement, RandomStream draws) {
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            if (draws.nextInt(3) > 0) {
                taken.add(placement.take(draws.nextInt(12), draws.nextInt(3)));
            } else if (!taken.isEmpty() && taken.get(taken.size() - 1) >= 0) {
                placement.giveBack(taken.remove(taken.size() - 1));
            }
        }
        return taken;
    }

    private static List<Integer> take(Placement placement, int count, int parent, int domain) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(placement.take(parent, domain));
        }
        return places;
    }
}
