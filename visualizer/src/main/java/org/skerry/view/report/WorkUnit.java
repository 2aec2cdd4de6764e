package org.skerry.view.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.CostLine;

/**
 * What the figures of runs are divided by: pieces of the scenario's work where it says what its work is, else turns.
 *
 * @param unit what one piece is called
 * @param work pieces in each whole run, or 0 to count turns
 */
record WorkUnit(String unit, long work) {
    static WorkUnit of(Optional<Report.Work> work) {
        return work.map(done -> new WorkUnit(done.unit(), done.count())).orElse(new WorkUnit("turn", 0));
    }

    /** Pieces that a run did while it was measured. */
    OptionalDouble pieces(RunRecord run) {
        if (work > 0) {
            return OptionalDouble.of(run.region().shareOf(work));
        }
        boolean counted = run.metrics().has("turns.count") && run.metrics().value("turns.count") > 0;
        return counted ? OptionalDouble.of(run.metrics().value("turns.count")) : OptionalDouble.empty();
    }

    /** The energy of a run, for one piece; empty where the pieces were not counted. */
    Function<RunRecord, List<CostLine>> perPiece() {
        return run -> {
            OptionalDouble pieces = pieces(run);
            return pieces.isEmpty()
                    ? List.of()
                    : run.energy().stream()
                            .map(line -> line.each(pieces.getAsDouble()))
                            .toList();
        };
    }
}
