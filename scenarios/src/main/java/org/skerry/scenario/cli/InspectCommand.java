package org.skerry.scenario.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.skerry.scenario.load.Images;
import org.skerry.scenario.run.RunJson;
import org.skerry.wasm.ModuleReport;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry inspect}. */
@Command(
        name = "inspect",
        description = {
            "Shows what a WebAssembly module asks for, without running it.",
            "With --allow or --deny it is a check: exit code 1 if an import is not allowed or is denied."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class InspectCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "MODULE",
            completionCandidates = Candidates.Guests.class,
            description = "Path of a .wasm file, or name of a built-in guest ('skerry list').")
    private String module;

    @Option(
            names = "--allow",
            split = ",",
            paramLabel = "IMPORT",
            description = "The only imports allowed: log, skerry_v1.log or wasi_*; several separated by commas.")
    private List<String> allow = new ArrayList<>();

    @Option(names = "--deny", split = ",", paramLabel = "IMPORT", description = "Imports that must not occur.")
    private List<String> deny = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    InspectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Images.Found found = Images.find(module, Path.of(""), Policy.DEFAULT.moduleBytes());
        ModuleReport report = WasmLoader.inspect(found.name(), found.bytes());
        ImportAudit audit = ImportAudit.of(report, allow, deny);
        if (json) {
            session.console().out().print(RunJson.text(InspectionText.json(report, audit)));
        } else {
            InspectionText.lines(report, audit)
                    .forEach(line -> session.console().result(Console.harmless(line)));
        }
        audit.idle()
                .forEach(pattern -> session.console()
                        .message("skerry: " + Console.harmless(pattern)
                                + " matches no import of this module. Check its spelling if that is a surprise."));
        if (unreadable(report)) {
            return ExitCode.WRONG_INPUT;
        }
        return audit.broken().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Nothing but a refusal: the file is no module, or breaks off. */
    private static boolean unreadable(ModuleReport report) {
        return !report.accepted()
                && report.functions().isEmpty()
                && report.exports().isEmpty();
    }
}
