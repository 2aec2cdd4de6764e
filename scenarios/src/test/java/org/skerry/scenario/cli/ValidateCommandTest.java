package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidateCommandTest {
    @Test
    void everyFigureHasModelPublicationDifferenceToleranceAndSource() throws IOException {
        Skerry done = Skerry.run("validate", "silicon", "--only", "scc|MIT Raw", "--json");
        assertEquals(0, done.code(), done.err());
        JsonNode value = new ObjectMapper().readTree(done.out());
        assertEquals(9 + 9 + 6 + 1, value.get("figures").asInt());
        assertEquals(0, value.get("misses").asInt());
        for (JsonNode row : value.get("rows")) {
            for (String field : List.of("reference", "model", "difference", "tolerance")) {
                assertTrue(row.get(field).isNumber(), field);
            }
            assertTrue(row.get("basis").asText().matches("fitted|predicted"));
            assertTrue(row.get("source").asText().contains("20"), row.toString());
        }
    }

    @Test
    void aFigureOutOfItsToleranceEndsWithOne() {
        // A run of BookSim that is 3 % from its own mean, see docs/VALIDATION.md.
        Skerry done = Skerry.run("validate", "networks", "--only", "V mesh8 uniform 2vc x8 ps5", "--seeds", "1");
        assertTrue(done.out().contains("misses") && done.out().contains("figures are within"), done.out());
        assertEquals(1, done.code(), done.err());
    }

    @Test
    void thePageHasTheTableThatTheCommandPrints() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "VALIDATION.md"));
        String table = Skerry.run("validate", "silicon", "--markdown").out();
        String rows = table.substring(0, table.lastIndexOf("\n\n") + 1);
        assertTrue(page.contains(rows), "put the output of './skerry validate silicon --markdown' into the page");
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertRefused("no suite 'silicone'. Did you mean 'silicon'?", "validate", "silicone");
        assertRefused("--only=nothing matches nothing", "validate", "silicon", "--only", "nothing");
        assertRefused("no regular expression", "validate", "silicon", "--only", "(");
        assertRefused("--seeds=0", "validate", "--seeds", "0");
    }

    private static void assertRefused(String part, String... words) {
        Skerry done = Skerry.run(words);
        assertEquals(2, done.code());
        assertTrue(done.err().contains(part), done.err());
    }
}
