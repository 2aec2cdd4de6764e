package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunRecord;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

/**
 * Whether machines came to the same result: the lines that actors wrote, with the names of the writers, in any order. Memories are
 * not compared byte by byte, as a guest may leave the traces of the order of messages there.
 */
final class Agreement {
    private Agreement() {}

    /**
     * One verdict for each run after {@code reference}, which is the oracle where the scenario names one.
     *
     * @param hostile actors whose lines are nobody's work
     */
    static List<Verdict> with(FinishedRun reference, List<FinishedRun> runs, List<String> hostile) {
        List<Verdict> verdicts = new ArrayList<>();
        RunRecord expected = reference.record();
        for (FinishedRun run : runs) {
            if (run == reference) {
                continue;
            }
            RunRecord actual = run.record();
            String claim = actual.machine() + " writes the same lines as " + expected.machine();
            if (expected.outcome().name().equals("limit-reached")
                    || actual.outcome().name().equals("limit-reached")) {
                verdicts.add(new Verdict(claim, State.NOT_TOLD, "a run ended at a limit before its work was done"));
                continue;
            }
            String difference = difference(work(expected, hostile), work(actual, hostile));
            verdicts.add(
                    difference == null
                            ? new Verdict(
                                    claim,
                                    State.HOLDS,
                                    lines(work(actual, hostile).size()))
                            : new Verdict(claim, State.FAILS, difference));
        }
        return verdicts;
    }

    private static List<LogLine> work(RunRecord record, List<String> hostile) {
        return record.log().stream()
                .filter(line -> !hostile.contains(line.actor()))
                .toList();
    }

    private static String lines(int count) {
        return count + (count == 1 ? " line" : " lines");
    }

    private static String difference(List<LogLine> expected, List<LogLine> actual) {
        Map<String, Long> counts = new TreeMap<>();
        expected.forEach(line -> counts.merge(line.actor() + ": " + line.text(), 1L, Long::sum));
        actual.forEach(line -> counts.merge(line.actor() + ": " + line.text(), -1L, Long::sum));
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            if (count.getValue() != 0) {
                long times = Math.abs(count.getValue());
                return "'" + count.getKey() + "' was written " + (times == 1 ? "once" : times + " times")
                        + (count.getValue() > 0 ? " less" : " more");
            }
        }
        return null;
    }
}
