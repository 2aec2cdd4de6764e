package org.skerry.sim.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class LongCalendarTest {
    private static final int HORIZON = 100;

    private record Sent(long arrival, int order, long value) {}

    private static LongCalendar calendar() {
        return new LongCalendar("calendar", 2, HORIZON);
    }

    @Test
    void whatArrivesInACycleComesInTheOrderOfItsSenderAndThenInThatOfSending() {
        LongCalendar calendar = calendar();
        calendar.send(0, 7, 5, 1);
        calendar.send(1, 7, 3, 2);
        calendar.send(2, 7, 5, 3);
        calendar.send(3, 5, 9, 4);
        assertEquals(5, calendar.nextArrival());
        assertFalse(calendar.hasArrival(4));
        assertEquals(4, calendar.take(5));
        assertFalse(calendar.hasArrival(5));
        assertEquals(2, calendar.take(7));
        assertEquals(1, calendar.take(7));
        assertEquals(3, calendar.take(7));
        assertEquals(Long.MAX_VALUE, calendar.nextArrival());
    }

    @Test
    void everythingArrivesAtItsCycleOverAnyNumberOfRounds() {
        RandomStream random = new RandomStreams(3).stream("calendar", 0);
        LongCalendar calendar = calendar();
        List<Sent> expected = new ArrayList<>();
        for (long cycle = 1 << 20; cycle < (1 << 20) + 20_000; cycle++) {
            long now = cycle;
            List<Sent> due = expected.stream()
                    .filter(each -> each.arrival == now)
                    .sorted(Comparator.comparingInt(Sent::order))
                    .toList();
            assertEquals(
                    expected.stream().mapToLong(Sent::arrival).min().orElse(Long.MAX_VALUE), calendar.nextArrival());
            for (Sent each : due) {
                assertTrue(calendar.hasArrival(cycle));
                assertEquals(each.value, calendar.take(cycle), "cycle " + cycle);
            }
            assertFalse(calendar.hasArrival(cycle));
            expected.removeAll(due);
            // Bursts, with silence between them that is longer than the horizon.
            if (cycle / 400 % 2 == 0 && random.nextInt(3) == 0) {
                Sent sent = new Sent(cycle + 2 + random.nextInt(HORIZON - 1), random.nextInt(4), cycle);
                expected.add(sent);
                calendar.send(cycle, sent.arrival, sent.order, sent.value);
            }
            if (cycle % 1000 == 500) {
                StateWriter saved = new StateWriter();
                calendar.save(saved);
                calendar = calendar();
                calendar.load(new StateReader(saved.toByteArray()));
                StateWriter again = new StateWriter();
                calendar.save(again);
                assertArrayEquals(saved.toByteArray(), again.toByteArray());
            }
        }
    }

    @Test
    void whatIsTooSoonOrBeyondTheHorizonIsRefused() {
        LongCalendar calendar = calendar();
        assertThrows(IllegalStateException.class, () -> calendar.send(10, 11, 0, 0));
        assertThrows(IllegalStateException.class, () -> calendar.send(10, 11 + HORIZON, 0, 0));
        calendar.send(10, 10 + HORIZON, 0, 0);
    }
}
