package org.skerry.scenario.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/**
 * Holds machines to the contract: the same modules, unmodified, on each of them.
 *
 * <p>A machine needs room for {@value #MOST_ACTORS} actors of up to 17 pages and must be made with seed {@value #SEED}.
 */
public final class Compliance {
    /** Seed of every run. */
    public static final long SEED = 1;

    /** Actors of the largest deployment. */
    public static final int MOST_ACTORS = 16;

    /** A machine that loses a wake-up must not run for ever; rules take some hundred thousand cycles at most. Assumption. */
    private static final long MOST_CYCLES = 50_000_000;

    private final GuestPlan.Modules modules = new GuestPlan.Modules();

    /**
     * Whether machines keep one rule.
     *
     * @param section section of docs/CONTRACT.md
     * @param claim   the rule
     * @param broken  what came of it instead, by machine; those that keep it are missing
     * @param byCheck whether it is a check of addresses that keeps it
     */
    public record Finding(int section, String claim, Map<String, String> broken, boolean byCheck) {}

    /** Every rule on every machine, by section. */
    public List<Finding> check(Map<String, Supplier<Machine>> machines) {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : RuleBook.rules()) {
            Map<String, String> broken = new LinkedHashMap<>();
            machines.forEach((name, machine) -> {
                Ending ending = run(rule, machine);
                if (!rule.kept().test(ending)) {
                    broken.put(name, ending.words());
                }
            });
            findings.add(new Finding(rule.section(), rule.claim(), broken, rule.byCheck()));
        }
        return findings;
    }

    /** The actors of a rule. */
    DeploymentPlan plan(Rule rule) {
        return rule.actors().apply(new GuestPlan(modules)).build();
    }

    /** What comes of a rule's deployment on a machine. */
    Ending run(Rule rule, Supplier<Machine> supplier) {
        try (Machine machine = supplier.get()) {
            try {
                machine.deploy(plan(rule));
            } catch (ConfigException refusal) {
                return new Ending(refusal.getMessage(), null, List.of());
            }
            RunOutcome outcome = machine.run(RunLimits.toCycle(MOST_CYCLES));
            List<String> lines = machine.log().stream()
                    .map(line -> line.actor() + ": " + line.text())
                    .toList();
            return new Ending("", outcome, lines);
        }
    }
}
