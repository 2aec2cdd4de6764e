package org.skerry.model.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.skerry.model.technology.UnitCost;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.StatsSnapshot;

/**
 * What a machine is billed for: energy by what it counted, area by what it is made of. Immutable. A difference of snapshots gives the
 * bill of the time between them.
 */
public final class EnergyModel {
    /** Of a machine that is not made of anything. */
    public static final EnergyModel NONE = new Builder().build();

    private final List<Charge> charges;
    private final List<CostLine> area;

    private EnergyModel(Builder builder) {
        charges = List.copyOf(builder.charges);
        area = List.copyOf(builder.area);
    }

    /** Where the energy went, in pJ, in the order in which parts were named. */
    public List<CostLine> energy(StatsSnapshot counted) {
        return energy(counted::value);
    }

    /** Where the energy would go if metrics had these values. */
    public List<CostLine> energy(ToLongFunction<String> counted) {
        return charges.stream().map(charge -> charge.line(counted)).toList();
    }

    /** Where the area goes, in mm2, in the order in which parts were named. */
    public List<CostLine> area() {
        return area;
    }

    /** This bill, and what is on another one behind it. */
    public EnergyModel and(EnergyModel other) {
        if (other.charges.isEmpty() && other.area.isEmpty()) {
            return this;
        }
        Builder both = new Builder();
        both.charges.addAll(charges);
        both.charges.addAll(other.charges);
        both.area.addAll(area);
        both.area.addAll(other.area);
        return both.build();
    }

    /** Square millimetres in all, best estimate. */
    public double areaSum() {
        return area.stream().mapToDouble(CostLine::amount).sum();
    }

    /** Collects the lines. */
    public static final class Builder {
        private final List<Charge> charges = new ArrayList<>();
        private final List<CostLine> area = new ArrayList<>();

        /** Charges {@code each} for every count of a metric. {@code what} says in words what that is. */
        public Builder charge(String part, String metric, String what, UnitCost each) {
            return charge(part, List.of(metric), what, each);
        }

        /** Charges {@code each} for every count of some metrics together. */
        public Builder charge(String part, List<String> metrics, String what, UnitCost each) {
            List<Charge.Term> terms = new ArrayList<>();
            metrics.forEach(metric -> terms.add(new Charge.Term(metric, 1)));
            charges.add(new Charge(part, terms, what, each));
            return this;
        }

        /** Charges for every count of one metric that is not one of another. */
        public Builder chargeDifference(String part, String metric, String less, String what, UnitCost each) {
            List<Charge.Term> terms = List.of(new Charge.Term(metric, 1), new Charge.Term(less, -1));
            charges.add(new Charge(part, terms, what, each));
            return this;
        }

        /** Charges for so many of every count of one metric, less so many of every count of others. */
        public Builder chargeLess(
                String part, String metric, double times, Map<String, Double> less, String what, UnitCost each) {
            List<Charge.Term> terms = new ArrayList<>(List.of(new Charge.Term(metric, times)));
            less.forEach((other, weight) -> terms.add(new Charge.Term(other, -weight)));
            charges.add(new Charge(part, terms, what, each));
            return this;
        }

        /** Charges a power in uW for every cycle, of which each is so many femtoseconds long. */
        public Builder power(String part, String what, UnitCost microwatts, long femtosecondsPerCycle) {
            // A microwatt for a femtosecond is a billionth of a picojoule.
            return charge(part, "run.cycles", "cycles of " + what, microwatts.times(femtosecondsPerCycle * 1e-9, "pJ"));
        }

        /** Adds {@code count} parts of an area of {@code each} mm2. */
        public Builder area(String part, long count, String what, UnitCost each) {
            UnitCost all = each.times(count);
            String from = String.format(Locale.ROOT, "%,d x %s, %.4g mm2 each", count, what, each.best());
            area.add(new CostLine(part, all.best(), all.low(), all.high(), "mm2", from, each.source()));
            return this;
        }

        /** The model. */
        public EnergyModel build() {
            return new EnergyModel(this);
        }
    }
}
