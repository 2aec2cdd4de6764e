package org.skerry.scenario.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.skerry.sim.machine.CrashJudge;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

/** Whether crashes have reached whom the links of a run say, and nobody else. Judged after every run. */
final class CrashVerdict {
    /** Cycles in which an end reaches whoever is linked, unless the network is jammed. Assumption: far more than any chip is wide. */
    private static final long ON_ITS_WAY = 100_000;

    private static final String CLAIM = "a crash reaches those who are linked, and nobody else";

    private CrashVerdict() {}

    /** Steps of a load and of which part of the time to restore they are. */
    private static final List<List<String>> STEPS = List.of(
            List.of("zeroise", "hold", "zeroise"),
            List.of("load", "stream"),
            List.of("hash", "hash"),
            List.of("verify", "verify"),
            List.of("re-link", "install", "release"));

    /** How long it took to put actors back, part by part where the machine tells its steps apart. */
    static Optional<String> restores(CrashJudge judge, StatsSnapshot metrics) {
        CrashJudge.Finding finding = judge.finding(Long.MAX_VALUE);
        if (finding.restored() == 0) {
            return Optional.empty();
        }
        long mean = finding.restoreCycles() / finding.restored();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Actors that were put back: %,d, on average %,d cycles after their end.",
                finding.restored(),
                mean));
        long loads = metrics.has("load.count") ? metrics.value("load.count") : 0;
        if (loads > 0) {
            long known = 0;
            StringBuilder parts = new StringBuilder();
            for (List<String> step : STEPS) {
                long cycles = 0;
                for (String name : step.subList(1, step.size())) {
                    cycles += metrics.value("load." + name + "Cycles") / loads;
                }
                known += cycles;
                parts.append(String.format(Locale.ROOT, ", %s %,d", step.get(0), cycles));
            }
            text.append(String.format(
                            Locale.ROOT,
                            " Of these detection, and waiting for others to come back first, %,d%s",
                            Math.max(0, mean - known),
                            parts))
                    .append(" (steps on average of all ")
                    .append(loads)
                    .append(" loads).");
        }
        return Optional.of(text.toString());
    }

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
