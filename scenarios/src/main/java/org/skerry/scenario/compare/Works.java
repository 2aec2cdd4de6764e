package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.ResultFile.Difference;
import org.skerry.sim.machine.RunRecord;

/** Which runs did the same work, what runs are called beside each other, and in which settings they differ. */
final class Works {
    private Works() {}

    /** Runs of one scenario, seed and program with the same settings, the machine aside; in order of the first of each group. */
    static List<List<FinishedRun>> groups(List<FinishedRun> runs) {
        Map<Object, List<FinishedRun>> groups = new LinkedHashMap<>();
        for (FinishedRun run : runs) {
            RunRecord record = run.record();
            Map<String, Object> settings = new LinkedHashMap<>(record.configuration());
            // What the machine is, and which part of the run is looked at, is not what the actors do.
            settings.keySet().removeIf(path -> path.startsWith("machine.") || path.startsWith("measure."));
            Object work = List.of(record.scenario(), record.seed(), record.modules(), settings);
            groups.computeIfAbsent(work, any -> new ArrayList<>()).add(run);
        }
        return List.copyOf(groups.values());
    }

    /** The runs under names that tell them apart: with the scenario, then the seed, then a number, each only where needed. */
    static List<FinishedRun> named(List<FinishedRun> runs) {
        List<String> names = runs.stream().map(run -> run.record().machine()).toList();
        if (several(runs, run -> run.record().scenario())) {
            names = with(names, runs, run -> run.record().scenario(), "%2$s on %1$s");
        }
        if (new LinkedHashSet<>(names).size() < names.size()
                && several(runs, run -> "seed " + run.record().seed())) {
            names = with(names, runs, run -> "seed " + run.record().seed(), "%s, %s");
        }
        List<FinishedRun> named = new ArrayList<>();
        Map<String, Integer> used = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int number = used.merge(names.get(i), 1, Integer::sum);
            String name = names.get(i) + (number == 1 ? "" : " #" + number);
            named.add(
                    name.equals(runs.get(i).record().machine())
                            ? runs.get(i)
                            : runs.get(i).named(name));
        }
        return named;
    }

    private static boolean several(List<FinishedRun> runs, Function<FinishedRun, String> what) {
        return runs.stream().map(what).distinct().count() > 1;
    }

    private static List<String> with(
            List<String> names, List<FinishedRun> runs, Function<FinishedRun, String> what, String form) {
        List<String> longer = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            // A run that was named for another report has this in its name already.
            String more = what.apply(runs.get(i));
            longer.add(names.get(i).contains(more) ? names.get(i) : String.format(form, names.get(i), more));
        }
        return longer;
    }

    /** Every setting that is not the same in all runs, in the order in which the runs state them. */
    static List<Difference> differences(List<FinishedRun> runs) {
        Set<String> settings = new LinkedHashSet<>();
        runs.forEach(run -> settings.addAll(run.record().configuration().keySet()));
        List<Difference> differences = new ArrayList<>();
        for (String setting : settings) {
            List<String> values = runs.stream()
                    .map(run -> {
                        Object value = run.record().configuration().get(setting);
                        return value == null ? Difference.NONE : value.toString();
                    })
                    .toList();
            if (new LinkedHashSet<>(values).size() > 1) {
                differences.add(new Difference(setting, values));
            }
        }
        return differences;
    }
}
