package org.skerry.noc.ni;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class PlacesTest {
    private static final int LANES = 2;
    private static final long CYCLES = 300_000; // so that the number of a lane's ends overflows

    /** What one lane is to do: places taken whose end is not known, ends of the others, and whether somebody waits. */
    private static final class Lane {
        private int open;
        private final ArrayDeque<Long> ends = new ArrayDeque<>();
        private boolean refused;
        private long lastEnd;
    }

    @ParameterizedTest(name = "{0} places")
    @ValueSource(ints = {1, 2, 3, 8})
    void aPlaceIsTakenIffFewerThanAllHaveNotEnded(int most) {
        RandomStream random = new RandomStreams(most).stream("places", 0);
        Places places = new Places(LANES, most);
        Lane[] lanes = new Lane[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = new Lane();
        }
        for (long cycle = 1; cycle < CYCLES; cycle++) {
            int number = random.nextInt(LANES);
            Lane lane = lanes[number];
            while (!lane.ends.isEmpty() && lane.ends.peekFirst() <= cycle) {
                lane.ends.removeFirst();
            }
            if (random.nextInt(2) == 0) {
                boolean room = lane.open + lane.ends.size() < most;
                assertEquals(room, places.take(number, cycle), "cycle " + cycle);
                if (room) {
                    lane.open++;
                } else {
                    long told = lane.refused || lane.ends.isEmpty() ? 0 : lane.ends.peekFirst();
                    assertEquals(told, places.refuse(number), "cycle " + cycle);
                    lane.refused = true;
                }
            } else if (lane.open > 0) {
                lane.lastEnd = Math.max(lane.lastEnd, cycle) + 1 + random.nextInt(9);
                // Whoever was refused when no end was known is to hear of the first.
                boolean first = lane.refused && lane.ends.isEmpty() && lane.open == most;
                assertEquals(first, places.ends(number, lane.lastEnd) && lane.open == most, "cycle " + cycle);
                lane.open--;
                lane.ends.addLast(lane.lastEnd);
            } else if (lane.refused) {
                places.heard(number);
                lane.refused = false;
            }
            if (cycle % 1000 == 0) {
                places = savedAndLoaded(places, most);
            }
        }
    }

    private static Places savedAndLoaded(Places places, int most) {
        StateWriter saved = new StateWriter();
        places.save(0, 1, saved);
        places.save(1, 1, saved);
        Places loaded = new Places(LANES, most);
        StateReader in = new StateReader(saved.toByteArray());
        loaded.load(0, 1, in);
        loaded.load(1, 1, in);
        in.end();
        StateWriter again = new StateWriter();
        loaded.save(0, 1, again);
        loaded.save(1, 1, again);
        assertArrayEquals(saved.toByteArray(), again.toByteArray());
        return loaded;
    }
}
