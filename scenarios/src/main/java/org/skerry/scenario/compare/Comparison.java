package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.machine.MeasuredRegion;
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
        String finding = attacked ? ReachFinding.of(runs) : doubts(verdicts) + Finding.of(spec, runs);
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
            if (run.femtosecondsPerCycle() > 0) {
                MeasuredRegion region = run.record().region();
                String of = region.isWhole() ? "" : " on " + run.record().machine();
                add(caveats, "Figures" + of + " are about " + region.rule() + ".");
            }
        }
        for (FinishedRun run : runs) {
            for (String caveat : spec.machine(run.record().machine()).caveats()) {
                add(caveats, caveat);
            }
        }
        return caveats;
    }

    private static void add(List<String> caveats, String caveat) {
        if (!caveats.contains(caveat)) {
            caveats.add(caveat);
        }
    }

    private static FinishedRun reference(ScenarioSpec spec, List<FinishedRun> runs) {
        return runs.stream()
                .filter(run -> spec.machine(run.record().machine()).kind() == MachineKind.IMMEDIATE)
                .findFirst()
                .orElse(runs.get(0));
    }
}
