package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skerry.sim.stats.CostLine;
import org.skerry.view.chart.Amounts;

/**
 * What can be said about the first act, in words for every possible result.
 *
 * @param chip   the chip
 * @param shared the shared-memory machine
 * @param lean   the shared-memory machine whose runtime costs nothing
 * @param best   the shared-memory machine's best program, if it ran
 */
record SpeedWords(Pace chip, Pace shared, Pace lean, Optional<Pace> best) {
    /** Plainer words for parts of cycle stacks; others go by their own names. */
    private static final Map<String, String> WORDS = Map.of(
            "compute", "computing",
            "private memory", "private memory or cache",
            "other core", "data that another core holds",
            "message software", "the software that handles messages",
            "shared cache", "the shared cache");

    /** A paragraph each. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        findings.add(faster());
        working().ifPresent(findings::add);
        findings.add(decides());
        best.ifPresent(program -> findings.add(best(program)));
        energy().ifPresent(findings::add);
        return findings;
    }

    private String faster() {
        if (about(chip, shared)) {
            return chip.name() + " and " + shared.name() + " were equally fast.";
        }
        Pace fast = chip.timesAsFastAs(shared) > 1 ? chip : shared;
        Pace slow = fast == chip ? shared : chip;
        return fast.name() + " was " + times(fast, slow) + " times as fast as " + slow.name() + ".";
    }

    /** What becomes of the difference when the one large assumption about software is taken out. */
    private String decides() {
        return "What if software were free? " + lean.name() + " is " + shared.name()
                + " with a runtime that takes no time at all, which no real one reaches: " + without();
    }

    private String without() {
        if (about(shared, lean)) {
            return "it is no faster than " + shared.name() + ", so that software is not what decides.";
        }
        if (about(chip, lean)) {
            return "it is as fast as " + chip.name()
                    + ", so the assumed cost of that software is the whole difference.";
        }
        if (chip.timesAsFastAs(lean) > 1) {
            return chip.name() + " is still " + times(chip, lean) + " times as fast.";
        }
        return "it is " + times(lean, chip) + " times as fast as " + chip.name()
                + (chip.timesAsFastAs(shared) > 1
                        ? ", so the assumed cost of that software decides who wins."
                        : ", and " + shared.name() + " was ahead without it.");
    }

    private Optional<String> working() {
        if (shared.working().isEmpty() || chip.working().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("What decides it? Cores at work spent, on " + shared.name() + ", " + parts(shared) + "; on "
                + chip.name() + ", " + parts(chip) + ".");
    }

    private static String parts(Pace pace) {
        return pace.working().entrySet().stream()
                .limit(3)
                .map(part ->
                        Figures.percent(part.getValue()) + " on " + WORDS.getOrDefault(part.getKey(), part.getKey()))
                .collect(Collectors.joining(", "));
    }

    private String best(Pace program) {
        String what = "Shared memory also allows another program for the same service: in " + program.name()
                + " clients look into one common table themselves, without messages. It is " + times(program, shared)
                + " times as fast as " + shared.name();
        if (about(program, chip)) {
            return what + ", and as fast as " + chip.name() + ".";
        }
        return program.timesAsFastAs(chip) > 1
                ? what + " and " + times(program, chip) + " times as fast as " + chip.name()
                        + ": for speed alone, the ordinary machine wins this one."
                : what + "; " + chip.name() + " is still " + times(chip, program) + " times as fast.";
    }

    private Optional<String> energy() {
        if (chip.energy().isEmpty() || shared.energy().isEmpty()) {
            return Optional.empty();
        }
        CostLine one = chip.energy().get();
        CostLine other = shared.energy().get();
        String ranges =
                "Energy of a request: " + chip.name() + " " + range(one) + ", " + shared.name() + " " + range(other);
        boolean chipLess = one.amount() < other.amount();
        double factor = chipLess ? other.amount() / one.amount() : one.amount() / other.amount();
        return Optional.of(ranges + ". " + (chipLess ? shared : chip).name() + " needs " + Amounts.factor(factor)
                + " times as much by the best estimates"
                + (one.overlaps(other) ? ", but the ranges overlap: it may not be so." : "."));
    }

    private static String range(CostLine energy) {
        return nanojoules(energy.amount()) + " nJ (" + nanojoules(energy.low()) + " to " + nanojoules(energy.high())
                + ")";
    }

    static String nanojoules(double picojoules) {
        return Amounts.factor(picojoules / 1000);
    }

    private static String times(Pace fast, Pace slow) {
        return Amounts.factor(fast.timesAsFastAs(slow));
    }

    /** Within two per cent, by which the cut of the measured part alone moves rates. Assumption. */
    private static boolean about(Pace one, Pace other) {
        return Math.abs(one.timesAsFastAs(other) - 1) < 0.02;
    }
}
