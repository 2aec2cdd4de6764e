package org.skerry.scenario.outside;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private static final int GROUP = 8; // that come at once
    private static final int GROUPS = 60;
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

    /** Measures what a request takes that is alone, and how far apart the answers are to requests that come several at once. */
    public ActorWaits(String machine, long seed) {
        this.machine = machine;
        this.seed = seed;
        this.alone = mean(run(ALONE, stream("fixed", ALONE, ALONE_EVERY)));
        long[][] rows = rows(run(GROUP * GROUPS, groups()));
        long apart = 0;
        for (int i = 0; i < rows.length; i += GROUP) {
            apart += rows[i + GROUP - 1][ANSWERED] - rows[i][ANSWERED];
        }
        service = (double) apart / (GROUPS * (GROUP - 1));
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
        FinishedRun run = run(requests, stream("poisson", requests, every));
        QueueLaw.Lindley recursion = new QueueLaw.Lindley();
        long[][] rows = rows(run);
        Arrays.sort(rows, Comparator.comparingLong(row -> row[INTENDED]));
        for (long[] row : rows) {
            recursion.arrive(row[INTENDED], service);
        }
        return new Found(mean(run) - alone, QueueLaw.meanWaitFixed(1.0 / every, service), recursion.mean());
    }

    private static String stream(String process, int requests, long every) {
        return "{process: " + process + ", count: " + requests + ", everyNanoseconds: " + every + ", fromNanoseconds: "
                + FROM_NANOSECONDS + "}";
    }

    private static String groups() {
        return IntStream.range(0, GROUP * GROUPS)
                .mapToObj(i -> Long.toString(FROM_NANOSECONDS + (long) i / GROUP * ALONE_EVERY))
                .collect(Collectors.joining(", ", "{at: [", "]}"));
    }

    private FinishedRun run(int requests, String arrivals) {
        List<String> settings = List.of(
                "parameters.shelves=1",
                "parameters.keys=1", // of many, the first request of each would find its lines in no cache
                "parameters.work=200",
                "parameters.requests=" + requests,
                "actors.outside.recordedRequests=" + requests,
                "actors.outside.arrivals=" + arrivals,
                "actors.outside.clients.writePermille=0",
                "actors.outside.clients.close=false");
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
