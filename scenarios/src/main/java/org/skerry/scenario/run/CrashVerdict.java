package org.skerry.scenario.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.sim.machine.CrashJudge;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

/** Whether crashes have reached whom the links of a run say, and nobody else. Judged after every run. */
final class CrashVerdict {
    /** Cycles in which an end reaches whoever is linked, unless the network is jammed. Assumption: far more than any chip is wide. */
    private static final long ON_ITS_WAY = 100_000;

    private static final String CLAIM = "a crash reaches those who are linked, and nobody else";

    private CrashVerdict() {}

    /** The verdicts with this one added; not where there were no links to hold anything against and nothing is wrong. */
    static List<Verdict> added(List<Verdict> verdicts, CrashJudge judge, RunOutcome outcome) {
        boolean cut = outcome instanceof RunOutcome.LimitReached;
        CrashJudge.Finding finding = judge.finding(cut ? outcome.cycle() - ON_ITS_WAY : Long.MAX_VALUE);
        if (!finding.linked() && finding.violations().isEmpty()) {
            return verdicts;
        }
        List<Verdict> all = new ArrayList<>(verdicts);
        all.add(
                finding.violations().isEmpty()
                        ? new Verdict(
                                CLAIM,
                                State.HOLDS,
                                String.format(
                                        Locale.ROOT,
                                        "%,d crashes and stops; %,d ends because of a link; %,d told and survived",
                                        finding.crashes(),
                                        finding.reached(),
                                        finding.told()))
                        : new Verdict(
                                CLAIM,
                                State.FAILS,
                                finding.violations().size() + " violations, the first: "
                                        + finding.violations().get(0)));
        return all;
    }
}
