package org.skerry.scenario.run;

import java.util.List;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.TraceLog;
import org.skerry.view.report.Report.Verdict;

/**
 * A run that has ended.
 *
 * @param record   what it has to say
 * @param about    what its scenario says about it
 * @param verdicts what was checked
 * @param trace    what was recorded, or null
 * @param femtosecondsPerCycle length of a cycle of the base clock; 0 for a machine without time
 * @param good     whether it ended as the scenario wants: work done or a limit of its own reached, and no check failed
 */
public record FinishedRun(
        RunRecord record,
        About about,
        List<Verdict> verdicts,
        TraceLog trace,
        long femtosecondsPerCycle,
        boolean good) {
    public FinishedRun {
        verdicts = List.copyOf(verdicts);
    }

    /** Enclaves or cores of the machine. */
    public int places() {
        return record.places();
    }

    /** The same run under another name of its machine, to tell it from a run on a machine of the same name. */
    public FinishedRun named(String machine) {
        return new FinishedRun(record.named(machine), about, verdicts, trace, femtosecondsPerCycle, good);
    }
}
