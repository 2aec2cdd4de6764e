package org.skerry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library must work in a JVM that was started without any option: an embedding program has its own start line.
 *
 * <p>Each claim is tried in a fresh JVM with nothing but a class path, as {@code java -cp} gives it.
 */
class WorksWithoutJvmFlagsTest {

    /** What tests save time by: less compiling and collecting, and nothing that a user's JVM would not let them do. */
    private static final Set<String> FRUGAL = Set.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    @Test
    void theTestsThemselvesRunWithoutFlagsThatLetThemDoMore() {
        List<String> flags =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        flags.removeIf(flag -> flag.startsWith("-D") || FRUGAL.contains(flag));
        assertEquals(List.of(), flags, "surefire starts the tests with flags that a user does not have");
    }

    @Test
    void everyClassInitialises() throws Exception {
        Finished java = java("-cp", classPath(), InitialisesEveryClass.class.getName());
        assertEquals(0, java.exitCode, java.errors);
        assertTrue(java.output.matches("\\d{2,} classes\\s*"), java.output);
        assertEquals("", java.errors, "the JVM warns");
    }

    @Test
    void theCommandLineListsItsScenarios() throws Exception {
        Finished java = java("-cp", classPath(), "org.skerry.scenario.cli.Main", "list");
        assertEquals(0, java.exitCode, java.errors);
        assertTrue(java.output.contains("kv-store"), java.output);
        assertEquals("", java.errors, "the JVM warns");
    }

    @Test
    void aComparisonOfAllMachinesRuns() throws Exception {
        Finished java =
                java("-cp", classPath(), "org.skerry.scenario.cli.Main", "compare", "hello", "--out", "results");
        assertEquals(0, java.exitCode, java.errors);
        assertTrue(Files.exists(folder.resolve("results/run.json")), java.output);
        assertFalse(java.errors.contains("WARNING"), java.errors);
    }

    @Test
    void theRunnableJarNeedsNothingBesideIt() throws Exception {
        Path jar = Path.of("..", "scenarios", "target", "skerry.jar").toAbsolutePath();
        assumeTrue(
                Files.exists(jar), "the jar is packaged before this module is tested by mvn verify, not by mvn test");
        Finished java = java("-jar", jar.toString(), "list");
        assertEquals(0, java.exitCode, java.errors);
        assertTrue(java.output.contains("kv-store"), java.output);
        assertEquals("", java.errors, "the JVM warns");
    }

    private Finished java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("out");
        Path errors = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        // These add options without a trace on the command line.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end within 120 s");
        }
        return new Finished(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }

    /** Surefire hides the class path in a jar's manifest and leaves the plain one in this property. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private record Finished(int exitCode, String output, String errors) {}
}
