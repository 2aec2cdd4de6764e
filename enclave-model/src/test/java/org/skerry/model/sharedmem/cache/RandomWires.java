package org.skerry.model.sharedmem.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.skerry.noc.Packet;
import org.skerry.sim.rng.RandomStream;

/**
 * The time of a rig, and a network in it that delays every packet at random and keeps no order but that of the packets of one virtual
 * network between two endpoints. What is due at one cycle happens in the order in which it was added.
 */
final class RandomWires {
    private final RandomStream delays;
    private final int longestDelay;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<List<Integer>, Long> lastArrival = new HashMap<>();
    private long sequence;
    private long cycle;

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** Wires on which a packet takes 1 to {@code longestDelay} cycles, or longer if it must stay behind another one. */
    RandomWires(RandomStream delays, int longestDelay) {
        this.delays = delays;
        this.longestDelay = longestDelay;
    }

    long cycle() {
        return cycle;
    }

    /** How much is still to happen. */
    int pending() {
        return events.size();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    void schedule(long at, Runnable action) {
        events.add(new Event(at, sequence++, action));
    }

    /** A message sets out; {@code arrived} gets its packet. */
    void send(long now, int source, int destination, LineMessage message, Consumer<Packet> arrived) {
        Packet packet = new Packet(1, source, destination, message.kind().network(), 8, message);
        List<Integer> way =
                List.of(source, destination, message.kind().network().ordinal());
        long at = Math.max(now + 1 + delays.nextInt(longestDelay), lastArrival.getOrDefault(way, 0L) + 1);
        lastArrival.put(way, at);
        schedule(at, () -> arrived.accept(packet));
    }

    /** The next thing happens; there is one. */
    void step() {
        Event next = events.remove();
        cycle = next.at;
        next.action.run();
    }
}
