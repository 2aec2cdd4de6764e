package org.skerry.scenario.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.skerry.scenario.run.Interrupted;
import org.skerry.scenario.run.StopSwitch;

/**
 * A terminal at both ends of this process, asked through {@code stty}, which every system with the launcher's shell has.
 *
 * <p>Java reads lines only, and a read cannot be interrupted. So keys are let through one by one while a question stands, and the
 * input is looked at fifty times a second, so that Ctrl-C finds a program that listens.
 */
final class Tty implements Keys {
    private static final long PERIOD_NANOS = 20_000_000;
    private static final int ESCAPE = 27;
    private static final int END_OF_INPUT = 4; // Ctrl-D, where the terminal no longer turns it into an end

    private final String settings;
    private final int columns;
    private final InputStream in;
    private final StopSwitch stop;

    private Tty(String settings, int columns, InputStream in, StopSwitch stop) {
        this.settings = settings;
        this.columns = columns;
        this.in = in;
        this.stop = stop;
    }

    /** The terminal, or nothing when standard input or output is none, or cannot be asked. */
    static Optional<Tty> find(InputStream in, StopSwitch stop) {
        try {
            Process asked = new ProcessBuilder("sh", "-c", "test -t 0 && test -t 1 && { stty -g; stty size; } >&2")
                    .redirectInput(Redirect.INHERIT)
                    .redirectOutput(Redirect.INHERIT)
                    .start();
            String answer = new String(asked.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
            String[] lines = answer.split("\n");
            boolean known = asked.waitFor(5, TimeUnit.SECONDS) && asked.exitValue() == 0 && lines.length == 2;
            return known ? Optional.of(new Tty(lines[0], width(lines[1]), in, stop)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The second number of rows and columns; 0 when a terminal does not know its size. */
    private static int width(String size) {
        String[] numbers = size.trim().split(" ");
        return numbers.length == 2 && numbers[1].matches("\\d{1,5}") ? Integer.parseInt(numbers[1]) : 0;
    }

    /** Columns, or 0 if the terminal does not know. */
    int columns() {
        return columns;
    }

    @Override
    public void grab() {
        stty("-icanon", "-echo", "min", "1", "time", "0");
        try {
            skipPending();
        } catch (IOException e) {
            // Then there is nothing to forget.
        }
    }

    @Override
    public int next() {
        try {
            while (true) {
                if (stop.requested()) {
                    throw new Interrupted();
                }
                if (in.available() == 0) {
                    LockSupport.parkNanos(PERIOD_NANOS);
                    continue;
                }
                int key = in.read();
                if (key == ESCAPE) {
                    skipPending(); // an arrow or a function key is several characters, of which letters must not count
                    continue;
                }
                return key == END_OF_INPUT ? END : key;
            }
        } catch (IOException e) {
            return END;
        }
    }

    @Override
    public void release() {
        stty(settings);
    }

    private void skipPending() throws IOException {
        while (in.available() > 0) {
            in.read();
        }
    }

    private static void stty(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            new ProcessBuilder(command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Keys then arrive a line at a time, and a question takes Enter as well.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
