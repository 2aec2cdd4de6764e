package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.stats.ClientFigures;

/** What clients saw, in the results of a run. */
class ClientsJsonTest {
    private static FinishedRun run;

    @TempDir
    private Path folder;

    @BeforeAll
    static void oneRun() {
        run = run("chip", 1);
    }

    private static FinishedRun run(String machine, long seed) {
        LoadedScenario loaded =
                ScenarioLoader.load("storefront", List.of("parameters.requests=150"), OptionalLong.of(seed));
        return new Runner(loaded, new StopSwitch(), "test").run(loaded.spec().machine(machine), 1, null, null);
    }

    private String text() {
        return RunJson.text(ResultFile.json(run, List.of("skerry run storefront")));
    }

    private ClientFigures read(String text) throws IOException {
        Path file = folder.resolve("run.json");
        Files.writeString(file, text);
        return ResultFile.read(file.toString()).runs().get(0).record().clients().get(0);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        assertEquals(run.record().clients().get(0), read(text()));
    }

    @Test
    void aChangedFigureIsRefused() {
        String changed = text().replaceFirst("\"p99\" : ", "\"p98\" : ");
        assertNotEquals(text(), changed);
        assertThrows(ConfigException.class, () -> read(changed));
    }

    @Test
    void theHistogramIsAnHdrHistogramOfVersionTwo() {
        ClientFigures.Latency latency = run.record().clients().get(0).latency(ClientFigures.INTENDED);
        byte[] bytes = Base64.getDecoder().decode(latency.histogram());
        assertEquals(0x1c849303, ByteBuffer.wrap(bytes).getInt() & ~0xf0); // its cookie, word size aside
        assertEquals(150, latency.count());
    }

    @Test
    void eachIntervalIsARowOfTheTable() {
        List<String> rows = MetricsCsv.goodput(List.of(run.record())).lines().toList();
        assertTrue(rows.get(0).startsWith("machine,device,from_ns,to_ns,offered,attempts,good,"), rows.get(0));
        assertEquals(1 + run.record().clients().get(0).series().intervals().size(), rows.size());
        assertTrue(MetricsCsv.metrics(List.of(run.record())).contains("edge.outside.intended.p999,value,"));
    }

    @Test
    void theSameClientsComeToEveryMachineAndOthersWithAnotherSeed() {
        List<Long> offered = offered(run);
        assertEquals(offered, offered(run("shared", 1)));
        assertNotEquals(offered, offered(run("chip", 2)));
        ClientFigures oracle = run("oracle", 1).record().clients().get(0);
        assertEquals(150, oracle.counts().good());
    }

    private static List<Long> offered(FinishedRun run) {
        return run.record().clients().get(0).series().intervals().stream()
                .map(interval -> interval.offered())
                .limit(90)
                .toList();
    }
}
