package org.skerry.sim.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class EventQueueTest {
    private record Event(long cycle, int source, long sequence, long payload) {}

    private static final Comparator<Event> ORDER = Comparator.comparingLong(Event::cycle)
            .thenComparingInt(Event::source)
            .thenComparingLong(Event::sequence);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void eventsComeOutAsFromASortedReference(long seed) {
        RandomStream random = new RandomStreams(seed).stream("events", 0);
        EventQueue queue = new EventQueue();
        PriorityQueue<Event> reference = new PriorityQueue<>(ORDER);
        long[] sequences = new long[40];
        long now = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(100) < 51) {
                long cycle = now + random.nextInt(1 + random.nextInt(200));
                int source = random.nextInt(sequences.length);
                long payload = random.nextLong();
                queue.add(cycle, source, payload);
                reference.add(new Event(cycle, source, sequences[source]++, payload));
            } else {
                now += random.nextInt(3);
                takeDue(queue, reference, now);
            }
            if (step == 10_000) {
                queue = saveAndLoad(queue);
            }
            assertEquals(reference.size(), queue.size());
        }
        takeDue(queue, reference, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, queue.nextCycle());
    }

    private static void takeDue(EventQueue queue, PriorityQueue<Event> reference, long now) {
        while (!reference.isEmpty() && reference.peek().cycle <= now) {
            Event expected = reference.remove();
            assertEquals(expected.cycle, queue.nextCycle());
            assertTrue(queue.poll(now));
            assertEquals(expected.cycle, queue.polledCycle());
            assertEquals(expected.source, queue.polledSource());
            assertEquals(expected.payload, queue.polledPayload());
        }
        assertFalse(queue.poll(now));
    }

    private static EventQueue saveAndLoad(EventQueue queue) {
        StateWriter out = new StateWriter();
        queue.save(out);
        EventQueue loaded = new EventQueue();
        StateReader in = new StateReader(out.toByteArray());
        loaded.load(in);
        in.end();
        return loaded;
    }

    @Test
    void eventsOfOneCycleComeBySourceThenInOrderOfAdding() {
        EventQueue queue = new EventQueue();
        queue.add(5, 2, 20);
        queue.add(5, 1, 10);
        queue.add(5, 2, 21);
        queue.add(5, 1, 11);
        long[] expected = {10, 11, 20, 21};
        for (long payload : expected) {
            assertTrue(queue.poll(5));
            assertEquals(payload, queue.polledPayload());
        }
    }

    @Test
    void eventIsNotTakenBeforeItsCycle() {
        EventQueue queue = new EventQueue();
        queue.add(5, 0, 1);
        assertFalse(queue.poll(4));
        assertTrue(queue.poll(5));
    }

    @Test
    void emptyQueueHasNoNextCycle() {
        EventQueue queue = new EventQueue();
        assertEquals(Long.MAX_VALUE, queue.nextCycle());
        assertFalse(queue.poll(Long.MAX_VALUE));
    }
}
