package org.skerry.scenario.compare;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.CostLine;

/** Figures by which machines are ranked, of the measured part of a run; absent where a run has no such figure. */
enum Merit {
    THROUGHPUT("work per ms", true, Merit::throughput),
    MEDIAN("handling latency, median", false, run -> latency(run, "turns.latency", 500_000)),
    P99("handling latency, 99th percentile", false, run -> latency(run, "turns.latency", 990_000)),
    P999("handling latency, 99.9th percentile", false, run -> latency(run, "turns.latency", 999_000)),
    MESSAGE("message latency, median", false, run -> latency(run, "messages.latency", 500_000)),
    CLIENTS("wait of clients outside, 99th percentile", false, Merit::clients),
    ENERGY(
            "energy per piece of work",
            false,
            run -> energy(run).map(line -> OptionalDouble.of(line.amount())).orElse(OptionalDouble.empty())),
    AREA(
            "area",
            false,
            run -> area(run).map(line -> OptionalDouble.of(line.amount())).orElse(OptionalDouble.empty())),
    TRAFFIC("bytes in the network per piece of work", false, run -> perPiece(run, "network.packetBytes"));

    private final String text;
    private final boolean moreIsBetter;
    private final Function<FinishedRun, OptionalDouble> of;

    Merit(String text, boolean moreIsBetter, Function<FinishedRun, OptionalDouble> of) {
        this.text = text;
        this.moreIsBetter = moreIsBetter;
        this.of = of;
    }

    String text() {
        return text;
    }

    /** Its unit in brackets, or nothing. */
    String unit() {
        return switch (this) {
            case THROUGHPUT -> "";
            case ENERGY -> " [pJ]";
            case AREA -> " [mm²]";
            case TRAFFIC -> " [bytes]";
            default -> " [ns]";
        };
    }

    /** A figure for a table, with a decimal where it is below a thousand. */
    static String digits(OptionalDouble value) {
        return value.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, value.getAsDouble() < 1000 ? "%,.1f" : "%,.0f", value.getAsDouble());
    }

    OptionalDouble of(FinishedRun run) {
        return of.apply(run);
    }

    /** How many times as good {@code one} is as {@code other}: above 1 if it is better. */
    OptionalDouble advantage(FinishedRun one, FinishedRun other) {
        OptionalDouble first = of(one);
        OptionalDouble second = of(other);
        if (first.isEmpty() || second.isEmpty() || first.getAsDouble() <= 0 || second.getAsDouble() <= 0) {
            return OptionalDouble.empty();
        }
        double ratio = first.getAsDouble() / second.getAsDouble();
        return OptionalDouble.of(moreIsBetter ? ratio : 1 / ratio);
    }

    /** Whether the ranges of two estimates have a value in common, so that a difference may not be one. */
    boolean unsure(FinishedRun one, FinishedRun other) {
        return switch (this) {
            case ENERGY -> energy(one).orElseThrow().overlaps(energy(other).orElseThrow());
            case AREA -> area(one).orElseThrow().overlaps(area(other).orElseThrow());
            default -> false;
        };
    }

    /** Pieces of work in the measured part, turns where the scenario counts none. */
    static double pieces(FinishedRun run) {
        MeasuredRegion region = run.record().region();
        return run.about().work().map(work -> region.shareOf(work.count())).orElse((double) region.turns());
    }

    private static OptionalDouble throughput(FinishedRun run) {
        long nanoseconds = run.record().region().nanoseconds();
        // Where clients come at times of their own, the rate of a run is theirs and not the machine's.
        boolean open = !run.record().clients().isEmpty();
        return nanoseconds == 0 || open ? OptionalDouble.empty() : OptionalDouble.of(pieces(run) * 1e6 / nanoseconds);
    }

    /** Pieces of work per millisecond of the whole run: what two programs can be compared by that cut their work into turns of their own. */
    static OptionalDouble wholeRate(FinishedRun run) {
        long nanoseconds = run.record().nanoseconds();
        boolean open = !run.record().clients().isEmpty();
        return nanoseconds == 0 || open || run.about().work().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(run.about().work().get().count() * 1e6 / nanoseconds);
    }

    private static OptionalDouble latency(FinishedRun run, String metric, int millionths) {
        MeasuredRegion region = run.record().region();
        if (region.cycles() == 0
                || !run.record().metrics().has(metric)
                || run.record().metrics().histogram(metric) == null
                || run.record().metrics().value(metric) == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(run.record().metrics().percentile(metric, millionths)
                * (double) region.nanoseconds()
                / region.cycles());
    }

    private static OptionalDouble clients(FinishedRun run) {
        return run.record().clients().stream()
                .map(clients -> clients.latency(ClientFigures.INTENDED))
                .filter(latency -> latency.count() > 0)
                .mapToDouble(latency -> latency.percentile(990_000))
                .findFirst();
    }

    static Optional<CostLine> energy(FinishedRun run) {
        return run.record().energy().isEmpty() || pieces(run) == 0
                ? Optional.empty()
                : Optional.of(CostLine.sum(run.record().energy()).each(pieces(run)));
    }

    static Optional<CostLine> area(FinishedRun run) {
        return run.record().area().isEmpty()
                ? Optional.empty()
                : Optional.of(CostLine.sum(run.record().area()));
    }

    static OptionalDouble perPiece(FinishedRun run, String metric) {
        return run.record().metrics().has(metric) && pieces(run) > 0
                ? OptionalDouble.of(run.record().metrics().value(metric) / pieces(run))
                : OptionalDouble.empty();
    }
}
