package org.skerry.scenario.isolation;

import java.util.Locale;
import org.skerry.sim.digest.Mix;

/**
 * Something that an actor of a domain could have written down.
 *
 * @param cycle  when
 * @param kind   what
 * @param actor  identifier of the actor
 * @param detail hash of all that can be seen of it: content, handles, status, begin and instructions of a turn
 * @param number the number in it that a person wants to see: first cycle of a turn, bytes of a message
 */
record Observation(long cycle, Kind kind, long actor, long detail, long number) {
    enum Kind {
        STARTED,
        ENDED,
        SENT,
        ARRIVED,
        REFUSED,
        REVOKED,
        TURN
    }

    /** Of everything. */
    long hash() {
        return Mix.combine(Mix.combine(Mix.combine(cycle, kind.ordinal()), actor), detail);
    }

    String text(String name) {
        String what = switch (kind) {
            case STARTED -> "comes to life";
            case ENDED -> "ends";
            case SENT -> "sends " + number + " bytes";
            case ARRIVED -> "gets " + number + " bytes";
            case REFUSED -> "has a message refused";
            case REVOKED -> "loses a capability";
            case TURN -> "ends a turn that began at " + number;
        };
        return String.format(Locale.ROOT, "cycle %d: %s %s", cycle, name, what);
    }
}
