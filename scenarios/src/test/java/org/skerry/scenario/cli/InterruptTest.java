package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in a process of its own, in the middle of a run. */
class InterruptTest {
    @TempDir
    private Path folder;

    @Test
    void ctrlCEndsWith130AndLeavesNothingBehind() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")) && Files.isExecutable(Path.of("/bin/kill")));
        Process skerry = endlessRun();
        try {
            // The folder above the results is made just before the programs are compiled and the run begins.
            Path results = folder.resolve("results");
            for (int i = 0; i < 1200 && !Files.exists(results); i++) {
                Thread.sleep(50);
            }
            Thread.sleep(1500);
            assertTrue(skerry.isAlive(), "the run is endless");
            new ProcessBuilder("/bin/kill", "-INT", Long.toString(skerry.pid()))
                    .start()
                    .waitFor();
            assertTrue(skerry.waitFor(15, TimeUnit.SECONDS), "hangs after Ctrl-C");
            String said = new String(skerry.getInputStream().readAllBytes());
            assertEquals(130, skerry.exitValue(), said);
            assertTrue(said.contains("interrupted; nothing was written"), said);
            try (Stream<Path> left = Files.list(results)) {
                assertEquals(List.of(), left.toList());
            }
        } finally {
            skerry.destroyForcibly();
        }
    }

    /** Background jobs of some shells ignore SIGINT, and a JVM keeps that; env gives the signal its meaning back. */
    private Process endlessRun() throws IOException {
        return new ProcessBuilder(
                        "/usr/bin/env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.skerry.scenario.cli.Main",
                        "run",
                        "ping-pong",
                        "--set",
                        "parameters.balls=2000000000",
                        "--out",
                        folder.resolve("results").resolve("out").toString())
                .redirectErrorStream(true)
                .start();
    }
}
