package org.skerry.scenario.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void percentilesAreNumbersOfTheSampleByNearestRank() {
        Sample sample = Sample.of(List.of(15, 20, 35, 40, 50));
        assertEquals(15, sample.percentile(5));
        assertEquals(20, sample.percentile(30));
        assertEquals(20, sample.percentile(40));
        assertEquals(35, sample.percentile(50));
        assertEquals(50, sample.percentile(100));
        assertEquals(37.5, Sample.of(40, 35, 50, 20).median());
    }

    @Test
    void nothingHasNoFigures() {
        assertTrue(Double.isNaN(Sample.of(List.of()).mean()));
        assertTrue(Double.isNaN(Sample.of(List.of()).percentile(50)));
        assertTrue(Double.isNaN(Interval.of(Sample.of(List.of())).mean()));
    }

    @Test
    void anIntervalOfEqualNumbersHasNoLength() {
        assertEquals(new Interval(3, 3, 3, 4), Interval.of(Sample.of(3, 3, 3, 3)));
    }

    @Test
    void anIntervalHoldsTheTrueMeanAboutAsOftenAsItSays() {
        Random random = new Random(7);
        int held = 0;
        for (int trial = 0; trial < 200; trial++) {
            List<Double> numbers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                numbers.add(10 + 2 * random.nextGaussian());
            }
            Interval interval = Interval.of(Sample.of(numbers));
            held += interval.low() <= 10 && 10 <= interval.high() ? 1 : 0;
        }
        assertTrue(held >= 180 && held < 200, held + " of 200");
    }

    @Test
    void anIntervalOfNormalNumbersIsAsLongAsTheirStandardErrorSays() {
        Random random = new Random(3);
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            numbers.add(random.nextGaussian());
        }
        assertEquals(1.96 / 20, Interval.of(Sample.of(numbers)).halfWidth(), 0.012);
    }
}
