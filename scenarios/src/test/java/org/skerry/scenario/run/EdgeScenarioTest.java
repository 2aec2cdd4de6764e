package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.sim.config.ConfigException;

/** Devices as scenarios write them down, and what they leave behind. */
class EdgeScenarioTest {
    private static FinishedRun run(String machine, String... settings) {
        LoadedScenario loaded = ScenarioLoader.load("records", List.of(settings), OptionalLong.of(5));
        return new Runner(loaded, new StopSwitch(), "test").run(loaded.spec().machine(machine), 1, null, null);
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void whatIsLeftInTheStoreIsTheSameOnEveryMachine() throws IOException {
        String[] small = {"parameters.requests=20", "parameters.records=3", "actors.disk.export=true"};
        byte[] chip = run("chip", small).files().get("edge-disk.zip");
        assertTrue(Arrays.equals(chip, run("shared", small).files().get("edge-disk.zip")));
        assertTrue(Arrays.equals(chip, run("oracle", small).files().get("edge-disk.zip")));
        Map<String, byte[]> files = unzip(chip);
        assertEquals(23, files.size());
        // The seal of request 4, whose record is (4 * 7 + 3) % 3, worked out again.
        ByteBuffer record = ByteBuffer.wrap(files.get("1/record1")).order(ByteOrder.LITTLE_ENDIAN);
        long seal = 4;
        while (record.hasRemaining()) {
            long z = seal ^ record.getLong();
            z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
            z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
            seal = z ^ z >>> 31;
        }
        assertEquals(
                seal,
                ByteBuffer.wrap(files.get("1/answer4"))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong());
    }

    @Test
    void everyRequestIsARowOfTheTableThatTheNetworkLeaves() {
        byte[] csv = run("chip", "parameters.requests=20").files().get("edge-outside.csv");
        List<String> rows = new String(csv, StandardCharsets.UTF_8).lines().toList();
        assertEquals("request,came_ns,answered_ns,bytes", rows.get(0));
        assertEquals(21, rows.size());
        for (String row : rows.subList(1, 21)) {
            String[] fields = row.split(",");
            assertTrue(Long.parseLong(fields[2]) - Long.parseLong(fields[1]) > 90_000, row);
        }
    }

    @Test
    void aSlowerStoreIsBusierAndKeepsRequestsWaiting() {
        FinishedRun fast = run("chip", "parameters.requests=100");
        FinishedRun slow = run("chip", "parameters.requests=100", "actors.disk.commandNanoseconds=3000");
        String busy = "edge.disk.busyCycles";
        assertTrue(slow.record().metrics().value(busy)
                > 2 * fast.record().metrics().value(busy));
        assertTrue(slow.record().metrics().histogram("edge.disk.wait").sum()
                > 10 * fast.record().metrics().histogram("edge.disk.wait").sum());
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        assertTrue(refusal("actors.disk.edge=stoarge").contains("no device. Did you mean 'storage'?"));
        assertTrue(refusal("actors.disk.capacity=5").contains("unknown key 'actors.disk.capacity'"));
        assertTrue(refusal("actors.disk.capacityBytes=100").contains("there is no room for object 'record0'"));
        assertTrue(refusal("actors.outside.arrivals.process=posson").contains("no process"));
        assertTrue(refusal("actors.outside.grants=[]").contains("no grant to whom they could go"));
        assertTrue(refusal("actors.outside.arrivals.everyNanoseconds=0").contains("everyNanoseconds"));
    }

    private static String refusal(String setting) {
        return assertThrows(ConfigException.class, () -> run("oracle", setting), setting)
                .getMessage();
    }
}
