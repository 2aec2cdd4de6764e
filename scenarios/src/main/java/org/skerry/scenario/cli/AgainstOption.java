package org.skerry.scenario.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.skerry.scenario.preset.WholeMachine;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.Opponent;
import org.skerry.sim.config.ConfigException;
import picocli.CommandLine.Option;

/** Machines that follow from a scenario's chip and are added to it for a comparison. A server is several: each that there is a preset of. */
final class AgainstOption {
    @Option(
            names = "--against",
            paramLabel = "RULE",
            split = ",",
            completionCandidates = Candidates.Opponents.class,
            description = "Adds machines that follow from the scenario's chip: ${COMPLETION-CANDIDATES}."
                    + " Several with commas between; server stands for every server that there is a preset of.")
    private List<String> rules = new ArrayList<>();

    /** Whether any is asked for. */
    boolean any() {
        return !rules.isEmpty();
    }

    /** Them, as settings that stand before those of the command line. */
    List<String> settings() {
        List<String> settings = new ArrayList<>();
        for (String rule : rules) {
            if (!Opponent.Rule.words().contains(rule)) {
                throw new ConfigException("--against " + rule + ": there is no such opponent. Use one of "
                        + String.join(", ", Opponent.Rule.words()) + ".");
            }
            for (String name : names(rule)) {
                settings.add("machines." + name + ".opponent=" + rule);
                if (Opponent.Rule.of(rule) == Opponent.Rule.SERVER) {
                    settings.add("machines." + name + ".preset=" + name);
                }
            }
        }
        return settings;
    }

    /** The machines of {@code compared} and those that are added, none of them twice, as a setting behind those of the command line. */
    String compared(List<String> compared) {
        Set<String> names = new LinkedHashSet<>(compared);
        rules.forEach(rule -> names.addAll(names(rule)));
        return "compare=[" + String.join(", ", names) + "]";
    }

    /** What a machine is called that a rule adds. */
    private static List<String> names(String rule) {
        return Opponent.Rule.of(rule) == Opponent.Rule.SERVER
                ? WholeMachine.servers(MachineKind.SHARED_MEMORY.word())
                : List.of(rule);
    }

    /** The option as words of a shell, with a space before; nothing if none is asked for. */
    String words() {
        return rules.isEmpty() ? "" : " --against " + String.join(",", rules);
    }
}
