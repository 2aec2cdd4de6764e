package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.config.ConfigException;

/**
 * Which packets are traced: the first so many, or the first so many of some pairs.
 *
 * @param most  how many at most
 * @param pairs endpoints as source, destination; empty for all pairs
 */
public record JourneyChoice(int most, List<List<Integer>> pairs) {
    /** No packets. */
    public static final JourneyChoice NONE = new JourneyChoice(0, List.of());

    private static final int MOST_OF_PAIRS = 20;
    private static final int MOST = 100_000;

    /** Copies the pairs. */
    public JourneyChoice {
        pairs = List.copyOf(pairs);
    }

    /** As people write it: {@code 10}, or {@code 3:17}, or {@code 3:17,5:0}. */
    public static JourneyChoice parse(String option, String text) {
        try {
            if (!text.contains(":")) {
                int most = Integer.parseInt(text.strip());
                if (most >= 1 && most <= MOST) {
                    return new JourneyChoice(most, List.of());
                }
            } else {
                List<List<Integer>> pairs = new ArrayList<>();
                for (String pair : text.split(",")) {
                    String[] ends = pair.split(":", -1);
                    pairs.add(List.of(Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[1].strip())));
                    if (ends.length != 2) {
                        throw unreadable(option, text, null);
                    }
                }
                return new JourneyChoice(MOST_OF_PAIRS, pairs);
            }
        } catch (NumberFormatException e) {
            throw unreadable(option, text, e);
        }
        throw unreadable(option, text, null);
    }

    private static ConfigException unreadable(String option, String text, Exception cause) {
        return new ConfigException(
                option + "=" + text + " says not which packets. Give a number from 1 to " + MOST
                        + ", or pairs of endpoints: 3:17,5:0.",
                cause);
    }

    /** Whether a packet is traced if {@code chosen} are already. */
    boolean includes(Flight flight, int chosen) {
        return chosen < most && (pairs.isEmpty() || pairs.contains(List.of(flight.source, flight.destination)));
    }
}
