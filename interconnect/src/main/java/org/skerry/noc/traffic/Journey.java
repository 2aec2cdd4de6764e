package org.skerry.noc.traffic;

import java.util.List;
import org.skerry.noc.router.Wait;

/**
 * What one packet went through. Its latency is the sum of its parts: waiting at the source ({@code entered - born}), the way of its head
 * through empty routers and links, the waits of its head, one cycle for each further flit, and {@code stretch}.
 *
 * @param source      endpoint
 * @param destination endpoint
 * @param number      among the packets of its source, from 0
 * @param flits       length
 * @param born        cycle in which it was made
 * @param entered     cycle in which its head entered the network
 * @param arrived     cycle in which its tail arrived
 * @param stretch     cycles by which its tail is later behind its head than its length asks for
 * @param stops       routers on its way
 */
public record Journey(
        int source,
        int destination,
        long number,
        int flits,
        long born,
        long entered,
        long arrived,
        long stretch,
        List<Stop> stops) {
    /** Copies the stops. */
    public Journey {
        stops = List.copyOf(stops);
    }

    /**
     * A router on the way.
     *
     * @param router  its number
     * @param input   port that the packet came in by, in words
     * @param vc      virtual channel that it came in by
     * @param reached cycle in which the head came
     * @param spells  what the head waited for there, one after the other
     */
    public record Stop(int router, String input, int vc, long reached, List<Spell> spells) {
        /** Copies the spells. */
        public Stop {
            spells = List.copyOf(spells);
        }
    }

    /**
     * Cycles of waiting for one thing.
     *
     * @param reason kind of thing
     * @param from   first cycle
     * @param cycles how many
     * @param text   in words: which resource, and which packet has it
     */
    public record Spell(Wait.Reason reason, long from, long cycles, String text) {}

    /** Cycles that the head waited in routers. */
    public long waited() {
        return stops.stream()
                .flatMap(stop -> stop.spells().stream())
                .mapToLong(Spell::cycles)
                .sum();
    }

    /** Cycles from making it to the arrival of its tail. */
    public long latency() {
        return arrived - born;
    }
}
