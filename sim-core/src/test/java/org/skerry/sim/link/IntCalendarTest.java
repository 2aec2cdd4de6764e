package org.skerry.sim.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class IntCalendarTest {
    private static final int HORIZON = 100;
    private static final int NUMBERS = 300; // more than are under way at once

    private record Sent(long arrival, int order, int number) {}

    private static IntCalendar calendar(int horizon) {
        return new IntCalendar("calendar", 2, horizon);
    }

    @Test
    void whatArrivesInACycleComesInTheOrderOfItsSenderAndThenInThatOfSending() {
        IntCalendar calendar = calendar(HORIZON);
        calendar.send(0, 7, 5, 1);
        calendar.send(1, 7, 3, 2);
        calendar.send(2, 7, 5, 3);
        calendar.send(3, 5, 9, 4);
        assertEquals(5, calendar.nextArrival());
        assertEquals(IntCalendar.NOTHING, calendar.poll(4));
        assertEquals(9L << 32 | 4, calendar.poll(5));
        assertEquals(IntCalendar.NOTHING, calendar.poll(5));
        assertEquals(3L << 32 | 2, calendar.poll(7));
        assertEquals(5L << 32 | 1, calendar.poll(7));
        assertEquals(5L << 32 | 3, calendar.poll(7));
        assertEquals(Long.MAX_VALUE, calendar.nextArrival());
    }

    @ParameterizedTest(name = "horizon of {0} cycles")
    @ValueSource(ints = {8, HORIZON, 200}) // a ring of one word, of two, of four
    void everythingArrivesAtItsCycleOverAnyNumberOfRounds(int horizon) {
        RandomStream random = new RandomStreams(3).stream("calendar", 0);
        IntCalendar calendar = calendar(horizon);
        List<Sent> expected = new ArrayList<>();
        int count = 0;
        for (long cycle = 1 << 20; cycle < (1 << 20) + 20_000; cycle++) {
            long now = cycle;
            List<Sent> due = expected.stream()
                    .filter(each -> each.arrival == now)
                    .sorted(Comparator.comparingInt(Sent::order))
                    .toList();
            assertEquals(
                    expected.stream().mapToLong(Sent::arrival).min().orElse(Long.MAX_VALUE), calendar.nextArrival());
            if (cycle % 3 == 1) {
                Sent only = due.size() == 1 ? due.get(0) : null;
                assertEquals(
                        only == null ? IntCalendar.NOTHING : (long) only.order << 32 | only.number,
                        calendar.takeOnly(cycle));
                if (only != null) {
                    expected.remove(only);
                    due = List.of();
                }
            }
            int taken = cycle % 3 == 0 ? calendar.takeAll(cycle) : 0;
            assertEquals(cycle % 3 == 0 ? due.size() : 0, taken);
            for (int i = 0; i < due.size(); i++) {
                Sent each = due.get(i);
                long number = taken == 0 ? calendar.poll(cycle) : calendar.taken(i);
                assertEquals((long) each.order << 32 | each.number, number, "cycle " + cycle);
            }
            assertEquals(0, calendar.takeAll(cycle));
            assertEquals(IntCalendar.NOTHING, calendar.poll(cycle));
            expected.removeAll(due);
            // Bursts, with silence between them that is longer than the horizon.
            for (int left = cycle / 400 % 2 == 0 ? random.nextInt(3) - 1 : 0; left > 0; left--) {
                Sent sent = new Sent(cycle + 2 + random.nextInt(horizon - 1), random.nextInt(4), count++ % NUMBERS);
                expected.add(sent);
                calendar.send(cycle, sent.arrival, sent.order, sent.number);
            }
            if (cycle % 1000 == 500) {
                StateWriter saved = new StateWriter();
                calendar.save(saved);
                calendar = calendar(horizon);
                calendar.load(new StateReader(saved.toByteArray()));
                StateWriter again = new StateWriter();
                calendar.save(again);
                assertArrayEquals(saved.toByteArray(), again.toByteArray());
            }
        }
    }

    @ParameterizedTest(name = "horizon of {0} cycles")
    @ValueSource(ints = {8, HORIZON, 200})
    void whatIsLeftArrivesNextHoweverFarItIs(int horizon) {
        for (int cycle = 0; cycle < 256; cycle++) {
            for (int ahead = 2; ahead <= horizon; ahead++) {
                IntCalendar calendar = calendar(horizon);
                calendar.send(cycle, cycle + 2, 0, 1);
                calendar.send(cycle + 2, cycle + 2 + ahead, 0, 2);
                assertEquals(1, calendar.poll(cycle + 2));
                assertEquals(cycle + 2 + ahead, calendar.nextArrival());
            }
        }
    }

    @Test
    void whatIsTooSoonOrBeyondTheHorizonIsRefused() {
        IntCalendar calendar = calendar(HORIZON);
        assertThrows(IllegalStateException.class, () -> calendar.send(10, 11, 0, 0));
        assertThrows(IllegalStateException.class, () -> calendar.send(10, 11 + HORIZON, 0, 0));
        calendar.send(10, 10 + HORIZON, 0, 0);
    }
}
