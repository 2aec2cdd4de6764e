package org.skerry.model.client;

import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.skerry.sim.stats.ClientFigures.Counts;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** What clients saw, as metrics: counts, and percentiles of HdrHistograms from either basis. */
final class ClientMetrics {
    private static final int[] MILLIONTHS = {500_000, 900_000, 990_000, 999_000, 1_000_000};
    private static final String[] NAMES = {"p50", "p90", "p99", "p999", "max"};

    private ClientMetrics() {}

    static void register(StatsRegistry registry, String prefix, ClientPopulation clients) {
        count(registry, clients, prefix + ".attempts", "attempts that clients made", Counts::attempts);
        count(registry, clients, prefix + ".timedOut", "attempts whose time was out", Counts::timedOut);
        count(registry, clients, prefix + ".refused", "attempts that found nobody to serve them", Counts::refused);
        count(registry, clients, prefix + ".retried", "attempts that repeated a request", Counts::retried);
        count(registry, clients, prefix + ".forgone", "retries that the budget forbade", Counts::forgone);
        count(registry, clients, prefix + ".givenUp", "requests that were given up", Counts::givenUp);
        count(registry, clients, prefix + ".late", "answers to attempts whose time was out", Counts::late);
        count(
                registry,
                clients,
                prefix + ".duplicates",
                "late answers to requests that were repeated",
                Counts::duplicates);
        count(registry, clients, prefix + ".dropped", "attempts that found no room outside", Counts::dropped);
        percentiles(registry, prefix + ".intended", "from when the request was meant to come", clients.intended());
        percentiles(registry, prefix + ".sent", "from when the answered attempt was put on the way", clients.sent());
        percentiles(registry, prefix + ".closedLoop", "that a tester sees who waits for each answer", clients.closed());
    }

    private static void count(
            StatsRegistry registry, ClientPopulation clients, String name, String text, ToLongFunction<Counts> figure) {
        LongSupplier supplier = () -> figure.applyAsLong(clients.counts());
        registry.counter(name, Unit.COUNT, text, supplier);
    }

    private static void percentiles(StatsRegistry registry, String prefix, String from, LatencyRecord record) {
        for (int i = 0; i < MILLIONTHS.length; i++) {
            int millionths = MILLIONTHS[i];
            registry.gauge(
                    prefix + "." + NAMES[i],
                    Unit.NANOSECONDS,
                    NAMES[i] + " of the latency " + from + ", over the whole run after the clients' warm-up",
                    () -> record.percentile(millionths));
        }
    }
}
