package org.skerry.scenario.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.skerry.scenario.run.OutputException;
import org.skerry.sim.machine.RunObserver;

/** The two streams of a command. Knows whether what was written arrived. */
final class Console {
    private final Sink sink;
    private final PrintStream out;
    private final PrintStream err;
    private final int columns; // of the terminal that standard error is; 0 if it is none
    private int begun; // characters of the line that waits to be replaced

    /** Streams whose second one is no terminal. */
    Console(OutputStream out, OutputStream err) {
        this(out, err, 0);
    }

    /** Streams whose second one is a terminal with so many columns; 0 if it is none. */
    Console(OutputStream out, OutputStream err, int columns) {
        this.sink = new Sink(out);
        this.out = new PrintStream(sink, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.columns = columns;
    }

    /** What the launcher found out about standard error: Java cannot tell a terminal from a file there. */
    static int terminalColumns() {
        String columns = System.getProperty("skerry.terminal", "");
        return columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 0;
    }

    /** A line of the result. */
    void result(String line) {
        out.print(line);
        out.print('\n');
    }

    /** Something that takes a while begins. Only a terminal shows it, until the next message takes its place. */
    void begin(String line) {
        if (columns > 0) {
            // A line that wraps could not be replaced; the last column makes some terminals wrap.
            String shown = line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
            out.flush();
            err.print(shown + " ".repeat(Math.max(0, begun - shown.length())) + '\r');
            err.flush();
            begun = shown.length();
        }
    }

    /** Who watches a run that takes a while, or null where nobody would see it. */
    RunObserver progress(Progress.Expected run) {
        begin(run.what() + " ...");
        return columns > 0 ? new Progress(this, run) : null;
    }

    /** A line about what is going on. */
    void message(String line) {
        out.flush();
        err.print(line + " ".repeat(Math.max(0, begun - line.length())));
        begun = 0;
        err.print('\n');
        err.flush();
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /**
     * Sends everything on its way.
     *
     * @throws OutputException when the result did not arrive; not when its reader had seen enough
     */
    void finish() {
        out.flush();
        err.flush();
        IOException failure = sink.failure;
        if (failure != null && !String.valueOf(failure.getMessage()).contains("Broken pipe")) {
            throw new OutputException(
                    "cannot write to standard output: " + failure.getMessage() + ". Send it somewhere else.", failure);
        }
    }

    /** Text of a guest or a file as one line that does nothing to a terminal. */
    static String harmless(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? 0xFFFD : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** PrintStream swallows failures; this keeps the first. */
    private static final class Sink extends OutputStream {
        private final OutputStream target;
        private IOException failure;

        Sink(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            try {
                target.write(bytes, start, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                target.flush();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
