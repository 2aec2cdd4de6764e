package org.skerry.model.energy;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.skerry.model.technology.UnitCost;
import org.skerry.sim.stats.CostLine;

/**
 * One line of a bill for energy: what is counted, and what each costs.
 *
 * @param part  what the line is for, in words
 * @param terms metrics that are added up
 * @param what  what one of the sum is, in words, with what it was worked out from
 * @param each  pJ of one
 */
record Charge(String part, List<Term> terms, String what, UnitCost each) {
    /** A metric, so many times. */
    record Term(String metric, double weight) {}

    Charge {
        terms = List.copyOf(terms);
        if (!each.unit().equals("pJ")) {
            throw new IllegalArgumentException(part + " costs " + each.unit() + " and no pJ");
        }
    }

    CostLine line(ToLongFunction<String> counted) {
        double count = 0;
        for (Term term : terms) {
            count += term.weight * counted.applyAsLong(term.metric);
        }
        UnitCost all = each.times(count);
        String from = String.format(Locale.ROOT, "%,.0f x %s, %.4g pJ each", count, what, each.best());
        return new CostLine(part, all.best(), all.low(), all.high(), "pJ", from, each.source());
    }
}
