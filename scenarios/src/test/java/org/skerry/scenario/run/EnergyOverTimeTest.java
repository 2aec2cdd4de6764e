package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.EnergySeries;

/** Energy over time is the bill, cut at fixed cycles. */
class EnergyOverTimeTest {
    private static RunRecord run(String machine, String... settings) {
        LoadedScenario loaded = ScenarioLoader.load("ping-pong", List.of(settings), OptionalLong.of(5));
        return new Runner(loaded, new StopSwitch(), "test")
                .run(loaded.spec().machine(machine), 1, null, null)
                .record();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "shared"})
    void theIntervalsAddUpToTheBillOfTheRegionAndChangeNothing(String machine) {
        for (String[] region : new String[][] {{}, {"measure.warmup=20 %", "measure.until=70 %"}}) {
            List<String> settings = new ArrayList<>(List.of("parameters.balls=300"));
            settings.addAll(List.of(region));
            RunRecord plain = run(machine, settings.toArray(String[]::new));
            settings.add("measure.energyEveryCycles=777");
            RunRecord record = run(machine, settings.toArray(String[]::new));
            assertEquals(plain.digest(), record.digest());
            assertEquals(plain.energy(), record.energy());
            assertTrue(plain.energyOverTime().isEmpty());
            EnergySeries series = record.energyOverTime();
            assertTrue(series.intervals() > 10, series.intervals() + " intervals");
            assertEquals(record.region().fromCycle(), series.cycles().get(0));
            assertEquals(record.region().toCycle(), series.cycles().get(series.intervals()));
            for (int i = 1; i < series.intervals(); i++) {
                assertEquals(0, series.cycles().get(i) % 777);
            }
            Map<String, Double> bill = new LinkedHashMap<>();
            for (CostLine line : record.energy()) {
                bill.merge(line.part(), line.amount(), Double::sum);
            }
            assertEquals(
                    List.copyOf(bill.keySet()),
                    series.parts().stream().map(EnergySeries.Part::name).toList());
            for (EnergySeries.Part part : series.parts()) {
                double whole = bill.get(part.name());
                assertEquals(whole, part.sum(), 1e-9 * Math.max(1, whole), part.name());
                part.picojoules().forEach(each -> assertTrue(each >= -1e-6, part.toString()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void intervalsDoubleWhereTheyWouldBeTooMany(long every) {
        EnergySeries series = run("chip", "parameters.balls=300", "measure.energyEveryCycles=" + every)
                .energyOverTime();
        assertTrue(series.intervals() > 100 && series.intervals() <= EnergyOverTime.MOST + 1, series.intervals() + "");
        long first = series.cycles().get(1);
        assertEquals(0, Long.numberOfTrailingZeros(first / every) > 0 ? 0 : 1, "a power of two times " + every);
        for (int i = 1; i < series.intervals(); i++) {
            assertEquals(i * first, series.cycles().get(i));
        }
    }
}
