package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    Path folder;

    private JsonNode json(String... more) throws IOException {
        String[] args = new String[more.length + 4];
        args[0] = "compare";
        System.arraycopy(more, 0, args, 1, more.length);
        args[more.length + 1] = "--json";
        args[more.length + 2] = "--out";
        args[more.length + 3] = folder.resolve("out").toString();
        Skerry done = Skerry.run(args);
        assertEquals(0, done.code(), done.err());
        return new ObjectMapper().readTree(done.out());
    }

    @Test
    void anOpponentThatIsAskedForIsRunCountedAndHeldToTheSameResult() throws IOException {
        JsonNode all = json(
                "kv-store",
                "--against",
                "equal-area",
                "--seeds",
                "2",
                "--no-form",
                "--set",
                "compare=[chip, oracle]",
                "--set",
                "parameters.requests=10");
        JsonNode more = all.get("comparison");
        assertEquals("equal-area", all.get("runs").get(2).get("machine").asText());
        assertEquals("equal-area", more.at("/silicon/equal-area/opponent").asText());
        assertTrue(more.at("/usage/chip/memoryStrandedBytes").asLong() > 0);
        assertEquals(0, more.at("/usage/equal-area/memoryStrandedBytes").asLong());
        assertEquals(2, more.at("/seeds/seeds").size());
        assertEquals(2, more.at("/seeds/pairs/0/each").size());
        assertTrue(more.at("/losses/timesAsGoodAs/equal-area/throughput").asDouble() > 0);
        String checks = all.get("checks").toString();
        assertTrue(checks.contains("equal-area writes the same lines as oracle"), checks);
        assertTrue(checks.contains("agree with each of 2 seeds"), checks);
    }

    @Test
    void theUsualOpponentIsTheTwinAndWhatItHasBeyondTheChipIsCounted() throws IOException {
        JsonNode all = json("kv-store", "--against", "twin", "--no-form", "--set", "parameters.requests=10");
        assertEquals(3, all.get("runs").size(), "the scenario's own machine is the twin already");
        assertTrue(all.get("finding").asText().contains("shared is the same-silicon twin of chip"));
        JsonNode silicon = all.at("/comparison/silicon");
        assertEquals("twin", silicon.at("/shared/opponent").asText());
        assertEquals(
                silicon.at("/chip/dataBits").asLong(),
                silicon.at("/shared/dataBits").asLong());
        for (String added : List.of("tags", "directories", "translation")) {
            JsonNode one = silicon.at("/shared/added/" + added);
            assertTrue(one.get("bits").asLong() > 0, added);
            assertTrue(one.get("squareMillimetres").asDouble() > 0, added);
            assertTrue(one.get("picojoulesPerPiece").asDouble() > 0, added);
        }
    }

    @Test
    void aChipAloneIsHeldAgainstItsTwin() throws IOException {
        String alone = Skerry.write(
                        folder,
                        "alone.yaml",
                        "{name: alone, images: {hello: {module: hello}}, actors: {one: {image: hello, grants: [{service: log}]}},"
                                + " machines: {chip: {kind: enclave-chip}}}")
                .toString();
        assertEquals("twin", json(alone).at("/runs/1/machine").asText());
        assertEquals(1, json(alone, "--against", "none").get("runs").size());
    }

    @Test
    void aServiceRunsAsASharedMemoryProgramTooAndItsResultIsTheSame() throws IOException {
        JsonNode all = json(
                "kv-store",
                "--against",
                "twin",
                "--seeds",
                "2",
                "--set",
                "compare=[chip, oracle]",
                "--set",
                "parameters.requests=5");
        assertEquals(3, all.get("runs").size());
        JsonNode form = all.at("/comparison/form");
        assertEquals("shared-map", form.get("scenario").asText());
        assertEquals(2, form.at("/machines/twin/wholeRun/each").size());
        assertTrue(form.at("/machines/twin/wholeRun/form").asDouble() > 0);
        String checks = all.get("checks").toString();
        assertTrue(checks.contains("shared-map on twin writes the same lines as oracle"), checks);
        assertTrue(checks.contains("shared-map on twin: the result equals an independent computation"), checks);
        assertTrue(checks.contains("shared-map on twin writes the same lines as oracle, seed 2"), checks);
    }

    @Test
    void aFormThatDoesOtherWorkIsNoneOfThisService() {
        String[] other = {
            "compare",
            "kv-store",
            "--set",
            "compare=[chip, shared]",
            "--set",
            "parameters.requests=10",
            "--set",
            "sharedForm.set=[parameters.readPermille=0]",
            "--out",
            folder.resolve("out").toString()
        };
        Skerry done = Skerry.run(other);
        assertEquals(1, done.code(), done.err());
        assertTrue(done.out().contains("fails     shared-map on shared writes the same lines as chip"), done.out());
        other[1] = "ping-pong";
        assertEquals(2, Skerry.run(other).code());
    }

    /** Before anything has run, which may take minutes. */
    @Test
    void aFormThatThereIsNotIsRefusedByTheNameOfItsKey() {
        Skerry done = Skerry.run("compare", "kv-store", "--set", "sharedForm.scenario=shared-mop");
        assertEquals(2, done.code());
        assertTrue(
                done.err().contains("sharedForm of scenario 'kv-store': there is no scenario 'shared-mop'"),
                done.err());
        assertFalse(done.err().contains("kv-store on chip"), done.err());
    }

    @Test
    void equalPowerIsThatOfTheLoadAndAServerIsTheBestOfAllThereAre() throws IOException {
        JsonNode all = json(
                "kv-store",
                "--against",
                "server,equal-power",
                "--set",
                "compare=[chip]",
                "--set",
                "parameters.requests=5",
                "--set",
                "parameters.clients=4",
                "--set",
                "parameters.shards=4",
                "--no-form");
        JsonNode more = all.get("comparison");
        assertEquals(6, all.get("runs").size());
        JsonNode power = more.get("power");
        double milliwatts = 0;
        for (JsonNode trial : power.get("tried")) {
            milliwatts =
                    trial.get("taken").asBoolean() ? trial.get("milliwatts").asDouble() : milliwatts;
        }
        assertTrue(
                milliwatts > 0 && milliwatts <= 1.01 * power.get("milliwatts").asDouble(), power.toString());
        assertEquals(milliwatts, more.at("/usage/equal-power/milliwatts").asDouble());
        double best = more.at("/servers/throughput/timesAsGood").asDouble();
        for (String server : List.of("skylake-sp", "icelake-sp", "rome-ccx", "graviton2")) {
            double times =
                    more.at("/losses/timesAsGoodAs/" + server + "/throughput").asDouble();
            assertTrue(best <= times, server + " " + times + ", best " + best);
        }
        assertFalse(more.has("form"));
    }

    @Test
    void whatDoesNotFitIsSaidWithNumbersAndTheOthersAreCompared() throws IOException {
        JsonNode all = json(
                "kv-store",
                "--no-form",
                "--set",
                "machines.chip.mesh={width: 3, height: 3}",
                "--set",
                "parameters.requests=5");
        assertEquals(2, all.get("runs").size());
        String said = all.at("/comparison/losses/more/0").asText();
        assertTrue(said.contains("Does not fit") && said.contains("16 actors and the chip 9 enclaves"), said);
    }

    @Test
    void aGridIsAPictureATableAndNumbers() throws IOException {
        JsonNode grid = json(
                        "break-even",
                        "--set",
                        "compare=[chip, twin]",
                        "--set",
                        "parameters.operations=10",
                        "--set",
                        "grid.sharing.values=[200, 1000]",
                        "--set",
                        "grid.size.values=[64]",
                        "--set",
                        "grid.rate.values=[10]")
                .at("/comparison/grid");
        assertEquals(2, grid.get("cells").size());
        assertFalse(grid.at("/cells/0/each/0/state").asText().isEmpty());
        assertTrue(Files.exists(folder.resolve("out/chart-break-even-10.svg")));
        String page = Files.readString(folder.resolve("out/report.html"));
        assertTrue(page.contains("Where both are equally fast"));
    }

    @Test
    void whatASingleThingCostsIsTwoRunsThatDifferInIt() throws IOException {
        JsonNode costs = json("kv-store", "--costs", "--set", "compare=[chip]", "--set", "parameters.requests=5")
                .at("/comparison/costs");
        assertTrue(costs.at("/private-memory/timesAsLong").asDouble() > 1);
        String other = costs.at("/actor-contract/otherRun").asText();
        assertTrue(other.startsWith("skerry run shared-map --set parameters.requests=5"), other);
        assertEquals(4, costs.size());
    }

    @Test
    void unknownOpponentsAndCostsOfNothingAreRefused() {
        assertEquals(2, Skerry.run("compare", "hello", "--against", "triplet").code());
        assertEquals(2, Skerry.run("compare", "hello", "--against", "none,twin").code());
        assertEquals(2, Skerry.run("compare", "hello", "--costs").code());
        assertEquals(2, Skerry.run("compare", "hello", "--seeds", "0").code());
    }
}
