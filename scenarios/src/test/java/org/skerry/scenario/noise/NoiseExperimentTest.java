package org.skerry.scenario.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.NoiseFile;
import org.skerry.scenario.noise.NoiseResult.Cell;
import org.skerry.scenario.run.StopSwitch;

class NoiseExperimentTest {
    private static final String SHORT = "set={parameters: {from: 4_000, until: 14_000, end: 16_000, keys: 16}}";

    private static NoiseResult run(String experiment, int seeds, String... settings) {
        return new NoiseExperiment(
                        NoiseFile.load(experiment, List.of(settings)), seeds, new StopSwitch(), "test", what -> {})
                .run();
    }

    @Test
    void nobodyIsServedFromExactlyAsManyEndlessTurnsOnAsThereAreThreads() {
        NoiseResult result = run("starvation", 1, "machines=[shared2]", "sweep.values=[0, 1, 2, 3]");
        List<Boolean> served = new ArrayList<>();
        result.points().forEach(point -> served.add(point.most() > 0));
        assertEquals(List.of(true, true, false, false), served, result.points().toString());
    }

    @Test
    void aHogOfItsOwnProcessorAndMemoryIsNotNoticedAndOneOfLinksIs() {
        NoiseResult result = run(
                "hogs",
                2,
                "machines=[narrow]",
                "intervalNanoseconds=1000",
                SHORT,
                "victims={ball: {actors: probe}, store: {actors: client, servers: shard}}",
                "neighbours={processor: {actors: neighbour, count: 4, set: {parameters: {kind: 1, steps: 200}}},"
                        + " memory: {actors: neighbour, count: 4, set: {parameters: {kind: 2, size: 64, steps: 200}}},"
                        + " bandwidth: {actors: neighbour, count: 4, set: {parameters: {kind: 4, size: 400, steps: 8}}}}",
                "price={scenario: skewed, actors: worker, askers: asker, private: chip, shared: chip,"
                        + " cores: {path: parameters.requests, values: [10]}}");
        for (Cell cell : result.cells()) {
            boolean links = cell.neighbour().equals("bandwidth");
            if (!links) {
                assertTrue(cell.identical(), cell.toString());
                assertEquals(1, cell.mean().mean(), cell.toString());
                assertEquals(1, cell.index(), cell.toString());
                assertEquals(0, cell.recoveryNanoseconds(), cell.toString());
            }
        }
        Cell ball = result.cell("narrow", "bandwidth", "ball");
        assertFalse(ball.identical(), "a hog of links that nobody can tell would make this test blind: " + ball);
        assertTrue(ball.mean().mean() > 1, ball.toString());
    }
}
