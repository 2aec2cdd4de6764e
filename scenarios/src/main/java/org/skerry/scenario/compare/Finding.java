package org.skerry.scenario.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.stats.CostLine;

/** The sentences that say which machine was faster by what factor, over what work, and under which terms. */
final class Finding {
    /** Regions that differ more than this in work are not compared by their rates; cutting them alone moves them by 2 %. */
    private static final double SAME_WORK = 0.05;

    private final List<FinishedRun> timed;

    private Finding(List<FinishedRun> timed) {
        this.timed = timed;
    }

    /** What these runs say; {@code works} are those that did the same. */
    static String of(List<FinishedRun> runs, List<List<FinishedRun>> works) {
        List<FinishedRun> timed = runs.stream()
                .filter(run -> run.femtosecondsPerCycle() > 0)
                .filter(run -> run.record().outcome().name().equals("quiescent"))
                .toList();
        if (timed.isEmpty()) {
            return runs.stream()
                            .map(run -> run.record().machine() + ": "
                                    + run.record().outcome().explain())
                            .collect(Collectors.joining(". "))
                    + ". There is no speed to report: no machine that models time did all the work.";
        }
        Finding finding = new Finding(timed);
        if (timed.size() == 1) {
            return finding.alone();
        }
        if (works.size() > 1) {
            return finding.differentWork(runs);
        }
        boolean whole = timed.stream().allMatch(run -> region(run).isWhole());
        return whole ? finding.wholeRuns() : finding.regions();
    }

    private String alone() {
        FinishedRun run = timed.get(0);
        String whole =
                run.record().scenario() + " took " + time(nanoseconds(run)) + " of simulated time on " + name(run);
        if (region(run).isWhole()) {
            return whole + work(run) + ".";
        }
        return whole + "; " + region(run).turns() + " of its " + region(run).allTurns() + " turns were measured, at "
                + rate(run) + " per ms.";
    }

    private String wholeRuns() {
        FinishedRun fast = timed.get(0);
        FinishedRun slow = timed.get(0);
        for (FinishedRun run : timed) {
            fast = nanoseconds(run) < nanoseconds(fast) ? run : fast;
            slow = nanoseconds(run) > nanoseconds(slow) ? run : slow;
        }
        if (nanoseconds(fast) == nanoseconds(slow)) {
            return "All machines took " + time(nanoseconds(fast)) + ". " + terms(fast, slow);
        }
        return String.format(
                Locale.ROOT,
                "%s finished in %s%s, %s in %s: %s was %.2f times as fast. %s",
                name(fast),
                time(nanoseconds(fast)),
                work(fast),
                name(slow),
                time(nanoseconds(slow)),
                name(fast),
                (double) nanoseconds(slow) / nanoseconds(fast),
                terms(fast, slow));
    }

    /** Rates of the measured regions, and the whole runs beside them. */
    private String regions() {
        FinishedRun fast = timed.get(0);
        FinishedRun slow = timed.get(0);
        for (FinishedRun run : timed) {
            fast = turnsPerMillisecond(run) > turnsPerMillisecond(fast) ? run : fast;
            slow = turnsPerMillisecond(run) < turnsPerMillisecond(slow) ? run : slow;
        }
        String wholes = timed.stream()
                .map(run -> name(run) + " " + time(nanoseconds(run)))
                .collect(Collectors.joining(", "));
        if (!sameWork()) {
            return "The measured parts are not the same work ("
                    + timed.stream().map(run -> name(run) + ": " + part(run)).collect(Collectors.joining("; "))
                    + "), so their rates are not compared. Whole runs: " + wholes + ". " + terms(fast, slow);
        }
        return String.format(
                Locale.ROOT,
                "Over the measured part, %s, %s did %s per ms of simulated time and %s %s: %s was %.2f times as fast. "
                        + "Whole runs, with what was left out: %s. %s",
                part(fast),
                name(fast),
                rate(fast),
                name(slow),
                rate(slow),
                name(fast),
                turnsPerMillisecond(fast) / turnsPerMillisecond(slow),
                wholes,
                terms(fast, slow));
    }

    /** Runs whose results cannot be held against each other: what each did, and rates only where they are rates of one thing. */
    private String differentWork(List<FinishedRun> runs) {
        boolean scenarios =
                runs.stream().map(run -> run.record().scenario()).distinct().count() > 1;
        String each = timed.stream()
                .map(run -> name(run) + " took " + time(nanoseconds(run)) + ", " + rate(run) + " per ms")
                .collect(Collectors.joining("; "));
        String said = "These runs do not do the same work ("
                + (scenarios ? "their scenarios differ" : "their settings or seeds differ")
                + "), so nothing says that their results agree" + sameLines(runs) + ". " + each + ". ";
        boolean oneUnit = timed.stream()
                        .map(run -> run.about().work().map(work -> work.unit()))
                        .distinct()
                        .count()
                == 1;
        if (!oneUnit || timed.get(0).about().work().isEmpty()) {
            return said.trim();
        }
        FinishedRun fast = timed.get(0);
        FinishedRun slow = timed.get(0);
        for (FinishedRun run : timed) {
            fast = piecesPerMillisecond(run) > piecesPerMillisecond(fast) ? run : fast;
            slow = piecesPerMillisecond(run) < piecesPerMillisecond(slow) ? run : slow;
        }
        return String.format(
                Locale.ROOT,
                "%sCounted in %ss, %s was %.2f times as fast as %s. %s",
                said,
                fast.about().work().orElseThrow().unit(),
                name(fast),
                piecesPerMillisecond(fast) / piecesPerMillisecond(slow),
                name(slow),
                terms(fast, slow));
    }

    /** What can be seen all the same, where two scenarios are made to write the same. */
    private static String sameLines(List<FinishedRun> runs) {
        long logs = runs.stream()
                .map(run -> run.record().log().stream()
                        .map(line -> line.actor() + ": " + line.text())
                        .sorted()
                        .toList())
                .distinct()
                .count();
        int lines = runs.get(0).record().log().size();
        return logs == 1 && lines > 0 ? String.format(Locale.ROOT, ", though all wrote the same %,d lines", lines) : "";
    }

    private boolean sameWork() {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (FinishedRun run : timed) {
            least = Math.min(least, region(run).turns());
            most = Math.max(most, region(run).turns());
        }
        return most - least <= SAME_WORK * most;
    }

    private static String part(FinishedRun run) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d turns",
                region(run).turns(),
                region(run).allTurns());
    }

    /** Under which terms two machines were compared. */
    private static String terms(FinishedRun a, FinishedRun b) {
        boolean size = a.places() == b.places();
        boolean clock = a.femtosecondsPerCycle() == b.femtosecondsPerCycle();
        if (size && clock) {
            return "Both have " + a.places() + " cores for actors at the same clock." + energy(a, b);
        }
        return "They are not of equal size: " + name(a) + " has " + a.places() + " cores for actors and " + name(b)
                + " " + b.places() + (clock ? ", at the same clock." : ", at different clocks.");
    }

    /** What a piece of work costs on either, best estimates, if they know. */
    private static String energy(FinishedRun a, FinishedRun b) {
        if (a.record().energy().isEmpty() || b.record().energy().isEmpty()) {
            return "";
        }
        CostLine one = CostLine.sum(a.record().energy()).each(pieces(a));
        CostLine other = CostLine.sum(b.record().energy()).each(pieces(b));
        boolean less = one.amount() < other.amount();
        String unsure = one.overlaps(other) ? ", but the ranges of these estimates overlap" : "";
        return String.format(
                Locale.ROOT,
                " By best estimate a %s costs %s %.2f times the energy it costs %s%s.",
                a.about().work().map(done -> done.unit()).orElse("turn"),
                name(less ? b : a),
                less ? other.amount() / one.amount() : one.amount() / other.amount(),
                name(less ? a : b),
                unsure);
    }

    private static String work(FinishedRun run) {
        return run.about()
                .work()
                .map(done -> String.format(
                        Locale.ROOT, " (%,d %ss, %s per ms)", done.count(), done.unit(), perMillisecond(run)))
                .orElse("");
    }

    /** Such as "5,588 requests". */
    private static String rate(FinishedRun run) {
        return perMillisecond(run) + " "
                + run.about().work().map(done -> done.unit()).orElse("turn") + "s";
    }

    private static String perMillisecond(FinishedRun run) {
        return String.format(Locale.ROOT, "%,.0f", piecesPerMillisecond(run));
    }

    private static double piecesPerMillisecond(FinishedRun run) {
        return pieces(run) * 1e6 / Math.max(1, region(run).nanoseconds());
    }

    /** Pieces of work in the measured region. */
    private static double pieces(FinishedRun run) {
        return run.about().work().map(done -> region(run).shareOf(done.count())).orElse((double)
                region(run).turns());
    }

    private static double turnsPerMillisecond(FinishedRun run) {
        return region(run).turns() * 1e6 / Math.max(1, region(run).nanoseconds());
    }

    private static String time(long nanoseconds) {
        if (nanoseconds < 10_000) {
            return nanoseconds + " ns";
        }
        return nanoseconds < 1_000_000
                ? String.format(Locale.ROOT, "%.2f µs", nanoseconds / 1e3)
                : String.format(Locale.ROOT, "%,.3f ms", nanoseconds / 1e6);
    }

    private static String name(FinishedRun run) {
        return run.record().machine();
    }

    private static long nanoseconds(FinishedRun run) {
        return run.record().nanoseconds();
    }

    private static MeasuredRegion region(FinishedRun run) {
        return run.record().region();
    }
}
