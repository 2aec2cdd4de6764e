package org.skerry.scenario.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.scenario.chaos.ChaosResult.Curve;
import org.skerry.scenario.chaos.ChaosResult.Trial;
import org.skerry.scenario.load.ChaosFile;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.config.ConfigException;

class ChaosExperimentTest {
    /** Three of four shelves stand still at 200 us of 700. */
    private static final List<String> SMALL = List.of(
            "set={parameters: {requests: 1400, shelves: 4},"
                    + " actors: {outside: {clients: {intervalNanoseconds: 25_000}}}}",
            "steadyState.fromNanoseconds=50_000",
            "hypothesis={goodputPercent: 65, restoredWithinNanoseconds: 350_000, lostPerMille: 300}",
            "fault={atNanoseconds: 200_000, set: {orders: [{at: 200_000, stop: shelf0}, {at: 200_000, stop: shelf1},"
                    + " {at: 200_000, stop: shelf2}]}}",
            "machines=[chip]");

    private static ChaosResult run(int seeds, String... more) {
        List<String> settings = new ArrayList<>(SMALL);
        settings.addAll(List.of(more));
        return new ChaosExperiment(ChaosFile.load("kept-store", settings), seeds, new StopSwitch(), "test", what -> {})
                .run();
    }

    @Test
    void aKeeperRestoresWhatStandsStillAndWithoutOneItStaysSo() {
        Trial kept = run(1).trials().get(0);
        assertTrue(kept.holds(), kept.toString());
        assertTrue(kept.triangle().restoreNanoseconds() > 0, kept.toString());
        assertTrue(kept.triangle().detectNanoseconds() <= kept.triangle().restoreNanoseconds());
        assertEquals(0, kept.control().violated(), "nothing is wrong without the fault: " + kept);
        assertEquals(0, kept.calmLost());
        Trial alone = run(1, "set.parameters.patience=0").trials().get(0);
        assertFalse(alone.holds(), alone.toString());
        assertEquals(-1, alone.triangle().restoreNanoseconds());
        assertTrue(alone.lost() > kept.lost(), alone + " and " + kept);
    }

    @Test
    void aRunIsGivenUpWhenGoodputStaysTooLow() {
        Trial trial = run(1, "set.parameters.patience=0", "abort={goodputBelowPercent: 60, forNanoseconds: 75_000}")
                .trials()
                .get(0);
        assertTrue(trial.aborted(), trial.toString());
        assertFalse(trial.holds());
        assertTrue(trial.series().size() < trial.calm().size(), "it was stopped before its end");
    }

    @Test
    void theMoreAreDeadTheLessIsLeft() {
        ChaosResult result = run(
                1,
                "set.parameters.patience=0",
                "degradation={actors: shelf, order: [targeted], percents: [0, 50, 100], designedPercent: 10}");
        Curve curve = result.curves().get(0);
        assertEquals(1, curve.points().get(0).goodput().mean());
        assertEquals(2, curve.points().get(1).dead());
        assertTrue(curve.points().get(1).goodput().mean() < 0.6, curve.toString());
        assertEquals(0, curve.points().get(2).goodput().mean(), curve.toString());
        assertTrue(curve.r50().mean() > 0 && curve.r50().mean() <= 0.55, curve.toString());
    }

    @Test
    void whoAsksAMachineThatHasStoppedLosesAllAndACurveItHasNoOrderForIsNamed() {
        ChaosResult result = run(
                1,
                "machines=[shared]",
                "set.parameters.requests=1000",
                "fault={atNanoseconds: 200_000, set: {faults: {unit: nanoseconds, schedule: [{kind: tile, target: '1', at: 200_000}]}}}",
                "degradation={tiles: 8, order: [targeted, central], percents: [0, 13], designedPercent: 10}");
        Trial trial = result.trials().get(0);
        assertEquals(-1, trial.triangle().restoreNanoseconds());
        assertEquals(trial.calm().size(), trial.series().size());
        assertEquals(1000, trial.offered());
        assertTrue(trial.lost() > 500, trial.toString());
        assertEquals(1, result.curves().size());
        assertEquals(0, result.curves().get(0).points().get(1).goodput().mean());
        assertTrue(
                result.refused().toString().contains("shared, targeted"),
                result.refused().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fault.set={}|nothing would break",
                "hypothesis.goodput=80|unknown key 'hypothesis.goodput'. Did you mean 'hypothesis.goodputPercent'",
                "steadyState.fromNanoseconds=2_000_000|is not before fault.atNanoseconds",
                "machines=[chips]|has no machine 'chips'",
                "degradation={actors: shelves, order: [random], percents: [0, 10], designedPercent: 10}|no actors 'shelves'",
                "degradation={actors: shelf, order: [random], percents: [10, 20], designedPercent: 10}|percents from 0 on",
                "degradation={actors: shelf, order: [random], percents: [0, 20, 10], designedPercent: 10}|'10'",
                "degradation={actors: shelf, tiles: 4, order: [random], percents: [0, 9], designedPercent: 1}|more than one",
                "degradation={actors: shelf, order: [worst], percents: [0, 10], designedPercent: 10}|'worst'",
                "fault.set={faults: {schedule: [{kind: tile}]}}|target is missing"
            })
    void whatMakesNoExperimentIsRefusedByName(String setting, String message) {
        ConfigException refused =
                assertThrows(ConfigException.class, () -> ChaosFile.load("kept-store", List.of(setting)));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void whatTheSchemaDoesNotAllowIsRefusedTooAlthoughItCouldBeRead() {
        ConfigException refused = assertThrows(
                ConfigException.class, () -> ChaosFile.load("kept-store", List.of("seeds='4'", "description=[a]")));
        assertTrue(refused.getMessage().contains("description"), refused.getMessage());
        ConfigException schema =
                assertThrows(ConfigException.class, () -> ChaosFile.load("kept-store", List.of("seeds='4'")));
        assertTrue(schema.getMessage().contains("chaos.schema.json"), schema.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "ping-pong"})
    void aScenarioWithoutClientsOutsideIsRefused(String scenario) {
        ConfigException refused = assertThrows(
                ConfigException.class,
                () -> run(
                        1,
                        "scenario=" + scenario,
                        "set={}",
                        "fault.set={seed: 2}",
                        "abort={goodputBelowPercent: 1," + " forNanoseconds: 100_000_000}"));
        assertTrue(refused.getMessage().contains("populations of clients"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kept-store", "dying-shelves", "dying-tiles"})
    void everyBuiltInExperimentLoadsUnderItsOwnName(String name) {
        assertTrue(ChaosFile.builtIn().contains(name));
        assertEquals(name, ChaosFile.load(name, List.of()).name());
    }
}
