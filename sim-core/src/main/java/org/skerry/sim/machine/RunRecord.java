package org.skerry.sim.machine;

import java.util.List;
import java.util.Map;
import org.skerry.sim.stats.StatsSnapshot;

/**
 * Everything a finished run has to say, and everything needed to repeat it. Written as {@code run.json}.
 *
 * @param scenario      name of the scenario
 * @param machine       name of the machine in the scenario
 * @param seed          seed of the run
 * @param version       version of the simulator
 * @param configuration every setting with its defaults filled in, by path; values are strings, numbers or booleans
 * @param modules       SHA-256 of each module by image name
 * @param outcome       how it ended
 * @param nanoseconds   simulated time at the end
 * @param metrics       metrics of the measured region
 * @param log           what the actors wrote
 * @param digest        hash of the run
 */
public record RunRecord(
        String scenario,
        String machine,
        long seed,
        String version,
        Map<String, Object> configuration,
        Map<String, String> modules,
        RunOutcome outcome,
        long nanoseconds,
        StatsSnapshot metrics,
        List<LogLine> log,
        String digest) {}
