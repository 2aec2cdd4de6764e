package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.skerry.scenario.load.Images;
import org.skerry.scenario.run.RunJson;
import org.skerry.sim.config.ConfigException;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.library.Answers;
import org.skerry.wasm.library.Library;
import org.skerry.wasm.library.Outcome;
import org.skerry.wasm.library.Script;
import org.skerry.wasm.load.Policy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry call}. */
@Command(
        name = "call",
        description = {
            "Calls exports of a WebAssembly module that need not be an actor, metered and bounded.",
            "One export with its arguments, or a script of calls (docs/MODULES.md)."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class CallCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "MODULE",
            completionCandidates = Candidates.Guests.class,
            description = "Path of a .wasm file, or name of a built-in guest.")
    private String module;

    @Parameters(
            index = "1..*",
            paramLabel = "EXPORT ARGUMENT",
            description = "An exported function and its arguments; negative ones behind --.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--script", paramLabel = "FILE", description = "Steps to do, one a line.")
    private Path script;

    @Option(
            names = "--answer",
            split = ",",
            paramLabel = "IMPORT=NUMBER",
            description = "What functions return, and globals hold, that no interface offers: env.now=0 or env.*=0.")
    private List<String> answers = new ArrayList<>();

    @Option(
            names = "--trap",
            split = ",",
            paramLabel = "IMPORT",
            description = "Imports that may be there, but stop the call that calls them: env.abort or env.*.")
    private List<String> traps = new ArrayList<>();

    @Option(names = "--budget", paramLabel = "INSTRUCTIONS", description = "Instructions that one call may execute.")
    private long budget = Policy.DEFAULT.turnBudgetInstructions();

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    CallCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (words.isEmpty() == (script == null)) {
            throw new ConfigException("skerry call takes an export or a script. Give an EXPORT, or --script FILE.");
        }
        Policy policy = Policy.DEFAULT.withTurnBudget(budget);
        Images.Found found = Images.find(module, Path.of(""), policy.moduleBytes());
        Script steps = script == null
                ? Script.of("command line", List.of("call " + String.join(" ", words)))
                : Script.of(script.toString(), lines());
        Library library =
                WasmLoader.library(found.name(), found.bytes(), policy, answers(steps.answers()), Images.store());
        List<Script.Step> done = steps.run(library);
        print(found.name(), done);
        return done.stream().allMatch(Script.Step::good) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answers answers(Answers all) {
        for (String answer : answers) {
            int equals = answer.indexOf('=');
            try {
                all.number(answer.substring(0, equals), Long.decode(answer.substring(equals + 1)));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new ConfigException(
                        "--answer " + answer + " is not IMPORT=NUMBER. Write env.now=0, for instance.");
            }
        }
        traps.forEach(all::trap);
        return all;
    }

    private void print(String name, List<Script.Step> done) {
        if (json) {
            ObjectNode node = new ObjectMapper().createObjectNode();
            node.put("module", name);
            node.put("good", done.stream().allMatch(Script.Step::good));
            ArrayNode array = node.putArray("steps");
            done.forEach(step -> add(array.addObject(), step));
            session.console().out().print(RunJson.text(node));
            return;
        }
        for (Script.Step step : done) {
            session.console().result(Console.harmless(line(step)));
        }
    }

    private static void add(ObjectNode node, Script.Step step) {
        node.put("line", step.line());
        node.put("step", step.text());
        node.put("good", step.good());
        if (step.outcome() == null) {
            node.put("shown", step.shown());
            return;
        }
        Outcome outcome = step.outcome();
        if (outcome.fault() == null) {
            node.put("shown", step.shown());
        } else {
            node.put("fault", outcome.fault().kind().name().toLowerCase(Locale.ROOT));
            node.put("reason", outcome.fault().reason());
            node.put("function", outcome.fault().function());
        }
        node.put("instructions", outcome.instructions());
        node.put("loads", outcome.loads());
        node.put("stores", outcome.stores());
    }

    private String line(Script.Step step) {
        String text = script == null ? step.text().substring("call ".length()) : step.text();
        Outcome outcome = step.outcome();
        if (outcome == null) {
            return text + (step.shown().isEmpty() ? "" : ": " + step.shown());
        }
        String counts = String.format(Locale.ROOT, "%,d instructions", outcome.instructions());
        return outcome.fault() == null
                ? text + (step.shown().isEmpty() ? "" : ": " + step.shown()) + "  (" + counts + ")"
                : text + ": stopped in " + outcome.fault().function() + " after " + counts + ": " + step.shown();
    }
}
