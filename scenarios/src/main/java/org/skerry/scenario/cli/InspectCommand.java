package org.skerry.scenario.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code skerry inspect}. */
@Command(
        name = "inspect",
        description = "Shows what a WebAssembly module asks for and what it may cost, without running it.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class InspectCommand implements Callable<Integer> {
    private final Session session;

    InspectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.console().message("not yet");
        return ExitCode.WRONG_INPUT;
    }
}
