package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunRecord;

/** What the packaged scenario {@code headless} shows: a control plane whose nodes are lost stops nobody who runs, and leaves no order open. */
class HeadlessTest {
    private static RunRecord run(String machine) {
        LoadedScenario loaded = ScenarioLoader.load("headless", List.of(), OptionalLong.empty());
        return new Runner(loaded, new StopSwitch(), "test")
                .run(loaded.spec().machine(machine), 1, null, null)
                .record();
    }

    private static List<LogLine> of(RunRecord run, String actor) {
        return run.log().stream().filter(line -> line.actor().equals(actor)).toList();
    }

    @Test
    void whoAsksNothingOfTheControlPlaneRunsOnToTheCycleAndEachOrderHasOneEnd() {
        RunRecord whole = run("whole");
        RunRecord headless = run("headless");
        assertEquals(of(whole, "ping"), of(headless, "ping"));
        assertEquals(of(whole, "pong"), of(headless, "pong"));
        long refused = 0;
        for (int parent = 0; parent < 4; parent++) {
            for (RunRecord run : List.of(whole, headless)) {
                List<LogLine> lines = of(run, "parent" + parent);
                assertEquals(8 + 1, lines.size(), lines.toString());
                for (int child = 1; child <= 8; child++) {
                    assertTrue(lines.get(child - 1).text().startsWith("child " + child + " "), lines.toString());
                }
            }
            assertEquals(
                    "children 8, born 8, refused 0",
                    of(whole, "parent" + parent).get(8).text());
            refused += of(headless, "parent" + parent).stream()
                    .filter(line -> line.text().contains(" refused after "))
                    .count();
        }
        assertTrue(refused >= 4, "the last child of each is refused");
        assertTrue(
                headless.metrics().value("control.takeOvers") >= 3,
                headless.metrics().toString());
    }
}
