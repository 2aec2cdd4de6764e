package org.skerry.scenario.outside;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.skerry.model.edge.QueueLaw;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.stats.ClientFigures;

/** One actor behind the network, whose clients only read, on a machine of the scenario {@code storefront}. */
public final class ActorWaits {
    private static final long FROM_NANOSECONDS = 200_000; // the actor has started
    private static final int ALONE_EVERY = 100_000;
    private static final int ALONE = 50;
    private static final int AT_ONCE = 500;
    private static final int INTENDED = 3; // columns of what the device leaves behind
    private static final int ANSWERED = 5;

    private final String machine;
    private final long seed;
    private final double alone;
    private final double service;

    /**
     * What was found at a load.
     *
     * @param meanWait      mean latency less that of a request that is alone, in nanoseconds
     * @param closedForm  mean wait of M/D/1 at this load
     * @param recursion   mean wait of the same arrivals by the recursion
     */
    public record Found(double meanWait, double closedForm, double recursion) {}

    /** Measures what a request takes that is alone, and how far apart answers are when all requests are there at once. */
    public ActorWaits(String machine, long seed) {
        this.machine = machine;
        this.seed = seed;
        this.alone = mean(run("fixed", ALONE, ALONE_EVERY));
        long[][] rows = rows(run("fixed", AT_ONCE, 1));
        service = (double) (rows[AT_ONCE - 1][ANSWERED] - rows[0][ANSWERED]) / (AT_ONCE - 1);
    }

    /** Latency of a request that is alone, in nanoseconds. */
    public double alone() {
        return alone;
    }

    /** Time of service in nanoseconds. */
    public double service() {
        return service;
    }

    /** Lets requests come as a Poisson process, which keep the actor busy for so many hundredths of the time. */
    public Found at(int rho, int requests) {
        long every = Math.round(service * 100 / rho);
        FinishedRun run = run("poisson", requests, every);
        QueueLaw.Lindley recursion = new QueueLaw.Lindley();
        long[][] rows = rows(run);
        Arrays.sort(rows, Comparator.comparingLong(row -> row[INTENDED]));
        for (long[] row : rows) {
            recursion.arrive(row[INTENDED], service);
        }
        return new Found(mean(run) - alone, QueueLaw.meanWaitFixed(1.0 / every, service), recursion.mean());
    }

    private FinishedRun run(String process, int requests, long every) {
        List<String> settings = new ArrayList<>(List.of(
                "parameters.shelves=1",
                "parameters.work=200",
                "parameters.requests=" + requests,
                "parameters.everyNanoseconds=" + every,
                "actors.outside.recordedRequests=" + requests,
                "actors.outside.arrivals.process=" + process,
                "actors.outside.arrivals.fromNanoseconds=" + FROM_NANOSECONDS,
                "actors.outside.clients.writePermille=0",
                "actors.outside.clients.close=false"));
        LoadedScenario loaded = ScenarioLoader.load("storefront", settings, OptionalLong.of(seed));
        return new Runner(loaded, new StopSwitch(), "validation")
                .run(loaded.spec().machine(machine), 1, null, null);
    }

    private static double mean(FinishedRun run) {
        return run.record().clients().get(0).latency(ClientFigures.INTENDED).mean();
    }

    private static long[][] rows(FinishedRun run) {
        String csv = new String(run.files().get("edge-outside.csv"), StandardCharsets.UTF_8);
        return csv.lines()
                .skip(1)
                .map(line -> Arrays.stream(line.split(","))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .toArray(long[][]::new);
    }
}
