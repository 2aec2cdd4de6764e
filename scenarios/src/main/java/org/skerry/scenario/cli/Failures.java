package org.skerry.scenario.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.skerry.scenario.load.Nearest;
import org.skerry.scenario.run.Interrupted;
import org.skerry.scenario.run.OutputException;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.state.StateException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a message and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        console.message("skerry: " + usage(e));
        return ExitCode.WRONG_INPUT;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e);
    }

    /** Says what went wrong; returns the exit code. */
    int report(Throwable e) {
        if (e instanceof ParameterException wrong) {
            return handleParseException(wrong, new String[0]);
        }
        if (e instanceof ConfigException || e instanceof GuestException || e instanceof StateException) {
            console.message("skerry: " + Console.harmless(String.valueOf(e.getMessage())));
            return ExitCode.WRONG_INPUT;
        }
        if (e instanceof OutputException) {
            console.message("skerry: " + Console.harmless(e.getMessage()));
            return ExitCode.INPUT_OUTPUT;
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            console.message(
                    "skerry: reading or writing failed: " + Console.harmless(e.getMessage()) + ". Check the disk.");
            return ExitCode.INPUT_OUTPUT;
        }
        if (e instanceof Interrupted) {
            console.message("skerry: interrupted; nothing was written.");
            return ExitCode.INTERRUPTED;
        }
        if (e instanceof OutOfMemoryError) {
            console.message("skerry: this computer's memory for Skerry is used up (" + e.getMessage()
                    + "). Lower limits.hostMemoryBytes, or raise the heap: SKERRY_JAVA_OPTS=-Xmx8g.");
            return ExitCode.FAILED;
        }
        return internal(e);
    }

    /** A mistake of ours, not of the user. */
    private int internal(Throwable e) {
        console.message("skerry: internal error: " + Console.harmless(e.toString()) + ". " + keep(e)
                + " Please report it with the command you ran.");
        return ExitCode.FAILED;
    }

    private static String keep(Throwable e) {
        try {
            Path file = Files.createTempFile("skerry-error-", ".txt");
            Files.writeString(file, trace(e, 0));
            return "Where it happened is in " + file + ".";
        } catch (IOException unwritable) {
            return "Where it happened could not be written (" + unwritable.getMessage() + ").";
        }
    }

    private static String trace(Throwable e, int depth) {
        StringBuilder text = new StringBuilder(e.toString()).append('\n');
        for (StackTraceElement element : e.getStackTrace()) {
            text.append("    at ").append(element).append('\n');
        }
        if (e.getCause() != null && depth < 10) {
            text.append("caused by ").append(trace(e.getCause(), depth + 1));
        }
        return text.toString();
    }

    private static String usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String help = " See '" + command.getCommandSpec().qualifiedName() + " --help'.";
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            boolean option = word.startsWith("-");
            boolean top = !command.getSubcommands().isEmpty();
            String what = option ? "unknown option" : top ? "unknown command" : "one argument too many:";
            List<String> known = option
                    ? command.getCommandSpec().options().stream()
                            .map(known1 -> known1.longestName())
                            .toList()
                    : List.copyOf(command.getSubcommands().keySet());
            String near = Nearest.of(word, known);
            return what + " '" + Console.harmless(word) + "'." + (near == null ? "" : " Did you mean '" + near + "'?")
                    + help;
        }
        String message = Console.harmless(String.valueOf(e.getMessage()));
        return message + (message.endsWith(".") ? "" : ".") + help;
    }
}
