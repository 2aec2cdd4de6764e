package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.sim.actor.Message;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.LinkLoad;

class MeasurementTest {
    private static final List<String> MACHINES = List.of("chip", "shared", "oracle");

    private static final int LIMIT = 800_000; // bytes

    private static RunRecord run(String machine, int threads, String... settings) {
        List<String> all = new ArrayList<>(List.of("parameters.requests=100", "measure={}"));
        all.addAll(Arrays.asList(settings));
        LoadedScenario loaded = ScenarioLoader.load("kv-store", all, OptionalLong.of(3));
        return new Runner(loaded, new StopSwitch(), "test")
                .run(loaded.spec().machine(machine), threads, null, null)
                .record();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chip", "shared", "oracle"})
    void measuringChangesNothingInTheRun(String machine) {
        RunRecord whole = run(machine, 1);
        RunRecord part = run(machine, 1, "measure.warmup=10 %", "measure.until=1500");
        assertEquals(whole.digest(), part.digest());
        assertEquals(whole.outcome(), part.outcome());
        assertEquals(whole.log(), part.log());
        assertEquals(whole.nanoseconds(), part.nanoseconds());
        assertTrue(part.region().turns() < whole.region().turns(), "something must be left out: " + part.region());
    }

    @Test
    void theNumberOfThreadsDoesNotMoveTheRegion() {
        String[] settings = {"measure.warmup=20 %", "measure.until=80 %"};
        assertEquals(run("chip", 1, settings).region(), run("chip", 3, settings).region());
    }

    @Test
    void everyMachineIsMeasuredOverTheSameWork() {
        for (String[] settings : new String[][] {
            {"measure.warmup=20 %", "measure.until=80 %"}, {"measure.warmup=336", "measure.until=1344"}
        }) {
            for (String machine : MACHINES) {
                MeasuredRegion region = run(machine, 1, settings).region();
                // 1680 turns in all: a share is cut at the next multiple of 16, and a slice holds some turns of 16
                // cores.
                assertEquals(1680, region.allTurns());
                assertEquals(336 + 24, region.turnsBefore(), 24, machine + ": " + region);
                assertEquals(1008, region.turns(), 48, machine + ": " + region);
            }
        }
    }

    /** Law: what is counted before a point and after it is what is counted in all. */
    @ParameterizedTest
    @ValueSource(strings = {"chip", "shared", "oracle"})
    void theTwoPartsOfARunAddUpToIt(String machine) {
        RunRecord whole = run(machine, 1);
        RunRecord first = run(machine, 1, "measure.until=40 %");
        RunRecord second = run(machine, 1, "measure.warmup=40 %");
        assertEquals(first.region().toCycle(), second.region().fromCycle());
        assertEquals(0, first.region().turnsBefore());
        for (String metric : List.of("turns.count", "turns.instructions", "messages.delivered")) {
            assertTrue(first.metrics().value(metric) > 0, metric);
            assertEquals(
                    whole.metrics().value(metric),
                    first.metrics().value(metric) + second.metrics().value(metric),
                    metric);
        }
        assertEquals(whole.region().turns(), whole.metrics().value("turns.count"));
        assertEquals(first.region().turns(), first.metrics().value("turns.count"));
        assertEquals(flits(whole), flits(first) + flits(second));
        if (!machine.equals("oracle")) {
            assertEquals(
                    whole.nanoseconds(),
                    first.region().nanoseconds() + second.region().nanoseconds());
        }
    }

    private static long flits(RunRecord run) {
        return run.links().stream().mapToLong(LinkLoad::flits).sum();
    }

    @Test
    void aWarmUpLongerThanTheRunIsSaidAndTheWholeRunIsMeasured() {
        MeasuredRegion region = run("chip", 1, "measure.warmup=5000").region();
        assertEquals(1680, region.turns());
        assertTrue(region.isWhole());
        assertTrue(region.rule().contains("a warm-up of 5000 turns"), region.rule());
        assertTrue(region.rule().contains("nothing of its 1,680 turns lies between"), region.rule());
    }

    @Test
    void aLimitOfCyclesStillEndsTheRunAtItsCycle() {
        RunRecord whole = run("shared", 1, "limits.cycles=50001");
        RunRecord part = run("shared", 1, "limits.cycles=50001", "measure.warmup=50 %");
        assertEquals(whole.outcome(), part.outcome());
        assertEquals(whole.digest(), part.digest());
    }

    @Test
    void aLimitOfHostMemoryEndsTheRunAtTheSameCycle() {
        // What these actors begin with fits; the stores grow in the middle of the run.
        String[] small = {"parameters.requests=1000", "limits.hostMemoryBytes=%d".formatted(LIMIT)};
        RunRecord whole = run("chip", 1, small);
        RunRecord part = run("chip", 1, small[0], small[1], "measure.warmup=50 %");
        assertEquals("limit-reached", whole.outcome().name());
        assertTrue(whole.outcome().cycle() > 100_000, "in the middle: " + whole.outcome());
        assertEquals(whole.outcome(), part.outcome());
        assertEquals(whole.digest(), part.digest());
    }

    @Test
    void aStopIsHeardBetweenSlices() {
        List<String> settings = List.of("parameters.balls=2000000000", "measure.warmup=10 %");
        LoadedScenario loaded = ScenarioLoader.load("ping-pong", settings, OptionalLong.empty());
        StopSwitch stop = new StopSwitch();
        Runner runner = new Runner(loaded, stop, "test");
        assertThrows(
                Interrupted.class, () -> runner.run(loaded.spec().machine("chip"), 1, null, new StopAfter(stop, 5000)));
    }

    /** Has had enough after some turns. */
    private static final class StopAfter implements RunObserver {
        private final StopSwitch stop;
        private int turns;

        StopAfter(StopSwitch stop, int turns) {
            this.stop = stop;
            this.turns = turns;
        }

        @Override
        public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
            if (--turns == 0) {
                stop.request();
            }
        }
    }
}
