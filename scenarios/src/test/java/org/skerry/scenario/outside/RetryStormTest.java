package org.skerry.scenario.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.GoodputSeries;
import org.skerry.sim.stats.GoodputSeries.Interval;

/** After a short outage goodput stays away where clients repeat at once, and comes back where they hold back: on both machines. */
class RetryStormTest {
    private static final int STALL = 2; // interval of 1 ms in which the service stops
    private static final int END = 6; // requests come for as many

    private static ClientFigures run(String scenario, String machine) {
        LoadedScenario loaded = ScenarioLoader.load(
                scenario,
                List.of(
                        "parameters.requests=1800",
                        "parameters.stallAt=2000000",
                        "actors.outside.clients.intervalNanoseconds=1000000"),
                OptionalLong.of(5));
        FinishedRun run =
                new Runner(loaded, new StopSwitch(), "test").run(loaded.spec().machine(machine), 1, null, null);
        return run.record().clients().get(0);
    }

    private static void stormStays(String machine) {
        ClientFigures figures = run("retry-storm", machine);
        GoodputSeries series = figures.series();
        assertTrue(series.goodShare(0, STALL) > 0.98, machine + " before: " + series.goodShare(0, STALL));
        assertTrue(series.goodShare(STALL + 1, END) < 0.02, machine + " after: " + series.goodShare(STALL + 1, END));
        assertTrue(figures.counts().amplification() > 2.5, machine + ": " + figures.counts());
    }

    private static ClientFigures calmsDown(String machine) {
        ClientFigures figures = run("retry-budget", machine);
        GoodputSeries series = figures.series();
        assertTrue(series.goodShare(0, STALL) > 0.98, machine + " before: " + series.goodShare(0, STALL));
        assertTrue(series.goodShare(END - 1, END) > 0.9, machine + " after: " + series.goodShare(END - 1, END));
        assertTrue(figures.counts().amplification() < 1.2, machine + ": " + figures.counts());
        return figures;
    }

    @Test
    void naiveRetriesKeepTheServiceOfTheChipUseless() {
        stormStays("chip");
    }

    @Test
    void naiveRetriesKeepTheServiceOfTheSharedMemoryMachineUseless() {
        stormStays("shared");
    }

    @Test
    void clientsThatHoldBackAreServedAgainAndAskForTheSameOnBothMachines() {
        ClientFigures chip = calmsDown("chip");
        ClientFigures shared = calmsDown("shared");
        assertEquals(
                chip.series().intervals().stream()
                        .mapToLong(Interval::offered)
                        .limit(END)
                        .boxed()
                        .toList(),
                shared.series().intervals().stream()
                        .mapToLong(Interval::offered)
                        .limit(END)
                        .boxed()
                        .toList());
    }
}
