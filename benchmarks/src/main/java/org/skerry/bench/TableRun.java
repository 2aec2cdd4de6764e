package org.skerry.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What programs that print tables have in common: which of their tables are asked for, and rows that have a JVM of their own, since two
 * share the profiles of what they call.
 *
 * @param program   whose {@code main} prints a row when it is called with {@code --row} and what tells it apart
 * @param jvmOptions of the JVM of a row
 */
record TableRun(Class<?> program, List<String> jvmOptions) {
    private static final String ROW = "--row";

    /** Whether a program was called for a row. */
    static boolean isRow(String[] args) {
        return args.length > 1 && args[0].equals(ROW);
    }

    /** The tables that are named, or all that there are. */
    static List<String> asked(String[] args, List<String> tables) {
        List<String> asked = args.length == 0 ? tables : Arrays.asList(args);
        if (!tables.containsAll(asked)) {
            throw new IllegalArgumentException("tables are " + tables + ", and asked for were " + asked);
        }
        return asked;
    }

    /** Runs a row, which prints for itself. */
    void print(String... row) throws IOException, InterruptedException {
        finish(command(row).inheritIO().start(), row);
    }

    /** Runs a row, and returns what it printed. */
    String read(String... row) throws IOException, InterruptedException {
        Process process =
                command(row).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        finish(process, row);
        return said;
    }

    private ProcessBuilder command(String[] row) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), ROW));
        command.addAll(List.of(row));
        return new ProcessBuilder(command);
    }

    private static void finish(Process process, String[] row) throws InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("row " + List.of(row) + " ended with code " + code);
        }
    }

    /** Load of the computer, for heads of tables. */
    static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
