package org.skerry.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.skerry.sim.stats.CostLine;

/** Each sentence in each of its forms, also in those that contradict the point. */
class SpeedWordsTest {
    private static final Map<String, Double> WORKING = Map.of("compute", 1.0);

    private static Pace pace(String name, double perMs) {
        return new Pace(name, 1_000_000, perMs, OptionalDouble.empty(), WORKING, Optional.empty());
    }

    private static Pace pace(String name, double perMs, double low, double high) {
        CostLine energy = new CostLine("sum", 500 * (low + high), 1000 * low, 1000 * high, "pJ", "", "");
        return new Pace(name, 1_000_000, perMs, OptionalDouble.empty(), Map.of(), Optional.of(energy));
    }

    private static String words(double chip, double shared, double lean, double map) {
        return String.join(
                "\n",
                new SpeedWords(
                                pace("chip", chip),
                                pace("shared", shared),
                                pace("lean", lean),
                                map == 0 ? Optional.empty() : Optional.of(pace("shared-map", map)))
                        .findings());
    }

    @Test
    void whoeverIsFasterIsSaidToBe() {
        assertTrue(words(200, 100, 150, 0).startsWith("chip was 2.00 times as fast as shared."));
        assertTrue(words(100, 200, 250, 0).startsWith("shared was 2.00 times as fast as chip."));
        assertTrue(words(100, 100.5, 120, 0).startsWith("chip and shared were equally fast."));
    }

    @Test
    void whatDecidesFollowsFromTheRunWithoutTheRuntimesCost() {
        assertTrue(words(200, 100, 160, 0).contains("chip is still 1.25 times as fast."));
        assertTrue(words(200, 100, 400, 0)
                .contains("it is 2.00 times as fast as chip, so the assumed cost of that software decides who wins."));
        assertTrue(words(200, 100, 200, 0).contains("the whole difference"));
        assertTrue(words(200, 100, 197, 0).contains("the whole difference"));
        assertTrue(words(200, 100, 100, 0).contains("no faster than shared"));
        assertTrue(words(100, 200, 400, 0).contains("and shared was ahead without it"));
    }

    @Test
    void whereTheTimeWentIsSaidWhereMachinesCountIt() {
        assertTrue(words(200, 100, 150, 0)
                .contains("Cores at work spent, on shared, 100 % on computing; on chip, 100 % on computing."));
        String none = new SpeedWords(
                        pace("chip", 2, 1, 2), pace("shared", 1, 1, 2), pace("lean", 1, 1, 2), Optional.empty())
                .findings()
                .get(1);
        assertTrue(none.startsWith("What if software were free? lean is shared"), none);
    }

    @Test
    void theBestProgramOfTheOrdinaryMachineIsGivenItsDue() {
        assertTrue(words(200, 100, 150, 600)
                .contains("It is 6.00 times as fast as shared and 3.00 times as fast as chip: for speed alone, the "
                        + "ordinary machine wins this one."));
        assertTrue(words(200, 100, 150, 160).contains("It is 1.60 times as fast as shared; chip is still 1.25 times"));
        assertTrue(words(200, 100, 150, 200).contains("as fast as chip."));
        assertFalse(words(200, 100, 150, 0).contains("one common table"));
    }

    @Test
    void energyIsComparedOnlyWhereRangesLieApart() {
        Pace lean = pace("lean", 150, 1, 2);
        Pace chip = pace("chip", 200, 2, 4);
        String apart =
                String.join("", new SpeedWords(chip, pace("shared", 100, 8, 10), lean, Optional.empty()).findings());
        assertTrue(
                apart.contains(
                        "chip 3.00 nJ (2.00 to 4.00), shared 9.00 nJ (8.00 to 10.0). shared needs 3.00 times as much by the best estimates."),
                apart);
        String less =
                String.join("", new SpeedWords(chip, pace("shared", 100, 0.5, 1), lean, Optional.empty()).findings());
        assertTrue(less.contains("chip needs 4.00 times as much by the best estimates."), less);
        String overlap =
                String.join("", new SpeedWords(chip, pace("shared", 100, 4, 5), lean, Optional.empty()).findings());
        assertTrue(
                overlap.contains("shared needs 1.50 times as much by the best estimates, but the ranges overlap"),
                overlap);
    }
}
