package org.skerry.scenario.run;

import java.util.List;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.TraceLog;
import org.skerry.view.report.Report.Verdict;

/**
 * A run that has ended.
 *
 * @param record   what it has to say
 * @param verdicts what was checked
 * @param trace    what was recorded, or null
 * @param places   enclaves or cores of the machine
 * @param femtosecondsPerCycle length of a cycle of the base clock; 0 for a machine without time
 * @param good     whether it ended as the scenario wants: work done or a limit of its own reached, and no check failed
 */
public record FinishedRun(
        RunRecord record, List<Verdict> verdicts, TraceLog trace, int places, long femtosecondsPerCycle, boolean good) {
    public FinishedRun {
        verdicts = List.copyOf(verdicts);
    }
}
