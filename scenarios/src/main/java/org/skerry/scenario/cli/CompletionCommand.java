package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.skerry.scenario.load.Nearest;
import org.skerry.scenario.run.RunJson;
import org.skerry.sim.config.ConfigException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skerry completion}. One script serves both shells: it turns on zsh's emulation of bash's completion by itself. */
@Command(
        name = "completion",
        description = {
            "Prints a script that lets the tab key complete commands, options and names of scenarios.",
            "For this shell, from the folder of Skerry:  source <(./skerry completion bash)",
            "For every shell from now on, put the same line into ~/.bashrc or ~/.zshrc with the whole path."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "SHELL", completionCandidates = Candidates.Shells.class, description = "bash or zsh.")
    private String shell;

    @Option(
            names = "--json",
            description = "Prints one JSON value, with the shell and the script as text, and nothing else there.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<String> shells = new Candidates.Shells();
        if (!shells.contains(shell.toLowerCase(Locale.ROOT))) {
            throw new ConfigException("there is no completion for '" + shell + "'. " + Nearest.hint(shell, shells, ""));
        }
        String script = AutoComplete.bash("skerry", spec.root().commandLine());
        if (json) {
            ObjectNode value = JsonNodeFactory.instance
                    .objectNode()
                    .put("format", "skerry-completion-1")
                    .put("shell", shell.toLowerCase(Locale.ROOT))
                    .put("script", script);
            session.console().out().print(RunJson.text(value));
        } else {
            session.console().out().print(script);
        }
        return ExitCode.DONE;
    }
}
