package org.skerry.scenario.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.noise.PriceResult.Row;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.NoiseSpec.Price;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.trace.MemoryRegion;

/** Runs a service of unlike parts where actors own cores and memory, and where they share. */
final class PriceRuns {
    private static final Pattern KEEPS = Pattern.compile("worker keeps ([0-9]+) bytes");
    private static final double FIRST = 0.1;
    private static final double LAST = 0.9;

    private final Price price;
    private final StopSwitch stop;
    private final String version;

    PriceRuns(Price price, StopSwitch stop, String version) {
        this.price = price;
        this.stop = stop;
        this.version = version;
    }

    /** Figures of one run: by worker how long it was at work, in cycles of the time that was watched. */
    private record Run(Row row, List<Double> workers, List<Long> kept, long space) {}

    PriceResult run() {
        Run owned = run(price.owned(), List.of(), 0);
        List<Row> shared = new ArrayList<>();
        for (long cores : price.cores().values()) {
            shared.add(run(price.shared(), List.of(price.cores().path() + "=" + cores), (int) cores).row);
        }
        double busiest =
                owned.workers.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double mean = owned.workers.stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return new PriceResult(
                owned.row,
                shared,
                mean / busiest,
                owned.kept.stream().mapToLong(Long::longValue).sum(),
                owned.space,
                owned.kept.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** {@code cores} is 0 where each actor has its own. */
    private Run run(String machine, List<String> settings, int cores) {
        LoadedScenario loaded = ScenarioLoader.load(price.scenario(), settings, OptionalLong.of(1));
        Runner runner = new Runner(loaded, stop, version);
        List<String> workers = members(loaded, price.workers());
        List<String> askers = members(loaded, price.askers());
        List<List<String>> groups = new ArrayList<>();
        workers.forEach(worker -> groups.add(List.of(worker)));
        groups.add(askers);
        VictimWatch watch = new VictimWatch(runner.plan(), groups);
        MachineSpec spec = loaded.spec().machine(machine);
        Runner.Watched watched = runner.watched(spec, watch);
        List<VictimWatch.Request> answers = watch.answered(workers.size());
        if (answers.size() < 10) {
            throw new ConfigException("price.scenario '" + price.scenario() + "': " + price.askers() + " got "
                    + answers.size() + " answers on " + machine + ". Let them ask more, so that a rate can be told.");
        }
        long from = answers.get((int) (FIRST * answers.size())).served();
        long until = answers.get((int) (LAST * answers.size())).served();
        List<Double> busy = IntStream.range(0, workers.size())
                .mapToObj(worker -> busy(watch, worker, from, until))
                .toList();
        double all = busy.stream().mapToDouble(Double::doubleValue).sum() + busy(watch, workers.size(), from, until);
        int places = cores == 0 ? workers.size() + askers.size() : cores;
        double cycles = until - from;
        Row row = new Row(
                machine,
                places,
                (LAST - FIRST) * answers.size() / (cycles * watched.femtosecondsPerCycle() / 1e12),
                all / places / cycles);
        List<Long> kept = watched.log().stream()
                .map(line -> KEEPS.matcher(line.text()))
                .filter(Matcher::matches)
                .map(match -> Long.parseLong(match.group(1)))
                .toList();
        long space = watched.memory().stream()
                .filter(region -> workers.contains(region.actor()))
                .map(MemoryRegion::space)
                .distinct()
                .mapToLong(name -> watched.memory().stream()
                        .filter(region -> region.space().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .spaceBytes())
                .sum();
        return new Run(row, busy, kept, space);
    }

    private static List<String> members(LoadedScenario loaded, String group) {
        GroupSpec spec = loaded.spec().actors().stream()
                .filter(each -> each.name().equals(group))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, spec.members()).mapToObj(spec::member).toList();
    }

    private static double busy(VictimWatch watch, int group, long from, long until) {
        return watch.turns(group).stream()
                .mapToDouble(turn -> Math.max(0, Math.min(until, turn.end()) - Math.max(from, turn.start())))
                .sum();
    }
}
