package org.skerry.scenario.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.grid.BreakEven.State;

class BreakEvenTest {
    @Test
    void aStraightLineIsCrossedWhereItCrosses() {
        BreakEven found = BreakEven.find(50, 5000, cycles -> 3 * (cycles - 777));
        assertEquals(State.WITHIN, found.state());
        assertEquals(777, found.value(), 1e-6);
        assertTrue(found.runs() <= 5, found.toString());
    }

    @Test
    void whatIsAheadEvenAtTheCheapestIsBelow() {
        assertEquals(State.BELOW, BreakEven.find(50, 5000, cycles -> cycles).state());
        assertEquals(State.BELOW, BreakEven.find(50, 5000, cycles -> 0).state());
    }

    @Test
    void whatIsBehindEvenAtTheDearestIsAbove() {
        assertEquals(
                State.ABOVE, BreakEven.find(50, 5000, cycles -> cycles - 5001).state());
    }

    @Test
    void anyRisingCurveIsBracketedByTwoPlacesThatWereMeasured() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double where = Math.exp(random.nextDouble(Math.log(60), Math.log(4900)));
            double power = random.nextDouble(0.3, 3);
            DoubleUnaryOperator rising = cycles -> Math.pow(cycles, power) - Math.pow(where, power);
            BreakEven found = BreakEven.find(50, 5000, rising);
            String told = "seed " + seed + ": " + found + " for " + where;
            assertEquals(State.WITHIN, found.state(), told);
            assertTrue(found.low() <= where && where <= found.high(), told);
            assertTrue(found.low() <= found.value() && found.value() <= found.high(), told);
            assertTrue(found.runs() <= 16, told);
            assertEquals(where, found.value(), 0.05 * where, told);
        }
    }
}
