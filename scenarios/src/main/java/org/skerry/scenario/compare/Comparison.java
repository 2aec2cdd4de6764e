package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.view.report.Report;
import org.skerry.view.report.Report.Verdict;

/**
 * Finished runs of one scenario, held against each other.
 *
 * @param spec     the scenario
 * @param runs     in the order of the scenario
 * @param verdicts checks of every run, then agreement
 * @param finding  the result in a sentence or two
 */
public record Comparison(ScenarioSpec spec, List<FinishedRun> runs, List<Verdict> verdicts, String finding) {

    /** Compares runs. */
    public static Comparison of(ScenarioSpec spec, List<FinishedRun> runs) {
        List<Verdict> verdicts = new ArrayList<>();
        for (FinishedRun run : runs) {
            for (Verdict verdict : run.verdicts()) {
                String claim = run.record().machine() + ": " + verdict.what();
                verdicts.add(new Verdict(claim, verdict.state(), verdict.detail()));
            }
        }
        if (spec.checks().sameLog() && runs.size() > 1) {
            verdicts.addAll(
                    Agreement.with(reference(spec, runs), runs, spec.checks().hostile()));
        }
        boolean attacked = !spec.checks().hostile().isEmpty();
        String finding = attacked ? ReachFinding.of(runs) : doubts(verdicts) + finding(spec, runs);
        return new Comparison(spec, List.copyOf(runs), List.copyOf(verdicts), finding);
    }

    /** Speed without the right result is worth nothing, and the sentence that is read first says so. */
    private static String doubts(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.state() == Verdict.State.FAILS)
                .findFirst()
                .map(verdict -> "A check failed (" + verdict.what() + "): do not rely on these figures. ")
                .orElse("");
    }

    /** Whether every run ended as the scenario wants and no check failed. */
    public boolean good() {
        return runs.stream().allMatch(FinishedRun::good)
                && verdicts.stream().noneMatch(verdict -> verdict.state() == Verdict.State.FAILS);
    }

    /** The page's content. */
    public Report report(String command) {
        return new Report(
                spec.name()
                        + (runs.size() > 1
                                ? ": machines compared"
                                : " on " + runs.get(0).record().machine()),
                spec.description(),
                finding,
                runs.stream().map(FinishedRun::record).toList(),
                spec.work().map(work -> new Report.Work(work.unit(), work.count())),
                verdicts,
                caveats(),
                command);
    }

    private List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        for (FinishedRun run : runs) {
            for (String caveat : spec.machine(run.record().machine()).caveats()) {
                if (!caveats.contains(caveat)) {
                    caveats.add(caveat);
                }
            }
        }
        return caveats;
    }

    private static FinishedRun reference(ScenarioSpec spec, List<FinishedRun> runs) {
        return runs.stream()
                .filter(run -> spec.machine(run.record().machine()).kind() == MachineKind.IMMEDIATE)
                .findFirst()
                .orElse(runs.get(0));
    }

    private static String finding(ScenarioSpec spec, List<FinishedRun> runs) {
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
        if (timed.size() == 1) {
            return spec.name() + " took " + time(timed.get(0)) + " of simulated time on "
                    + timed.get(0).record().machine() + work(spec, timed.get(0)) + ".";
        }
        FinishedRun fast = timed.get(0);
        FinishedRun slow = timed.get(0);
        for (FinishedRun run : timed) {
            fast = nanoseconds(run) < nanoseconds(fast) ? run : fast;
            slow = nanoseconds(run) > nanoseconds(slow) ? run : slow;
        }
        if (nanoseconds(fast) == nanoseconds(slow)) {
            return "All machines took " + time(fast) + ". " + terms(fast, slow);
        }
        double factor = (double) nanoseconds(slow) / nanoseconds(fast);
        return String.format(
                Locale.ROOT,
                "%s finished in %s%s, %s in %s: %s was %.2f times as fast. %s",
                fast.record().machine(),
                time(fast),
                work(spec, fast),
                slow.record().machine(),
                time(slow),
                fast.record().machine(),
                factor,
                terms(fast, slow));
    }

    /** Under which terms two machines were compared. */
    private static String terms(FinishedRun a, FinishedRun b) {
        boolean size = a.places() == b.places();
        boolean clock = a.femtosecondsPerCycle() == b.femtosecondsPerCycle();
        if (size && clock) {
            return "Both have " + a.places()
                    + " cores for actors at the same clock; energy, area and isolation are not part of "
                    + "this figure.";
        }
        return "They are not of equal size: " + a.record().machine() + " has " + a.places() + " cores for actors and "
                + b.record().machine() + " " + b.places() + (clock ? ", at the same clock." : ", at different clocks.");
    }

    private static String work(ScenarioSpec spec, FinishedRun run) {
        Optional<String> work = spec.work()
                .map(done -> String.format(
                        Locale.ROOT,
                        " (%,d %ss, %,.0f per ms)",
                        done.count(),
                        done.unit(),
                        done.count() * 1e6 / Math.max(1, nanoseconds(run))));
        return work.orElse("");
    }

    private static String time(FinishedRun run) {
        long nanoseconds = nanoseconds(run);
        if (nanoseconds < 10_000) {
            return nanoseconds + " ns";
        }
        return nanoseconds < 1_000_000
                ? String.format(Locale.ROOT, "%.2f µs", nanoseconds / 1e3)
                : String.format(Locale.ROOT, "%,.3f ms", nanoseconds / 1e6);
    }

    private static long nanoseconds(FinishedRun run) {
        return run.record().nanoseconds();
    }
}
