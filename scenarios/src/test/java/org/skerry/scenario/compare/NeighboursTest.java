package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;

/** What enclaves of a tile still share: the port of their router and the budget of their power, with each other and with nobody else. */
class NeighboursTest {
    private static final Pattern LINE = Pattern.compile("probe rounds \\d+ mean (\\d+) longest (\\d+)");

    /** What the two probes said: round trips in nanoseconds. */
    private record Probes(long near, long nearLongest, long far, long farLongest) {}

    private static LoadedScenario scenario(List<String> settings) {
        List<String> all = new ArrayList<>(List.of("parameters.rounds=100"));
        all.addAll(settings);
        return ScenarioLoader.load("neighbours", all, OptionalLong.empty());
    }

    private static Probes run(String machine, boolean hogs, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("parameters.hogRounds=" + (hogs ? 8 : 0));
        LoadedScenario loaded = scenario(settings);
        Runner runner = new Runner(loaded, new StopSwitch(), "test");
        long[] said = new long[4];
        runner.run(loaded.spec().machine(machine), 1, null, null).record().log().forEach(line -> {
            Matcher words = LINE.matcher(line.text());
            assertTrue(words.matches(), line.text());
            int at = line.actor().equals("near") ? 0 : 2;
            said[at] = Long.parseLong(words.group(1));
            said[at + 1] = Long.parseLong(words.group(2));
        });
        return new Probes(said[0], said[1], said[2], said[3]);
    }

    @Test
    void withAPortEachNobodyHearsAnybody() {
        Probes quiet = run("own-port", false);
        assertEquals(quiet, run("own-port", true));
        assertEquals(quiet.near(), quiet.far(), "both ways are as long");
    }

    @Test
    void aSharedPortIsFeltInTheTileAndNowhereElse() {
        Probes quiet = run("shared-port", false);
        assertEquals(run("own-port", false), quiet, "sharing with nobody who sends costs nothing");
        Probes loud = run("shared-port", true);
        assertEquals(quiet.far(), loud.far());
        assertEquals(quiet.farLongest(), loud.farLongest());
        assertTrue(loud.nearLongest() > quiet.nearLongest(), loud + " against " + quiet);
    }

    @Test
    void onNarrowLinksASharedPortCostsANeighbourMoreThanHalfOfItsTime() {
        String narrow = "machines.shared-port.mesh.flitBytes=4";
        Probes quiet = run("shared-port", false, narrow);
        Probes loud = run("shared-port", true, narrow);
        assertEquals(quiet.far(), loud.far());
        assertTrue(loud.near() > 1.5 * quiet.near() && loud.near() < 4 * quiet.near(), loud + " against " + quiet);
    }

    @Test
    void aSharedBudgetIsFeltInTheTileAndNowhereElse() {
        Probes quiet = run("budget", false);
        assertEquals(run("own-port", false), quiet, "one at work is within the budget");
        Probes loud = run("budget", true);
        assertEquals(quiet.far(), loud.far());
        assertTrue(loud.near() > 1.8 * quiet.near() && loud.near() < 4 * quiet.near(), loud + " against " + quiet);
    }
}
