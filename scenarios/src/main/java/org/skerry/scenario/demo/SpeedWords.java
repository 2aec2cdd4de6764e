package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be said about the first act, in words for every possible result.
 *
 * @param chip   the chip
 * @param shared the shared-memory machine
 * @param lean   the shared-memory machine whose runtime costs nothing
 * @param best   the shared-memory machine's best program, if it ran
 */
record SpeedWords(Pace chip, Pace shared, Pace lean, Optional<Pace> best) {
    /** A paragraph each. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        findings.add(faster());
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
        String question = "What decides it? " + lean.name() + " is " + shared.name()
                + " with a runtime that takes no time at all, which no real one reaches: ";
        if (about(shared, lean)) {
            return question + "it is no faster than " + shared.name() + ", so that software is not what decides."
                    + messages();
        }
        if (about(chip, lean)) {
            return question + "it is as fast as " + chip.name()
                    + ", so the assumed cost of that software is the whole difference.";
        }
        if (chip.timesAsFastAs(lean) > 1) {
            return question + chip.name() + " is still " + times(chip, lean) + " times as fast." + messages();
        }
        return question + "it is " + times(lean, chip) + " times as fast as " + chip.name()
                + (chip.timesAsFastAs(shared) > 1
                        ? ", so the assumed cost of that software decides who wins."
                        : ", and " + shared.name() + " was ahead without it.");
    }

    private String messages() {
        if (lean.messageNanoseconds().isEmpty() || chip.messageNanoseconds().isEmpty()) {
            return "";
        }
        double there = lean.messageNanoseconds().getAsDouble();
        double here = chip.messageNanoseconds().getAsDouble();
        String both = " A message takes " + Figures.factor(there)
                + " ns there, where it is written to memory and fetched again, and " + Figures.factor(here) + " ns on "
                + chip.name() + ", which only sends it";
        return both + (there > here ? "." : ": so that is not the reason either.");
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
        Pace.Energy one = chip.energy().get();
        Pace.Energy other = shared.energy().get();
        String ranges =
                "Energy of a request: " + chip.name() + " " + range(one) + ", " + shared.name() + " " + range(other);
        if (one.overlaps(other)) {
            return Optional.of(ranges + ". The ranges overlap, so neither can be called the better.");
        }
        boolean chipLess = one.best() < other.best();
        double factor = chipLess ? other.best() / one.best() : one.best() / other.best();
        return Optional.of(ranges + ". " + (chipLess ? shared : chip).name() + " needs about " + Figures.factor(factor)
                + " times as much.");
    }

    private static String range(Pace.Energy energy) {
        return Figures.factor(energy.best()) + " nJ (" + Figures.factor(energy.low()) + " to "
                + Figures.factor(energy.high()) + ")";
    }

    private static String times(Pace fast, Pace slow) {
        return Figures.factor(fast.timesAsFastAs(slow));
    }

    /** Within one per cent, which no model of this kind tells apart. Assumption. */
    private static boolean about(Pace one, Pace other) {
        return Math.abs(one.timesAsFastAs(other) - 1) < 0.01;
    }
}
