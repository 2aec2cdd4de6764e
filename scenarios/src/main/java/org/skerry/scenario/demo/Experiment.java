package org.skerry.scenario.demo;

import java.util.List;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.ScenarioSpec;

/**
 * One scenario that ran on its machines as {@code skerry compare} would have run it.
 *
 * @param spec       what was to happen
 * @param comparison what came out
 * @param command    does the same again
 */
record Experiment(ScenarioSpec spec, Comparison comparison, String command) {
    /** Name of the scenario. */
    String scenario() {
        return spec.name();
    }

    /** Runs on machines that model time and memory, in the order of the scenario: all but the oracle. */
    List<FinishedRun> timed() {
        return comparison.runs().stream()
                .filter(run -> run.femtosecondsPerCycle() > 0)
                .toList();
    }

    /** Pieces of work of the scenario, or 0 when it counts none. */
    long work() {
        return spec.work().map(work -> work.count()).orElse(0L);
    }
}
