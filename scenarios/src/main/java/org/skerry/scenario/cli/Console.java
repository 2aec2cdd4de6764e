package org.skerry.scenario.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.skerry.scenario.run.OutputException;
import org.skerry.sim.machine.RunObserver;
import picocli.CommandLine;

/** The two streams of a command. Knows whether what was written arrived. */
final class Console {
    private final Sink sink;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;
    private int begun; // characters of the line that waits to be replaced

    Console(OutputStream out, OutputStream err) {
        this.sink = new Sink(out);
        this.out = new PrintStream(sink, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.interactive = CommandLine.Help.Ansi.AUTO.enabled();
    }

    /** A line of the result. */
    void result(String line) {
        out.print(line);
        out.print('\n');
    }

    /** Something that takes a while begins. Only a terminal shows it, until the next message takes its place. */
    void begin(String line) {
        if (interactive) {
            out.flush();
            err.print(line + " ".repeat(Math.max(0, begun - line.length())) + '\r');
            err.flush();
            begun = line.length();
        }
    }

    /** Who watches a run that takes a while, or null where nobody would see it. */
    RunObserver progress(String what) {
        begin(what + " ...");
        return interactive ? new Progress(this, what) : null;
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
