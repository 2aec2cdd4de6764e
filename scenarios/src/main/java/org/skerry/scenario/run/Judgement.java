package org.skerry.scenario.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.scenario.history.History;
import org.skerry.scenario.history.HistoryVerdicts;
import org.skerry.scenario.spec.ChecksSpec;
import org.skerry.scenario.spec.ChecksSpec.LogCheck;
import org.skerry.scenario.workload.Workloads;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

/** Holds what a run did against what the scenario says it must do. */
final class Judgement {
    private Judgement() {}

    /** Lines as "actor: line" with how often each was written; the order of writing says nothing. */
    static Map<String, Long> multiset(List<LogLine> log) {
        Map<String, Long> lines = new HashMap<>();
        log.forEach(line -> lines.merge(line.actor() + ": " + line.text(), 1L, Long::sum));
        return lines;
    }

    /**
     * Every check of the scenario.
     *
     * @param cutShort whether the run ended at a limit before its work was done, so that nothing can be told
     */
    static List<Verdict> of(
            ChecksSpec checks,
            DeploymentPlan plan,
            Map<String, String> modules,
            RunOutcome outcome,
            List<LogLine> log,
            Reach reach,
            boolean cutShort) {
        List<Verdict> verdicts = new ArrayList<>();
        boolean expected = outcome.name().equals(checks.outcome())
                || checks.outcome().equals("quiescent") && onlyHostileFaults(outcome, checks.hostile());
        verdicts.add(new Verdict(
                "the run ends " + checks.outcome() + (checks.hostile().isEmpty() ? "" : ", hostile actors aside"),
                expected ? State.HOLDS : cutShort ? State.NOT_TOLD : State.FAILS,
                outcome.explain()));
        Map<String, Long> lines = multiset(log);
        for (LogCheck check : checks.log()) {
            long times = lines.getOrDefault(check.actor() + ": " + check.line(), 0L);
            State state = times == check.times() ? State.HOLDS : cutShort ? State.NOT_TOLD : State.FAILS;
            verdicts.add(new Verdict(check.toString(), state, "written " + times + (times == 1 ? " time" : " times")));
        }
        if (!checks.unread().isEmpty()) {
            verdicts.add(unread(checks.unread(), reach));
        }
        checks.history().ifPresent(check -> verdicts.addAll(HistoryVerdicts.of(check, History.of(log), cutShort)));
        checks.workload().ifPresent(workload -> verdicts.add(workload(workload, plan, modules, lines, cutShort)));
        return verdicts;
    }

    /** Whether all work was done, and whoever faulted was no part of it. */
    private static boolean onlyHostileFaults(RunOutcome outcome, List<String> hostile) {
        return outcome instanceof RunOutcome.Faulted faulted
                && faulted.faults().stream().allMatch(fault -> hostile.contains(fault.actor()));
    }

    /** What was read stays read, whenever the run ends. */
    private static Verdict unread(List<String> actors, Reach reach) {
        List<Reach.Landing> read = reach.landings().stream()
                .filter(landing -> landing.whose() == Reach.Whose.ANOTHER && landing.bytesRead() > 0)
                .filter(landing -> actors.contains(landing.actor()))
                .toList();
        long bytes = read.stream().mapToLong(Reach.Landing::bytesRead).sum();
        String claim = "nobody else reads memory of " + String.join(", ", actors);
        return read.isEmpty()
                ? new Verdict(claim, State.HOLDS, "not one byte")
                : new Verdict(
                        claim,
                        State.FAILS,
                        String.format(
                                Locale.ROOT,
                                "%,d bytes were read by %s",
                                bytes,
                                read.get(0).by()));
    }

    private static Verdict workload(
            String workload,
            DeploymentPlan plan,
            Map<String, String> modules,
            Map<String, Long> lines,
            boolean cutShort) {
        String claim = "the result equals an independent computation of " + workload;
        if (cutShort) {
            return new Verdict(claim, State.NOT_TOLD, "the run ended before the work was done");
        }
        List<String> expected = Workloads.expectedLines(workload, plan, modules);
        List<String> missing = expected.stream()
                .filter(line -> lines.getOrDefault(line, 0L) != 1)
                .toList();
        if (missing.isEmpty()) {
            return new Verdict(claim, State.HOLDS, "all " + expected.size() + " lines with their checksums");
        }
        return new Verdict(
                claim,
                State.FAILS,
                missing.size() + " of " + expected.size() + " lines are missing, the first is '" + missing.get(0)
                        + "'");
    }
}
