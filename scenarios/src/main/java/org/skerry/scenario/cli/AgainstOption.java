package org.skerry.scenario.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skerry.scenario.preset.WholeMachine;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.Opponent;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.config.ConfigException;
import picocli.CommandLine.Option;

/** Machines that follow from a scenario's chip and are added to it for a comparison. A server is several: each that there is a preset of. */
final class AgainstOption {
    /** The word for no machine at all. */
    static final String NONE = "none";

    @Option(
            names = "--against",
            paramLabel = "RULE",
            split = ",",
            completionCandidates = Candidates.Opponents.class,
            description = "Adds machines that follow from the scenario's chip: ${COMPLETION-CANDIDATES}."
                    + " Several with commas between; server stands for every server that there is a preset of, none for"
                    + " nothing (default: twin, where the scenario has a chip alone).")
    private List<String> rules = new ArrayList<>();

    private boolean none; // nothing is to be added, whatever is usual

    /**
     * Takes the twin where nothing is asked for and the scenario's chip would stand alone. Returns what to tell about that.
     *
     * @throws ConfigException if a rule is unknown, or stands beside none
     */
    Optional<String> settle(ScenarioSpec spec) {
        none = rules.contains(NONE);
        if (none && rules.size() > 1) {
            throw new ConfigException("--against " + String.join(",", rules) + ": '" + NONE
                    + "' stands alone. Leave it or the others away.");
        }
        if (none) {
            rules = new ArrayList<>();
            return Optional.empty();
        }
        Optional<MachineSpec> alone = rules.isEmpty() ? spec.chipAlone() : Optional.empty();
        alone.ifPresent(chip -> rules.add(Opponent.Rule.TWIN.word()));
        return alone.map(chip -> "The scenario has no machine beside " + chip.name()
                + ": it is held against its same-silicon twin (--against " + NONE + " for nothing).");
    }

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
                        + String.join(", ", Opponent.Rule.words()) + ", or " + NONE + ".");
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

    /**
     * The machines that are compared and those that are added, as a setting behind those of the command line: none of them twice, by name
     * or by what it is. The scenario has those that are added.
     */
    String compared(ScenarioSpec spec) {
        Set<String> names = new LinkedHashSet<>(spec.compare());
        rules.forEach(
                rule -> names(rule).forEach(names::remove)); // a scenario that names none compares all, with these
        for (String rule : rules) {
            for (String name : names(rule)) {
                if (names.stream().noneMatch(other -> spec.machine(other).isLike(spec.machine(name)))) {
                    names.add(name);
                }
            }
        }
        return "compare=[" + String.join(", ", names) + "]";
    }

    /** What a machine is called that a rule adds. */
    private static List<String> names(String rule) {
        return Opponent.Rule.of(rule) == Opponent.Rule.SERVER ? WholeMachine.servers() : List.of(rule);
    }

    /** The option as words of a shell, with a space before; nothing if none is asked for. */
    String words() {
        return none ? " --against " + NONE : rules.isEmpty() ? "" : " --against " + String.join(",", rules);
    }
}
