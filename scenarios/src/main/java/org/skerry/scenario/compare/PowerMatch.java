package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.Opponent;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.Chapter;

/** Runs an opponent of equal power with other cores and clocks until it takes as much as its chip does under the same load. */
public final class PowerMatch {
    /** Cores are looked for up to so many times the chip's. */
    private static final int MOST_TIMES_CORES = 4;

    private final Function<List<String>, LoadedScenario> cases;
    private final StopSwitch stop;
    private final String version;
    private final Consumer<String> progress;

    /**
     * An opponent with as much power as its chip.
     *
     * @param setting that makes the scenario's machine the one that was found
     * @param machine that was found
     * @param run     on it
     * @param annex   what was tried
     */
    public record Matched(String setting, MachineSpec machine, FinishedRun run, Annex annex) {}

    /** In a scenario; {@code cases} is that with further settings, {@code progress} hears what is run. */
    public PowerMatch(
            Function<List<String>, LoadedScenario> cases, StopSwitch stop, String version, Consumer<String> progress) {
        this.cases = cases;
        this.stop = stop;
        this.version = version;
        this.progress = progress;
    }

    /** Whether a machine is one of equal power of which it is still open what it is. */
    public static boolean open(MachineSpec machine) {
        return machine.opponent()
                .filter(opponent -> opponent.rule() == Opponent.Rule.EQUAL_POWER
                        && opponent.matched().isEmpty())
                .isPresent();
    }

    /**
     * The opponent that {@code machine} is to be.
     *
     * @param chipRun of its chip, if it was run
     * @throws CapacityException if not even one slow core takes as little as the chip
     */
    public Matched match(MachineSpec machine, Optional<FinishedRun> chipRun) {
        LoadedScenario scenario = cases.apply(List.of());
        MachineSpec chip =
                scenario.spec().machine(machine.opponent().orElseThrow().of());
        FinishedRun first = chipRun.orElseGet(() -> {
            progress.accept(chip.name() + ", whose power " + machine.name() + " is to take");
            return new Runner(scenario, stop, version).run(chip, 1, null, null);
        });
        double budget = power(first);
        SharedMemorySpec start = (SharedMemorySpec) machine.settings();
        List<FinishedRun> runs = new ArrayList<>();
        PowerSearch search =
                new PowerSearch(budget, MOST_TIMES_CORES * first.places(), start.meshHertz(), (cores, hertz) -> {
                    progress.accept(machine.name() + " with " + cores + " cores at " + hertz / 1_000_000 + " MHz");
                    LoadedScenario changed = cases.apply(List.of(setting(machine, cores, hertz)));
                    FinishedRun run = new Runner(changed, stop, version)
                            .run(changed.spec().machine(machine.name()), 1, null, null);
                    runs.add(run);
                    return new PowerSearch.Trial(
                            cores, hertz, power(run), run.record().region().nanoseconds());
                });
        Optional<PowerSearch.Trial> found = search.find(start.cores());
        if (found.isEmpty()) {
            PowerSearch.Trial last = search.trials().get(search.trials().size() - 1);
            throw new CapacityException(String.format(
                    Locale.ROOT,
                    "machine '%s': under this load %s takes %.1f mW, and one of its cores with caches and a memory channel"
                            + " takes %.1f mW even at %,d MHz. Take a larger chip, or another opponent.",
                    machine.name(),
                    chip.name(),
                    budget,
                    last.milliwatts(),
                    last.hertz() / 1_000_000));
        }
        int at = search.trials().indexOf(found.get());
        String setting = setting(machine, found.get().cores(), found.get().hertz());
        MachineSpec matched = cases.apply(List.of(setting)).spec().machine(machine.name());
        return new Matched(
                setting,
                matched,
                runs.get(at),
                annex(machine.name(), chip.name(), budget, search.trials(), found.get()));
    }

    private static String setting(MachineSpec machine, int cores, long hertz) {
        return "machines." + machine.name() + ".matched={cores: " + cores + ", hertz: " + hertz + "}";
    }

    private static double power(FinishedRun run) {
        OptionalDouble milliwatts = Usage.power(run);
        if (milliwatts.isEmpty() || !run.record().outcome().name().equals("quiescent")) {
            throw new ConfigException("machine '" + run.record().machine() + "' ends "
                    + run.record().outcome().name() + " or has no bill for energy, so there is no power to match."
                    + " Leave the opponent of equal power away.");
        }
        return milliwatts.getAsDouble();
    }

    private static Annex annex(
            String name, String chip, double budget, List<PowerSearch.Trial> trials, PowerSearch.Trial found) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("cores", "clock [MHz]", "mean power [mW]", "measured part [ns]", ""));
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("machine", name)
                .put("of", chip)
                .put("milliwatts", budget);
        ArrayNode list = json.putArray("tried");
        for (PowerSearch.Trial trial : trials) {
            lines.add(List.of(
                    Integer.toString(trial.cores()),
                    String.format(Locale.ROOT, "%,d", trial.hertz() / 1_000_000),
                    String.format(Locale.ROOT, "%,.1f", trial.milliwatts()),
                    String.format(Locale.ROOT, "%,.0f", trial.time()),
                    trial == found ? "taken" : ""));
            list.addObject()
                    .put("cores", trial.cores())
                    .put("hertz", trial.hertz())
                    .put("milliwatts", trial.milliwatts())
                    .put("nanoseconds", trial.time())
                    .put("taken", trial == found);
        }
        return new Annex(
                "power",
                new Chapter(
                        "A machine of equal power",
                        List.of(
                                new Chapter.Paragraph(String.format(
                                        Locale.ROOT,
                                        "Under this load %s takes %.1f mW, and %s with %d cores at %,d MHz takes %.1f mW, %.1f %% %s. Tried were"
                                                + " the most of the twin's cores that take no more at the full clock, and one more core at a clock at which"
                                                + " all take as much; the faster is taken.",
                                        chip,
                                        budget,
                                        name,
                                        found.cores(),
                                        found.hertz() / 1_000_000,
                                        found.milliwatts(),
                                        100 * Math.abs(found.milliwatts() / budget - 1),
                                        found.milliwatts() > budget ? "more" : "less")),
                                Chapter.Table.of("", lines))),
                json);
    }
}
