package org.skerry.scenario.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.skerry.scenario.run.OutputException;

/** The two streams of a command. Knows whether what was written arrived. */
final class Console {
    private final Sink sink;
    private final PrintStream out;
    private final PrintStream err;

    Console(OutputStream out, OutputStream err) {
        this.sink = new Sink(out);
        this.out = new PrintStream(sink, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    /** A line of the result. */
    void result(String line) {
        out.print(line);
        out.print('\n');
    }

    /** A line about what is going on. */
    void message(String line) {
        out.flush();
        err.print(line);
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
