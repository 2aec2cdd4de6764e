package org.skerry.scenario.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.skerry.scenario.run.StopSwitch;

/** The program inside a test: its exit code and what it wrote. */
record Skerry(int code, String out, String err) {
    static Skerry run(String... args) {
        return run(new StopSwitch(), args);
    }

    static Skerry run(StopSwitch stop, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(args, out, err, stop);
        return new Skerry(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A small scenario that is right, for tests that break one thing. */
    static String hello() {
        return """
                name: hello
                images:
                  hello: {module: hello}
                actors:
                  greeter:
                    image: hello
                    grants:
                      - {service: log}
                machines:
                  oracle: {kind: immediate}
                """;
    }

    static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
