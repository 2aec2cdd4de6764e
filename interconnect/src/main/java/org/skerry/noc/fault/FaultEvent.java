package org.skerry.noc.fault;

import java.util.Locale;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * Something that fails for good.
 *
 * @param cycle when
 * @param kind  what
 * @param place of a router its number; of a link or port 4 times the number of the router plus the direction
 */
public record FaultEvent(long cycle, Kind kind, int place) {
    /** What can fail. */
    public enum Kind {
        /** A link, both ways: what is on it is lost. */
        LINK,
        /** A router with its links and endpoints: what is in it is lost. */
        ROUTER,
        /** An output port: it sends nothing any more, and what waits there stays. */
        PORT
    }

    /** Checks what needs no network. */
    public FaultEvent {
        Check.isTrue(cycle >= 0, "faults.schedule: cycle " + cycle + " is below 0. Give a later one.");
        Check.notNull(kind, "faults.schedule");
    }

    /** An event as people write it: {@code link 27 at 1000}. */
    public static FaultEvent parse(String text) {
        String[] words = text.strip().split("\\s+");
        try {
            if (words.length == 4 && words[2].equals("at")) {
                Kind kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
                return new FaultEvent(Long.parseLong(words[3]), kind, Integer.parseInt(words[1]));
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(text, e);
        }
        throw unreadable(text, null);
    }

    private static ConfigException unreadable(String text, Exception cause) {
        return new ConfigException(
                "faults.schedule: '" + text
                        + "' is no fault. Write 'link 27 at 1000', 'router 12 at 1000' or 'port 27 at 1000'.",
                cause);
    }

    /** Refuses an event at a place that a grid does not have. */
    void checkFits(Grid grid) {
        if (kind == Kind.ROUTER) {
            Check.inRange(place, 0, grid.routers() - 1, "faults.schedule router");
            return;
        }
        Check.inRange(place, 0, grid.routers() * Direction.COUNT - 1, "faults.schedule " + text());
        Check.isTrue(
                grid.neighbour(place / Direction.COUNT, place % Direction.COUNT) >= 0,
                "faults.schedule: router " + place / Direction.COUNT + " has no link "
                        + Direction.name(place % Direction.COUNT) + ". Name one that it has.");
    }

    /** As people write it. */
    public String text() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + place + " at " + cycle;
    }
}
