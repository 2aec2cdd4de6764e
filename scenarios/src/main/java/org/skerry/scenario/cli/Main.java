package org.skerry.scenario.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.skerry.scenario.run.StopSwitch;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code skerry}. */
@Command(
        name = "skerry",
        description = {
            "Simulates a chip of isolated actor enclaves and a shared-memory machine, on the same WebAssembly actors.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a limit that the scenario asked for included",
            "1:the run ended in a fault, deadlock, exceeded budget or failed check",
            "2:wrong usage or input",
            "3:reading or writing failed",
            "130:interrupted"
        },
        footer = {
            "",
            "Begin with:  skerry demo   then   skerry list",
            "Complete with the tab key in bash or zsh:  source <(./skerry completion bash)"
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            InspectCommand.class,
            CallCommand.class,
            ListCommand.class,
            CompletionCommand.class,
            NocCommand.class,
            IsolationCommand.class,
            NoiseCommand.class,
            ChaosCommand.class,
            ValidateCommand.class
        })
public final class Main {
    /** How long Ctrl-C waits for a machine to reach a safe moment. */
    private static final long PATIENCE_SECONDS = 5;

    private Main() {}

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        // Charts are drawn to files; a desktop session must not be opened for that.
        System.setProperty("java.awt.headless", "true");
        StopSwitch stop = new StopSwitch();
        CountDownLatch finished = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(stop, finished), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = run(args, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), stop);
        finished.countDown();
        if (!stop.requested()) {
            System.exit(code);
        }
    }

    /** Runs the program on these streams; returns the exit code. Leaves the process alone. */
    public static int run(String[] args, OutputStream out, OutputStream err, StopSwitch stop) {
        Session session = new Session(new Console(out, err, Console.terminalColumns()), stop, Version.text());
        Failures failures = new Failures(session.console());
        try {
            CommandLine line = new CommandLine(new Main(), new Commands(session));
            line.setOut(new PrintWriter(session.console().out(), true));
            line.setErr(new PrintWriter(session.console().err(), true));
            line.setUsageHelpWidth(100);
            line.setCaseInsensitiveEnumValuesAllowed(true);
            line.setParameterExceptionHandler(failures);
            line.setExecutionExceptionHandler(failures);
            int code = args.length == 0 ? line.execute("--help") : line.execute(args);
            session.console().finish();
            return args.length == 0 ? ExitCode.WRONG_INPUT : code;
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError | LinkageError e) {
            return failures.report(e);
        }
    }

    /** The JVM ends the process with 130 by itself once this returns. */
    private static void stopAndWait(StopSwitch stop, CountDownLatch finished) {
        if (finished.getCount() == 0) {
            return;
        }
        stop.request();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }

    /** The version in the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        static String text() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"skerry " + text(), "contract skerry_v1", "Java " + Runtime.version()};
        }
    }
}
