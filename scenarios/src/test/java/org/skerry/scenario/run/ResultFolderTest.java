package org.skerry.scenario.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.sim.config.ConfigException;

class ResultFolderTest {
    @TempDir
    private Path folder;

    private List<String> names(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingIsThereBeforeEverythingIs() throws IOException {
        ResultFolder results = new ResultFolder(folder.resolve("a/b"));
        results.add("run.json", "{}");
        results.probe();
        assertFalse(Files.exists(folder.resolve("a/b")));
        results.write();
        assertEquals(List.of("run.json"), names(folder.resolve("a/b")));
        assertEquals(List.of("b"), names(folder.resolve("a")));
    }

    @Test
    void aFailedWriteLeavesTheOlderResultAndNothingElse() throws IOException {
        Path out = folder.resolve("out");
        ResultFolder first = new ResultFolder(out);
        first.add("run.json", "old");
        first.write();
        ResultFolder second = new ResultFolder(out);
        second.add("run.json", "new");
        // A name that is no file name makes the second file fail as a full disk would.
        second.add("no/such/folder.csv", "x");
        assertThrows(OutputException.class, second::write);
        assertEquals("old", Files.readString(out.resolve("run.json")));
        assertEquals(List.of("out"), names(folder));
    }

    @Test
    void whereOneStandsIsNotReplaced() {
        for (String here : List.of("", "..")) {
            ConfigException refused = assertThrows(ConfigException.class, () -> new ResultFolder(Path.of(here)));
            assertTrue(
                    refused.getMessage().contains("is the folder you are in, or one around it"), refused::getMessage);
        }
    }

    @Test
    void foreignFilesAreNeverLost() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("run.json"), "{}");
        Files.writeString(out.resolve("notes.txt"), "mine");
        assertThrows(ConfigException.class, () -> new ResultFolder(out));
        assertTrue(Files.exists(out.resolve("notes.txt")));
    }

    @Test
    void aFileThatAppearsDuringTheRunIsNotLostEither() throws IOException {
        Path out = folder.resolve("out");
        ResultFolder results = new ResultFolder(out);
        results.add("run.json", "{}");
        Files.createDirectory(out);
        Files.writeString(out.resolve("notes.txt"), "mine");
        assertThrows(ConfigException.class, results::write);
        assertEquals(List.of("out"), names(folder));
        assertEquals(List.of("notes.txt"), names(out));
    }
}
