package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks for the machine of one kind that takes as much power as another does under the same load. Cores come first: the most that take no more
 * at the full clock. Then the clock: one core more, slowed down until the power is equal within a hundredth. Of the two the faster is taken. More
 * cores at a still slower clock are not looked for: no voltage is modelled, so a slower clock saves nothing of a piece of work and lets
 * silicon leak for longer.
 *
 * <p>Deterministic: what is tried next follows from what was measured before.
 */
final class PowerSearch {
    /** Powers that differ by less are equal. */
    static final double EQUAL = 0.01;

    /** The slowest clock, as a share of the full one. */
    static final long SLOWEST_DIVISOR = 10;

    /** Clocks that are tried at most; false position takes three or four. */
    private static final int MOST_CLOCKS = 8;

    /** Clocks are whole steps of this. */
    private static final long STEP_HERTZ = 1_000_000;

    private final double budget;
    private final int mostCores;
    private final long fullHertz;
    private final Measure measure;
    private final List<Trial> trials = new ArrayList<>();

    /** One machine that was tried; {@code time} is what the same work took, in any unit. */
    record Trial(int cores, long hertz, double milliwatts, double time) {}

    /** Runs a machine. */
    @FunctionalInterface
    interface Measure {
        /** The work on so many cores at that clock. */
        Trial of(int cores, long hertz);
    }

    /** A search for machines of {@code budget} mW. */
    PowerSearch(double budget, int mostCores, long fullHertz, Measure measure) {
        this.budget = budget;
        this.mostCores = mostCores;
        this.fullHertz = fullHertz;
        this.measure = measure;
    }

    /** Everything that was tried, in that order. */
    List<Trial> trials() {
        return List.copyOf(trials);
    }

    /** The machine, or nothing if even one core at the slowest clock takes more. {@code firstCores} are tried first. */
    Optional<Trial> find(int firstCores) {
        Trial below = null;
        Trial above = null;
        OptionalInt next = OptionalInt.of(Math.max(1, Math.min(mostCores, firstCores)));
        while (next.isPresent()) {
            Trial trial = tried(next.getAsInt(), fullHertz);
            if (trial.milliwatts <= budget) {
                below = trial;
            } else {
                above = trial;
            }
            next = nextCores(below, above);
        }
        if (above == null || below != null && equal(below)) {
            return Optional.of(below);
        }
        Optional<Trial> slowed = slowed(above);
        List<Trial> found = new ArrayList<>();
        slowed.ifPresent(found::add);
        if (below != null) {
            found.add(below);
        }
        return found.stream().min(Comparator.comparingDouble(Trial::time));
    }

    private Trial tried(int cores, long hertz) {
        Trial trial = measure.of(cores, hertz);
        trials.add(trial);
        return trial;
    }

    private boolean equal(Trial trial) {
        return Math.abs(trial.milliwatts - budget) <= EQUAL * budget;
    }

    /** In proportion to what was seen, between the two that are known. */
    private OptionalInt nextCores(Trial below, Trial above) {
        int low = below == null ? 0 : below.cores;
        int high = above == null ? mostCores + 1 : above.cores;
        if (high - low <= 1) {
            return OptionalInt.empty();
        }
        double guess;
        if (below == null) {
            guess = above.cores * budget / above.milliwatts;
        } else if (above == null) {
            guess = below.cores * budget / Math.max(below.milliwatts, budget / mostCores);
        } else {
            guess = low + (high - low) * (budget - below.milliwatts) / (above.milliwatts - below.milliwatts);
        }
        return OptionalInt.of((int) Math.max(low + 1L, Math.min(high - 1L, (long) guess)));
    }

    /** These cores at the clock at which they take as much; nothing if they take more at the slowest. */
    private Optional<Trial> slowed(Trial full) {
        long slowest = fullHertz / SLOWEST_DIVISOR;
        Trial above = full;
        Trial before = null; // the one above that was tried before it
        Trial below = null;
        for (int i = 0; i < MOST_CLOCKS; i++) {
            Trial other = below == null ? before : below;
            double guess = other == null
                    ? above.hertz * budget / above.milliwatts
                    : above.hertz
                            - (above.hertz - other.hertz)
                                    * (above.milliwatts - budget)
                                    / (above.milliwatts - other.milliwatts);
            long floor = below == null ? slowest : below.hertz + STEP_HERTZ;
            long hertz = Math.max(floor, Math.min(above.hertz - STEP_HERTZ, (long) guess)) / STEP_HERTZ * STEP_HERTZ;
            if (hertz < slowest || hertz >= above.hertz || below != null && hertz <= below.hertz) {
                break;
            }
            Trial trial = tried(full.cores, hertz);
            if (equal(trial)) {
                return Optional.of(trial);
            }
            if (trial.milliwatts <= budget) {
                below = trial;
            } else {
                before = above;
                above = trial;
            }
            if (above.hertz == slowest) {
                break;
            }
        }
        return Optional.ofNullable(below);
    }
}
