package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.skerry.scenario.run.FinishedRun;

/** A service on a machine with shared memory, by its actors and in its form; and how the first machine of the comparison compares with that form. */
final class FormRow {
    /** Figures of the measured part, beside the rate of the whole run, which alone says how fast one program is beside another. */
    static final List<Merit> FIGURES =
            List.of(Merit.THROUGHPUT, Merit.CLIENTS, Merit.ENERGY, Merit.AREA, Merit.TRAFFIC);

    private final FinishedRun actors;
    private final FinishedRun form;
    private final List<Double> rates = new ArrayList<>();
    private final Map<Merit, List<Double>> times = new EnumMap<>(Merit.class);

    /** Of the first seed's runs. */
    FormRow(FinishedRun actors, FinishedRun form) {
        this.actors = actors;
        this.form = form;
        FIGURES.forEach(figure -> times.put(figure, new ArrayList<>()));
    }

    /** Takes a seed's run of the form beside that of the first machine. */
    void add(FinishedRun first, FinishedRun run) {
        ratio(first, run).ifPresent(rates::add);
        for (Merit figure : FIGURES) {
            figure.advantage(first, run).ifPresent(times.get(figure)::add);
        }
    }

    /** How many times as fast {@code one} is as {@code other} over whole runs; empty where clients say when work comes. */
    static OptionalDouble ratio(FinishedRun one, FinishedRun other) {
        OptionalDouble first = Merit.wholeRate(one);
        OptionalDouble second = Merit.wholeRate(other);
        return first.isPresent() && second.isPresent()
                ? OptionalDouble.of(first.getAsDouble() / second.getAsDouble())
                : OptionalDouble.empty();
    }

    FinishedRun actors() {
        return actors;
    }

    FinishedRun form() {
        return form;
    }

    String machine() {
        return actors.record().machine();
    }

    /** How many times as fast the first machine is over whole runs, a seed each. */
    List<Double> rates() {
        return rates;
    }

    /** How many times as good it is in another figure, a seed each. */
    List<Double> times(Merit figure) {
        return times.get(figure);
    }

    /** Not a number where there is none. */
    static double mean(List<Double> each) {
        return each.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
