package org.skerry.scenario.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.ClientFigures.Latency;
import org.skerry.view.chart.Amounts;

/** The sentences about runs whose requests come from outside at times of their own: what their clients got, as no run was faster. */
final class ClientFinding {
    private static final String OPEN =
            " Requests come at times of their own, so how long a run took says nothing about its speed.";

    private ClientFinding() {}

    /** What clients of these runs got; empty unless each run had some. */
    static Optional<String> of(List<FinishedRun> runs) {
        if (runs.stream().anyMatch(run -> run.record().clients().isEmpty())) {
            return Optional.empty();
        }
        ClientFigures first = clients(runs.get(0));
        boolean same = runs.stream()
                .allMatch(
                        run -> clients(run).counts().offered() == first.counts().offered());
        String got = each(
                runs,
                clients -> String.format(
                                Locale.ROOT, "%.2f %%", 100 * clients.counts().goodShare())
                        + (same ? "" : " of " + Amounts.whole(clients.counts().offered())));
        String waited = each(runs, clients -> percentiles(clients.latency(ClientFigures.INTENDED)));
        return Optional.of("Clients of " + first.device() + " got"
                + (same ? ", of " + Amounts.whole(first.counts().offered()) + " requests," : "") + " answered in time "
                + got + ". What was answered took, in the median, the 99th and the 99.9th percentile, "
                + waited + ", from when it was meant to come." + OPEN);
    }

    private static ClientFigures clients(FinishedRun run) {
        return run.record().clients().get(0);
    }

    private static String each(List<FinishedRun> runs, Function<ClientFigures, String> figure) {
        return Finding.listed(runs.stream()
                .map(run -> figure.apply(clients(run)) + " on " + run.record().machine())
                .toList());
    }

    private static String percentiles(Latency latency) {
        return latency.count() == 0
                ? "nothing"
                : microseconds(latency, 500_000) + ", " + microseconds(latency, 990_000) + " and "
                        + microseconds(latency, 999_000) + " µs";
    }

    private static String microseconds(Latency latency, int millionths) {
        return Amounts.threeDigits(latency.percentile(millionths) / 1e3);
    }
}
