package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.WorkSpec;
import org.skerry.sim.machine.CycleLaw;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.CostLine;
import org.skerry.view.report.Report.Verdict;

/** Every built-in scenario, at a small size, does on each machine it compares what it says it does, on any number of threads. */
class EveryScenarioTest {
    /** Settings that make a scenario small; others are small as they are. Where a check fails on purpose, nothing is missing here. */
    private static final Map<String, List<String>> SMALL = Map.ofEntries(
            Map.entry("ping-pong", List.of("parameters.balls=50")),
            Map.entry("ring", List.of("parameters.rounds=5", "parameters.tokens=3")),
            Map.entry("pipeline", List.of("parameters.blocks=5", "parameters.blockBytes=1000")),
            Map.entry("shared-pipeline", List.of("parameters.blocks=5", "parameters.blockBytes=1000")),
            Map.entry("fan-in", List.of("parameters.requests=10")),
            Map.entry("kv-store", List.of("parameters.requests=50")),
            Map.entry("shared-map", List.of("parameters.requests=50")),
            Map.entry("missing-check", List.of("parameters.requests=50", "parameters.nearBytes=65536", "bugs=[]")),
            Map.entry(
                    "rungs",
                    List.of(
                            "parameters.requests=50",
                            "parameters.nearBytes=8",
                            "parameters.farBytes=65536",
                            "parameters.mode=0",
                            "bugs=[]")),
            Map.entry("hostile-control", List.of("parameters.deposits=20", "orders=[]")),
            Map.entry("dma-intruder", List.of("parameters.requests=20", "parameters.deposits=5", "orders=[]")),
            Map.entry("neighbours", List.of("parameters.rounds=20", "parameters.hogRounds=1")),
            Map.entry("memory-tile", List.of("parameters.rounds=10")),
            Map.entry(
                    "raft",
                    List.of(
                            "parameters.operations=40",
                            "parameters.firstDeath=600_000",
                            "parameters.secondDeath=1_200_000",
                            "parameters.lifetime=6_000_000")),
            Map.entry(
                    "raft-tiles",
                    List.of("parameters.operations=20", "parameters.lifetime=3_000_000", "faults.schedule=[]")),
            Map.entry(
                    "raft-partition",
                    List.of("parameters.operations=20", "parameters.lifetime=6_000_000", "faults.schedule=[]")),
            Map.entry("raft-intruder", List.of("parameters.operations=20", "parameters.lifetime=3_000_000", "bugs=[]")),
            Map.entry(
                    "noisy-neighbours",
                    List.of(
                            "parameters.end=20_000",
                            "parameters.kind=5",
                            "parameters.steps=2",
                            "parameters.from=5_000")),
            Map.entry("kept-store", List.of("parameters.requests=300")),
            Map.entry("skewed", List.of("parameters.requests=20")),
            Map.entry("storefront", List.of("parameters.requests=300")),
            Map.entry("shared-storefront", List.of("parameters.requests=300")),
            Map.entry("retry-storm", List.of("parameters.requests=400", "parameters.stallAt=500000")),
            Map.entry("retry-budget", List.of("parameters.requests=400", "parameters.stallAt=500000")));

    @ParameterizedTest
    @MethodSource("org.skerry.scenario.load.Catalog#scenarios")
    void everyCheckHoldsOnEveryMachine(String scenario) {
        List<String> settings = SMALL.getOrDefault(scenario, List.of());
        LoadedScenario loaded = ScenarioLoader.load(scenario, settings, OptionalLong.of(5));
        Runner runner = new Runner(loaded, new StopSwitch(), "test");
        List<FinishedRun> runs = new ArrayList<>();
        for (String machine : loaded.spec().compare()) {
            MachineSpec spec = loaded.spec().machine(machine);
            FinishedRun run = runner.run(spec, 1, null, null);
            runs.add(run);
            if (spec.kind().parallel()) {
                FinishedRun again = runner.run(spec, 3, null, null);
                assertEquals(run.record().digest(), again.record().digest(), machine + " on three threads");
            }
        }
        runs.forEach(each -> itsCyclesAddUpAndItIsBilled(each.record()));
        assertFalse(runs.isEmpty(), scenario);
        Comparison comparison = Comparison.of(runs);
        for (Verdict verdict : comparison.verdicts()) {
            assertEquals(Verdict.State.HOLDS, verdict.state(), scenario + " " + settings + ": " + verdict);
        }
        assertTrue(comparison.good(), scenario);
        loaded.spec().work().map(WorkSpec::turns).orElse(OptionalLong.empty()).ifPresent(turns -> {
            for (FinishedRun run : runs) {
                assertEquals(turns, run.record().region().allTurns(), "work.turns of " + scenario);
            }
        });
    }

    /** A machine with time accounts for every cycle, and has a bill for energy and area; lines that cost nothing are no mistake. */
    private static void itsCyclesAddUpAndItIsBilled(RunRecord run) {
        CycleLaw.holdsIn(run.metrics(), run.places());
        boolean timed = run.nanoseconds() > 0;
        assertEquals(timed, run.metrics().has("cycles.compute"), run.machine());
        assertEquals(timed, !run.energy().isEmpty() && !run.area().isEmpty(), run.machine());
        for (CostLine line : run.energy()) {
            assertTrue(line.amount() >= 0 && line.amount() < 1e15, line.toString());
        }
    }

    @Test
    void cyclesAddUpAlsoWhereCoresAreStoppedAndResetInMidTurn() {
        LoadedScenario loaded = ScenarioLoader.load("hostile-control", List.of(), OptionalLong.of(5));
        Runner runner = new Runner(loaded, new StopSwitch(), "test");
        for (String machine : loaded.spec().compare()) {
            itsCyclesAddUpAndItIsBilled(
                    runner.run(loaded.spec().machine(machine), 1, null, null).record());
        }
    }
}
