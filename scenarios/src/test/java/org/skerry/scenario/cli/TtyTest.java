package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.scenario.run.ShellWord;
import org.skerry.scenario.run.StopSwitch;

/** The real terminal, in a process of its own behind a pseudo-terminal where the host has {@code script} to make one. */
class TtyTest {
    @TempDir
    private Path folder;

    /** Says whether there is a terminal, then what one question gets. */
    static final class Asks {
        private Asks() {}

        /** Asks for one key. */
        public static void main(String[] args) {
            StopSwitch stop = new StopSwitch();
            Optional<Tty> tty = Tty.find(System.in, stop);
            if (tty.isEmpty()) {
                System.out.println("nobody");
                return;
            }
            tty.get().grab();
            System.out.println("asked");
            System.out.println("key " + (char) tty.get().next());
            tty.get().release();
        }
    }

    private static ProcessBuilder asks() {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asks.class.getName())
                .redirectErrorStream(true);
    }

    @Test
    void aPipeIsNobodyToAsk() throws Exception {
        Process process = asks().start();
        process.getOutputStream().close();
        assertEquals("nobody\n", new String(process.getInputStream().readAllBytes()));
        assertEquals(0, process.waitFor());
    }

    @Test
    void aKeyArrivesWithoutEnterAndWithoutWhatWasTypedBefore() throws Exception {
        assumeTrue(isUtilLinuxScript(), "needs util-linux script");
        Path said = folder.resolve("said");
        String command = asks().command().stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
        Process process = new ProcessBuilder("script", "-q", "-e", "-c", command, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process.getOutputStream().write("x".getBytes());
        process.getOutputStream().flush();
        for (int i = 0; i < 600 && process.isAlive() && !Files.readString(said).contains("asked"); i++) {
            Thread.sleep(50);
        }
        process.getOutputStream().write(new byte[] {27, '[', 'A'});
        process.getOutputStream().flush();
        Thread.sleep(200);
        process.getOutputStream().write("s".getBytes());
        process.getOutputStream().flush();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still waits: " + Files.readString(said));
        assertTrue(Files.readString(said).contains("key s"), Files.readString(said));
        process.getOutputStream().close();
    }

    private static boolean isUtilLinuxScript() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("script", "--version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(version.getInputStream().readAllBytes());
            return version.waitFor() == 0 && text.contains("util-linux");
        } catch (IOException e) {
            return false;
        }
    }
}
