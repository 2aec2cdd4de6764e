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

    /** What a machine counts of putting actors back: how often, and by part of the time to restore the cycles of each step. */
    private record Steps(String count, List<List<String>> parts) {
        long mean(List<String> part, StatsSnapshot metrics) {
            long cycles = 0;
            for (String step : part.subList(1, part.size())) {
                cycles += metrics.value(step) / metrics.value(count);
            }
            return cycles;
        }
    }

    private static final List<Steps> STEPS = List.of(
            new Steps(
                    "load.count",
                    List.of(
                            List.of("zeroise", "load.holdCycles", "load.zeroiseCycles"),
                            List.of("load", "load.streamCycles"),
                            List.of("hash", "load.hashCycles"),
                            List.of("verify", "load.verifyCycles"),
                            List.of("re-link", "load.installCycles", "load.releaseCycles"))),
            new Steps( // nothing is hashed or verified, and a message in a mailbox is the link
                    "restart.count",
                    List.of(
                            List.of("zeroise", "restart.zeroiseCycles"),
                            List.of("load", "restart.loadCycles"),
                            List.of("hash"),
                            List.of("verify"),
                            List.of("re-link"))));

    /** How long it took to put actors back, part by part. */
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
        STEPS.stream()
                .filter(steps -> metrics.has(steps.count()) && metrics.value(steps.count()) > 0)
                .forEach(steps -> text.append(parts(steps, mean, metrics)));
        return Optional.of(text.toString());
    }

    private static String parts(Steps steps, long mean, StatsSnapshot metrics) {
        long known = 0;
        StringBuilder parts = new StringBuilder();
        for (List<String> part : steps.parts()) {
            long cycles = steps.mean(part, metrics);
            known += cycles;
            parts.append(String.format(Locale.ROOT, ", %s %,d", part.get(0), cycles));
        }
        return String.format(
                Locale.ROOT,
                " Of these detection, and waiting for others to come back first, %,d%s (steps on average of all %,d loads).",
                Math.max(0, mean - known),
                parts,
                metrics.value(steps.count()));
    }

    /** The verdicts with this one added; not where there were no links to hold anything against and nothing is wrong. */
    static List<Verdict> added(List<Verdict> verdicts, CrashJudge judge, RunOutcome outcome) {
        CrashJudge.Finding finding = finding(judge, outcome);
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

    /**
     * For runs of which nothing but figures is left: whoever averages over them would not see that one of them is wrong.
     *
     * @throws IllegalStateException if a crash has reached somebody else: the machine is broken, and not by its scenario
     */
    static void require(String machine, CrashJudge judge, RunOutcome outcome) {
        List<String> violations = finding(judge, outcome).violations();
        if (!violations.isEmpty()) {
            throw new IllegalStateException(
                    "machine '" + machine + "': it does not hold that " + CLAIM + ": " + violations.get(0));
        }
    }

    private static CrashJudge.Finding finding(CrashJudge judge, RunOutcome outcome) {
        boolean cut = outcome instanceof RunOutcome.LimitReached;
        return judge.finding(cut ? outcome.cycle() - ON_ITS_WAY : Long.MAX_VALUE);
    }
}
