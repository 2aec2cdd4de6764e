package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.skerry.scenario.spec.NoiseSpec;
import org.skerry.scenario.spec.NoiseSpec.Neighbour;
import org.skerry.scenario.spec.NoiseSpec.Price;
import org.skerry.scenario.spec.NoiseSpec.Sweep;
import org.skerry.scenario.spec.NoiseSpec.Victim;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.Scope;
import org.skerry.sim.config.ConfigException;

/** Reads experiments about noisy neighbours. */
public final class NoiseFile {
    static final String KIND = "noise";
    private static final int MOST_SEEDS = 1000;
    private static final int DEFAULT_SEEDS = 3;
    private static final long DEFAULT_INTERVAL = 5000;
    private static final List<String> KEYS = List.of(
            "name",
            "description",
            "scenario",
            "set",
            "machines",
            "victims",
            "neighbours",
            "sweep",
            "price",
            "seeds",
            "from",
            "until",
            "intervalNanoseconds");

    private NoiseFile() {}

    /** Names of the experiments that come with the program. */
    public static List<String> builtIn() {
        return Catalog.experiments(KIND);
    }

    /**
     * Reads one and holds it against its scenario.
     *
     * @throws ConfigException when there is none or anything in it is wrong
     */
    public static NoiseSpec load(String nameOrPath, List<String> settings) {
        ExperimentFile file = ExperimentFile.read(KIND, nameOrPath, settings);
        Section top = Section.of(file.root(), "", Scope.EMPTY, KEYS);
        List<Victim> victims = new ArrayList<>();
        for (Map.Entry<String, Node> entry : top.named("victims").entrySet()) {
            Section victim = Section.of(
                    entry.getValue(), "victims." + entry.getKey(), Scope.EMPTY, List.of("actors", "servers"));
            Optional<String> servers = victim.has("servers") ? Optional.of(victim.text("servers")) : Optional.empty();
            victims.add(new Victim(entry.getKey(), victim.text("actors"), servers));
        }
        List<Neighbour> neighbours = new ArrayList<>();
        for (Map.Entry<String, Node> entry : top.named("neighbours").entrySet()) {
            Section neighbour = Section.of(
                    entry.getValue(), "neighbours." + entry.getKey(), Scope.EMPTY, List.of("actors", "count", "set"));
            neighbours.add(new Neighbour(
                    entry.getKey(),
                    neighbour.text("actors"),
                    neighbour.formula("count"),
                    ExperimentFile.settings(neighbour, "set")));
        }
        for (String needed : List.of("victims", "neighbours")) {
            if ((needed.equals("victims") ? victims.size() : neighbours.size()) == 0) {
                throw top.wrong(needed + " names nobody. Give at least one, as docs/SCENARIOS.md shows.");
            }
        }
        NoiseSpec spec = new NoiseSpec(
                ExperimentFile.name(top),
                top.text("description", ""),
                file.scenario(top.text("scenario")),
                ExperimentFile.settings(top, "set"),
                top.texts("machines"),
                victims,
                neighbours,
                top.has("sweep") ? Optional.of(sweep(top, "sweep")) : Optional.empty(),
                price(top, file),
                (int) top.number("seeds", DEFAULT_SEEDS, 1, MOST_SEEDS),
                top.formula("from"),
                top.formula("until"),
                top.number("intervalNanoseconds", DEFAULT_INTERVAL, 1, 1_000_000_000_000L));
        check(spec, top);
        file.checkSchema(KIND);
        return spec;
    }

    private static Sweep sweep(Section around, String key) {
        Section sweep = Section.of(around.get(key), around.path(key), Scope.EMPTY, List.of("path", "values"));
        List<Long> values = new ArrayList<>();
        for (String value : sweep.texts("values")) {
            if (!value.matches("[0-9]{1,9}")) {
                throw sweep.wrong(sweep.path("values") + " has '" + value
                        + "', which is no number from 0 on. Give whole numbers.");
            }
            values.add(Long.parseLong(value));
        }
        if (values.isEmpty()) {
            throw sweep.wrong(sweep.path("values") + " is empty. Give at least one number.");
        }
        return new Sweep(sweep.text("path"), values);
    }

    private static Optional<Price> price(Section top, ExperimentFile file) {
        if (!top.has("price")) {
            return Optional.empty();
        }
        Section price = Section.of(
                top.get("price"),
                "price",
                Scope.EMPTY,
                List.of("scenario", "actors", "askers", "private", "shared", "cores"));
        Price found = new Price(
                file.scenario(price.text("scenario")),
                price.text("actors"),
                price.text("askers"),
                price.text("private"),
                price.text("shared"),
                sweep(price, "cores"));
        ScenarioSpec scenario = ScenarioLoader.load(found.scenario(), List.of(), OptionalLong.of(1))
                .spec();
        scenario.machine(found.owned());
        scenario.machine(found.shared());
        List<String> groups =
                scenario.actors().stream().map(group -> group.name()).toList();
        for (String group : List.of(found.workers(), found.askers())) {
            if (!groups.contains(group)) {
                throw price.wrong("scenario '" + scenario.name() + "' has no actors '" + group + "'. "
                        + Nearest.hint(group, groups, ""));
            }
        }
        return Optional.of(found);
    }

    /** What it names is in its scenario, and its settings can be made. */
    private static void check(NoiseSpec spec, Section top) {
        ScenarioSpec scenario = scenario(spec, List.of(), 1).spec();
        spec.machines(scenario);
        List<String> groups =
                scenario.actors().stream().map(group -> group.name()).toList();
        List<String> named = new ArrayList<>();
        spec.victims().forEach(victim -> {
            named.add(victim.group());
            victim.servers().ifPresent(named::add);
        });
        spec.neighbours().forEach(neighbour -> named.add(neighbour.group()));
        for (String group : named) {
            if (!groups.contains(group)) {
                throw top.wrong("scenario '" + scenario.name() + "' has no actors '" + group + "'. "
                        + Nearest.hint(group, groups, ""));
            }
        }
        for (Neighbour neighbour : spec.neighbours()) {
            scenario(spec, neighbour.settings(), 1);
        }
        spec.sweep()
                .ifPresent(sweep -> scenario(
                        spec, List.of(sweep.path() + "=" + sweep.values().get(0)), 1));
        if (scenario.limits().cycles() == Long.MAX_VALUE - 1) {
            throw top.wrong(
                    "scenario '" + scenario.name()
                            + "' runs until its work is done, and beside a hog that may be never. Give it limits.cycles, or set it under 'set'.");
        }
    }

    /** Its scenario with its own settings, further ones, and a seed. */
    public static LoadedScenario scenario(NoiseSpec spec, List<String> more, long seed) {
        List<String> settings = new ArrayList<>(spec.settings());
        settings.addAll(more);
        return ScenarioLoader.load(spec.scenario(), settings, OptionalLong.of(seed));
    }
}
