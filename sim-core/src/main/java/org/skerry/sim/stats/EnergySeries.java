package org.skerry.sim.stats;

import java.util.List;

/**
 * Where energy went over time: what each part took in each of several intervals that follow each other.
 *
 * @param cycles bounds of the intervals, rising; one more than there are intervals, or empty if nothing was asked for
 * @param parts  what energy went to, in the order of the bill
 */
public record EnergySeries(List<Long> cycles, List<Part> parts) {
    /** Nothing was asked for. */
    public static final EnergySeries NONE = new EnergySeries(List.of(), List.of());

    /**
     * A part of the bill.
     *
     * @param name       as on the bill
     * @param picojoules of each interval, best estimate
     */
    public record Part(String name, List<Double> picojoules) {
        /** Copies the list. */
        public Part {
            picojoules = List.copyOf(picojoules);
        }

        /** Of all intervals. */
        public double sum() {
            return picojoules.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /** Checks that every part has a figure for every interval. */
    public EnergySeries {
        cycles = List.copyOf(cycles);
        parts = List.copyOf(parts);
        for (int i = 1; i < cycles.size(); i++) {
            if (cycles.get(i) <= cycles.get(i - 1)) {
                throw new IllegalArgumentException("intervals do not rise: " + cycles);
            }
        }
        for (Part part : parts) {
            if (part.picojoules.size() != Math.max(0, cycles.size() - 1)) {
                throw new IllegalArgumentException("part '" + part.name + "' has " + part.picojoules.size()
                        + " figures for " + Math.max(0, cycles.size() - 1) + " intervals");
            }
        }
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return cycles.size() < 2 || parts.isEmpty();
    }

    /** Number of intervals. */
    public int intervals() {
        return Math.max(0, cycles.size() - 1);
    }
}
