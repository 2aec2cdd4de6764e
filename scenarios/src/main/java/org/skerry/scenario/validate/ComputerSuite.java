package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.preset.WholeMachine;
import org.skerry.scenario.preset.WholeMachine.Latency;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.machine.LogLine;

/**
 * Computers that were built, against what programs have measured on them: guests do the same here, loads that depend on each other through
 * so many bytes, and one word that two cores pass to and fro.
 */
final class ComputerSuite implements Suite {
    private static final String KIND = "shared-memory";
    private static final double TOLERANCE_PERCENT = 10;
    private static final int BACKWARDS = -2; // lines of 64 bytes: the stride of lat_mem_rd is 128

    @Override
    public String name() {
        return "computers";
    }

    @Override
    public String text() {
        return "latency of caches, memory and words between cores of six computers that were built, measured by guests";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        WholeMachine.all()
                .filter(machine ->
                        machine.kind().equals(KIND) && effort.wanted().test(machine.name()))
                .forEach(machine -> machine.published().forEach(latency -> rows.add(row(machine.name(), latency))));
        return rows;
    }

    private static Row row(String name, Latency latency) {
        double nanoseconds = latency.pairs().isEmpty() ? load(name, latency) : handOff(name, latency);
        return new Row(
                name,
                "latency measured by a program",
                latency.figure(),
                "ns",
                latency.nanoseconds(),
                nanoseconds,
                true,
                TOLERANCE_PERCENT,
                latency.fitted() ? Row.Basis.FITTED : Row.Basis.PREDICTED,
                "",
                latency.source());
    }

    private static double load(String name, Latency latency) {
        if (latency.chase()) {
            return measured("chases", name, List.of("parameters.bytes=" + latency.bytes(), "parameters.chases=1"));
        }
        List<String> settings = new ArrayList<>(
                List.of("parameters.bytes=" + latency.bytes(), "parameters.warm=" + (latency.cold() ? 0 : 1)));
        if (latency.backwards()) {
            settings.add("parameters.multiplier=1");
            settings.add("parameters.increment=" + Integer.toUnsignedLong(BACKWARDS));
        }
        if (latency.lines()) {
            settings.add("parameters.multiplier=1");
            settings.add("parameters.increment=1");
        }
        return measured("ladder", name, settings);
    }

    private static double handOff(String name, Latency latency) {
        double[] all = latency.pairs().stream()
                .mapToDouble(pair -> measured(
                        "handoff",
                        name,
                        List.of("parameters.first=" + pair.get(0), "parameters.second=" + pair.get(1))))
                .sorted()
                .toArray();
        return all[all.length / 2];
    }

    /** The last number that the guest of a scenario wrote, picoseconds, in nanoseconds. */
    private static double measured(String scenario, String preset, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("machines.shared.preset=" + preset);
        LoadedScenario loaded = ScenarioLoader.load(scenario, all, OptionalLong.empty());
        FinishedRun run = new Runner(loaded, new StopSwitch(), "validate")
                .run(loaded.spec().machine("shared"), 1, null, null);
        List<LogLine> log = run.record().log();
        String line = log.get(log.size() - 1).text();
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)) / 1000.0;
    }
}
