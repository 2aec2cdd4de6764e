package org.skerry.scenario.noc;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.booksim.BookSimConfig;
import org.skerry.noc.fault.FaultPlan;
import org.skerry.noc.traffic.LoadCurve;
import org.skerry.noc.traffic.NetworkModel;
import org.skerry.noc.traffic.NetworkSpec;
import org.skerry.noc.traffic.Phases;
import org.skerry.noc.traffic.TrafficSpec;
import org.skerry.scenario.preset.Preset;
import org.skerry.sim.config.ConfigException;

/**
 * What is to be measured.
 *
 * @param name    of the file
 * @param network the network
 * @param traffic its traffic
 * @param phases  how long
 * @param latency whether latency is measured, or the accepted rate alone
 * @param seed    of the first run of each load
 * @param loads   flits for each endpoint and cycle
 * @param warnings what the user should know before he believes the result
 * @param file     trace that is sent in place of {@code traffic}, or null
 * @param faults   what fails under way, or null
 * @param model    of the network
 */
public record Study(
        String name,
        NetworkSpec network,
        TrafficSpec traffic,
        Phases phases,
        boolean latency,
        long seed,
        List<Double> loads,
        List<String> warnings,
        TrafficFile file,
        FaultPlan faults,
        NetworkModel model) {
    /** Copies the lists. */
    public Study {
        loads = List.copyOf(loads);
        warnings = List.copyOf(warnings);
    }

    /** With the flit-level model. */
    Study(
            String name,
            NetworkSpec network,
            TrafficSpec traffic,
            Phases phases,
            boolean latency,
            long seed,
            List<Double> loads,
            List<String> warnings,
            TrafficFile file,
            FaultPlan faults) {
        this(name, network, traffic, phases, latency, seed, loads, warnings, file, faults, NetworkModel.MESH);
    }

    /**
     * The study that a text asks for, BookSim's format or our own.
     *
     * @param overrides {@code key=value}, which count more than the text
     */
    public static Study read(String text, String name, List<String> overrides) {
        return read(text, name, overrides, null, null);
    }

    /**
     * The same with a preset that counts less than both, for our own format, and a file that is sent in place of a pattern; null for
     * none.
     */
    public static Study read(String text, String name, List<String> overrides, Preset preset, TrafficFile file) {
        if (preset != null && !text.isBlank() && BookSimConfig.looksLikeBookSim(text)) {
            throw new ConfigException(
                    name + " is in BookSim's format, which presets do not mix with. Leave one of them out.");
        }
        if (preset != null || !BookSimConfig.looksLikeBookSim(text)) {
            return new StudyFile(text, name, overrides, preset, file).study();
        }
        BookSimConfig config = BookSimConfig.read(text, name, overrides);
        TrafficSpec traffic = config.traffic();
        return new Study(
                        name,
                        config.network(),
                        traffic,
                        config.phases(),
                        config.measuresLatency(),
                        config.seed(),
                        List.of(traffic.load()),
                        warnings(config),
                        null,
                        null)
                .with(file);
    }

    /** The same with a file that is sent in place of a pattern; null for the pattern. */
    Study with(TrafficFile other) {
        if (other == null || other.kind() == TrafficFile.Kind.TRACE) {
            return new Study(name, network, traffic, phases, latency, seed, loads, warnings, other, faults, model);
        }
        int endpoints = network.grid().endpoints();
        TrafficSpec byTable = traffic.withTable(other.table(endpoints), endpoints);
        return new Study(
                name, network, byTable, phases, latency, seed, List.of(byTable.load()), warnings, null, faults, model);
    }

    /** What BookSim runs is run, even if it can end in a deadlock; our own format refuses it. */
    private static List<String> warnings(BookSimConfig config) {
        List<String> warnings = new ArrayList<>(config.remarks());
        try {
            config.network().refuseDeadlock();
        } catch (ConfigException deadlock) {
            warnings.add("as BookSim was built, " + deadlock.getMessage());
        }
        return warnings;
    }

    /** The same at other loads. */
    public Study at(List<Double> others) {
        others.forEach(traffic::withLoad); // which refuses a load that cannot be
        return new Study(name, network, traffic, phases, latency, seed, others, warnings, file, faults, model);
    }

    /** The same with another model of the network, which refuses what it cannot do. */
    public Study with(NetworkModel other) {
        other.check(network);
        if (other != NetworkModel.MESH && faults != null) {
            throw new ConfigException("--model=" + other.word()
                    + ": faults under way are modelled flit by flit alone. Leave --model or the keys 'faults.' out.");
        }
        List<String> all = new ArrayList<>(warnings);
        all.addAll(other.remarks(network));
        return new Study(name, network, traffic, phases, latency, seed, loads, all, file, faults, other);
    }

    /** Runs it. */
    public StudyResult run(int seeds, int threads) {
        return new StudyResult(
                this, seeds, LoadCurve.run(model, network, traffic, phases, latency, loads, seed, seeds, threads));
    }
}
