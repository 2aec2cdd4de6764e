package org.skerry.sim.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** A wheel that loses an event mostly waits for it for ever; so each test has its time. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventWheelTest {
    private static EventWheel again(EventWheel wheel) {
        StateWriter out = new StateWriter();
        wheel.save(out);
        EventWheel loaded = new EventWheel();
        loaded.load(new StateReader(out.toByteArray()));
        return loaded;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void eventsOfACycleComeInTheOrderInWhichTheyWereAdded(long seed) {
        RandomStream random = new RandomStreams(seed).stream("wheel", 0);
        EventWheel wheel = new EventWheel();
        Map<Long, ArrayDeque<Integer>> expected = new TreeMap<>();
        int number = 0;
        for (long cycle = 0; number < 20_000; ) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                long at = cycle + 1 + (random.nextInt(10) == 0 ? random.nextInt(5000) : random.nextInt(30));
                wheel.add(at, number, number % 7);
                expected.computeIfAbsent(at, each -> new ArrayDeque<>()).add(number++);
            }
            assertEquals(expected.keySet().iterator().next(), wheel.nextCycle(), "seed " + seed);
            cycle = random.nextInt(3) == 0 ? wheel.nextCycle() : Math.min(wheel.nextCycle(), cycle + 1);
            if (number % 1000 < 3) {
                wheel = again(wheel);
            }
            ArrayDeque<Integer> due = expected.remove(cycle);
            int[] ahead = new int[3];
            assertEquals(Math.min(ahead.length, due == null ? 0 : due.size()), wheel.peek(cycle, ahead));
            assertEquals(due == null ? 0 : due.peek(), ahead[0], "what will be polled first");
            while (wheel.poll(cycle)) {
                assertEquals(due.remove(), wheel.polledSource(), "seed " + seed + " cycle " + cycle);
                assertEquals(wheel.polledSource() % 7, wheel.polledPayload());
            }
            assertTrue(due == null || due.isEmpty(), "seed " + seed + " cycle " + cycle);
        }
        int left = 0;
        while (wheel.nextCycle() != Long.MAX_VALUE) {
            left += wheel.poll(wheel.nextCycle()) ? 1 : 0;
        }
        assertEquals(expected.values().stream().mapToInt(ArrayDeque::size).sum(), left);
    }

    @Test
    void anEmptyWheelHasNoCycle() {
        EventWheel wheel = new EventWheel();
        assertEquals(Long.MAX_VALUE, wheel.nextCycle());
        assertFalse(wheel.poll(5));
    }

    @Test
    void anEventMayBeAddedForTheCycleThatIsBeingPolled() {
        EventWheel wheel = new EventWheel();
        wheel.add(3, 1, 0);
        assertTrue(wheel.poll(3));
        wheel.add(3, 2, 0);
        assertTrue(wheel.poll(3));
        assertEquals(2, wheel.polledSource());
    }

    @Test
    void anEventAlmostAWheelAwayIsTheNextOne() {
        EventWheel wheel = new EventWheel();
        wheel.add(70, 1, 0);
        wheel.add(70 + 1020, 2, 0); // its slot lies a little before that of the other one
        assertTrue(wheel.poll(70));
        assertEquals(70 + 1020, wheel.nextCycle());
        assertTrue(wheel.poll(70 + 1020));
        assertEquals(2, wheel.polledSource());
    }

    @Test
    void nobodyMayLeaveEventsBehind() {
        EventWheel wheel = new EventWheel();
        wheel.add(3, 1, 0);
        assertThrows(IllegalStateException.class, () -> wheel.poll(4));
    }
}
