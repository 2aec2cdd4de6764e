package org.skerry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code skerry}, in a small repository of its own with a Maven and a Java that only say what they were asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherTest {

    private static final String MAVEN = """
            #!/bin/sh
            echo built >>builds.txt
            [ ! -f broken ] || { echo 'the compiler says why'; exit 1; }
            sleep 0.2
            for argument; do case $argument in -Dskerry.jar=*) echo jar >"${argument#*=}" ;; esac; done
            """;

    private static final String JAVA = """
            #!/bin/sh
            until [ "$1" = -jar ]; do shift; done
            pwd
            for argument; do echo "<$argument>"; done
            """;

    @TempDir
    Path folder;

    private Path repository;
    private Path tools;

    @BeforeEach
    void makeRepository() throws IOException {
        folder = folder.toRealPath();
        repository = Files.createDirectories(folder.resolve("a repository"));
        Files.copy(Path.of("..", "skerry"), repository.resolve("skerry"));
        assertTrue(repository.resolve("skerry").toFile().setExecutable(true));
        source("pom.xml");
        source("scenarios/pom.xml");
        source("scenarios/src/main/java/Main.java");
        tools = Files.createDirectories(folder.resolve("tools"));
        tool("mvn", MAVEN);
        tool("java", JAVA);
    }

    @Test
    void buildsBeforeTheFirstRun() throws Exception {
        Ended run = launch(repository, "./skerry", "list");
        assertEquals(0, run.exitCode, run.errors);
        assertEquals("Building Skerry once ...\n", run.errors);
        assertEquals(1, builds());
    }

    @Test
    void doesNotBuildAgainWhenNothingChanged() throws Exception {
        launch(repository, "./skerry", "list");
        Ended second = launch(repository, "./skerry", "list");
        assertEquals("", second.errors);
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        launch(repository, "./skerry", "list");
        Path source = source("scenarios/src/main/java/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
        launch(repository, "./skerry", "list");
        assertEquals(2, builds());
    }

    @Test
    void buildsAgainWhenASourceWasDeleted() throws Exception {
        Path other = source("scenarios/src/main/java/Other.java");
        age(other.getParent());
        launch(repository, "./skerry", "list");
        Files.delete(other);
        Files.setLastModifiedTime(other.getParent(), FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
        launch(repository, "./skerry", "list");
        assertEquals(2, builds());
    }

    @Test
    void passesArgumentsAsTheyAreAndStaysInTheCallersFolder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Ended run = launch(elsewhere, repository.resolve("skerry").toString(), "run", "my file.yaml", "", "a*");
        String jar = repository.resolve("scenarios/target/skerry.jar").toString();
        assertEquals(elsewhere + "\n<-jar>\n<" + jar + ">\n<run>\n<my file.yaml>\n<>\n<a*>\n", run.output);
    }

    @Test
    void findsItsRepositoryThroughSymbolicLinks() throws Exception {
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("..", "a repository", "skerry"));
        Files.createSymbolicLink(links.resolve("second"), Path.of("first"));
        Ended run = launch(folder, "links/second", "list");
        assertEquals(0, run.exitCode, run.errors);
        assertEquals(1, builds());
    }

    @Test
    void simultaneousStartsBuildOnce() throws Exception {
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(start(repository, "start-" + i, "./skerry", "list"));
        }
        for (Process start : starts) {
            assertTrue(start.waitFor(120, TimeUnit.SECONDS));
            assertEquals(0, start.exitValue());
        }
        assertEquals(1, builds());
    }

    @Test
    void aFailedBuildShowsMavensOutputAndExitsWithThree() throws Exception {
        Files.createFile(repository.resolve("broken"));
        Ended run = launch(repository, "./skerry", "list");
        assertEquals(3, run.exitCode);
        assertEquals("", run.output);
        assertTrue(run.errors.contains("the compiler says why\nskerry: the build failed."), run.errors);
    }

    @Test
    void aFailedBuildIsTriedAgain() throws Exception {
        Path broken = Files.createFile(repository.resolve("broken"));
        launch(repository, "./skerry", "list");
        Files.delete(broken);
        assertEquals(0, launch(repository, "./skerry", "list").exitCode);
    }

    private Ended launch(Path from, String... command) throws IOException, InterruptedException {
        Process process = start(from, "only", command);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the launcher did not end within 120 s");
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("only.out")),
                Files.readString(folder.resolve("only.err")));
    }

    private Process start(Path from, String name, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(from.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "SKERRY_JAVA_OPTS"));
        builder.environment().merge("PATH", tools.toString(), (path, first) -> first + File.pathSeparator + path);
        return builder.start();
    }

    private int builds() throws IOException {
        return Files.readAllLines(repository.resolve("builds.txt")).size();
    }

    /** A source file of long ago, in folders of long ago. */
    private Path source(String path) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, path);
        for (Path each = file; !each.equals(repository); each = each.getParent()) {
            age(each);
        }
        return file;
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    }

    private void tool(String name, String script) throws IOException {
        Path tool = Files.writeString(tools.resolve(name), script);
        assertTrue(tool.toFile().setExecutable(true));
    }

    private record Ended(int exitCode, String output, String errors) {}
}
