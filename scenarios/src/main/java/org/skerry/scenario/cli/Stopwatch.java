package org.skerry.scenario.cli;

import java.util.Locale;
import org.skerry.scenario.run.FinishedRun;

/** Time on this computer, which is no result. */
final class Stopwatch {
    private final long began = System.nanoTime();

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** One line about a run that has just ended. */
    String sentence(String scenario, FinishedRun run) {
        return String.format(
                Locale.ROOT,
                "%s on %s: %s (%.1f s on this computer)",
                scenario,
                run.record().machine(),
                run.record().outcome().name(),
                seconds());
    }
}
