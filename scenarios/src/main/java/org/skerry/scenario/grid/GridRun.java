package org.skerry.scenario.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.skerry.model.sharedmem.RuntimeSpec;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.GridSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.config.ConfigException;

/** Runs every case of a grid: the fixed machine once, the other with as many costs of a message as it takes. */
public final class GridRun {
    private final GridSpec spec;
    private final Cases cases;
    private final StopSwitch stop;
    private final String version;
    private final Consumer<String> progress;

    /** The scenario with further settings and a seed. */
    @FunctionalInterface
    public interface Cases {
        /** As it is with these settings, {@code path=value} each. */
        LoadedScenario with(List<String> settings, long seed);
    }

    /** A grid of one scenario; {@code progress} hears what is run. */
    public GridRun(GridSpec spec, Cases cases, StopSwitch stop, String version, Consumer<String> progress) {
        this.spec = spec;
        this.cases = cases;
        this.stop = stop;
        this.version = version;
        this.progress = progress;
    }

    /** Runs all of it with each of these seeds. */
    public GridResult run(List<Long> seeds) {
        List<GridResult.Cell> cells = new ArrayList<>();
        for (long rate : spec.rate().values()) {
            for (long size : spec.size().values()) {
                for (long sharing : spec.sharing().values()) {
                    progress.accept(String.format(
                            Locale.ROOT,
                            "grid, case %d of %d: %s %d, %s %d, %s %d",
                            cells.size() + 1,
                            spec.cells(),
                            spec.rate().text(),
                            rate,
                            spec.size().text(),
                            size,
                            spec.sharing().text(),
                            sharing));
                    cells.add(cell(sharing, size, rate, seeds));
                }
            }
        }
        return new GridResult(spec, seeds, cells);
    }

    private GridResult.Cell cell(long sharing, long size, long rate, List<Long> seeds) {
        List<String> settings = List.of(
                spec.sharing().path() + "=" + sharing,
                spec.size().path() + "=" + size,
                spec.rate().path() + "=" + rate);
        List<BreakEven> each = new ArrayList<>();
        double messages = 0;
        for (long seed : seeds) {
            LoadedScenario loaded = cases.with(settings, seed);
            Runner runner = new Runner(loaded, stop, version);
            FinishedRun fixed = finished(runner, loaded.spec().machine(spec.fixed()), settings);
            MachineSpec varied = loaded.spec().machine(spec.varied());
            double time = nanoseconds(fixed);
            messages += fixed.record().metrics().value("messages.delivered")
                    * 1e6
                    / Math.max(1, fixed.record().region().nanoseconds())
                    / seeds.size();
            each.add(BreakEven.find(
                    spec.from(),
                    spec.to(),
                    cycles -> nanoseconds(finished(runner, withCost(varied, (int) cycles), settings)) - time));
        }
        return new GridResult.Cell(sharing, size, rate, messages, each);
    }

    private static FinishedRun finished(Runner runner, MachineSpec machine, List<String> settings) {
        FinishedRun run = runner.run(machine, 1, null, null);
        if (!run.good()) {
            throw new ConfigException("grid: with " + String.join(" and ", settings) + " a run on '" + machine.name()
                    + "' ends " + run.record().outcome().name()
                    + " or fails a check. Leave the case away, or mend the scenario.");
        }
        return run;
    }

    /** What is compared: the measured part is the same turns on both, but for what the next place to cut adds. */
    private static double nanoseconds(FinishedRun run) {
        return run.record().region().nanoseconds();
    }

    /** The machine with so many cycles of software for a message, in the parts of sending, receiving and switching that are its runtime's by default. */
    static MachineSpec withCost(MachineSpec machine, int cycles) {
        SharedMemorySpec settings = (SharedMemorySpec) machine.settings();
        return machine.withSettings(settings.withRuntime(settings.runtime().withCycles(cycles)));
    }

    /** Cycles of software for a message that a runtime takes by default. */
    static int defaultCycles() {
        return RuntimeSpec.DEFAULT.cycles();
    }
}
