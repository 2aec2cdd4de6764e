package org.skerry.scenario.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * @param files    what devices at the edge leave behind, by name
 */
public record FinishedRun(
        RunRecord record,
        About about,
        List<Verdict> verdicts,
        TraceLog trace,
        long femtosecondsPerCycle,
        boolean good,
        Map<String, byte[]> files) {
    public FinishedRun {
        verdicts = List.copyOf(verdicts);
        files = new TreeMap<>(files);
    }

    /** A run without files. */
    public FinishedRun(
            RunRecord record,
            About about,
            List<Verdict> verdicts,
            TraceLog trace,
            long femtosecondsPerCycle,
            boolean good) {
        this(record, about, verdicts, trace, femtosecondsPerCycle, good, Map.of());
    }

    /** Enclaves or cores of the machine. */
    public int places() {
        return record.places();
    }

    /** The same run under another name of its machine, to tell it from a run on a machine of the same name. */
    public FinishedRun named(String machine) {
        return new FinishedRun(record.named(machine), about, verdicts, trace, femtosecondsPerCycle, good, files);
    }
}
